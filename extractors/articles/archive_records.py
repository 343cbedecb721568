"""Records of a web archive (WARC 0.17 to 1.1): a file of bytes in, records one by one out, under limits.

A reader of our own: what archives hold is as strange as the web, and libraries read a header or a packed line whole,
however long it is. Plain archives are read, and packed ones (gzip) whether by record or as a whole.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from extractors.articles.plain_text import clean_line

MAX_HEADER_BYTES = 64 * 1024
"""Of one record's header; honest ones have under two thousand."""
MOST_UNPACKED = 100
"""Times the packed bytes read so far: news pages pack to a quarter, and a bomb to a thousandth."""
UNPACKED_FREELY = 64_000_000
"""Bytes of which that is not asked."""

_BLOCK = 1 << 16
_GZIP = b"\x1f\x8b"
_FIRST_LINE = re.compile(r"WARC/(?:0\.1[78]|1\.[01])$", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,15}$")
_MOST_BLANK_LINES = 8
"""Between two records; two are the rule."""

Headers = Mapping[str, str]


class ArchiveFaultError(Exception):
    """From here on the file is no web archive, or one that is made to do harm; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """One record. `block` is None where it was not wanted or is longer than what is kept."""

    headers: Headers  # names in lower case, of repeated ones the first; values on one line
    length: int  # of the block in bytes, as the header says
    block: bytes | None
    is_whole: bool  # False: the file ends within the block


def read_records(file: BinaryIO, wanted: Callable[[Headers], bool], *, max_block: int) -> Iterator[ArchiveRecord]:
    """Yield all records; blocks are kept of the wanted ones, up to `max_block` bytes. Raises ArchiveFaultError."""
    stream = _Stream(file)
    while (headers := _read_header(stream)) is not None:
        written = headers.get("content-length", "")
        if not _LENGTH.match(written):
            raise ArchiveFaultError(f"Content-Length: {written[:40]!r} is not a length")
        length = int(written)
        is_kept = wanted(headers) and length <= max_block
        pieces, left = [], length
        while left and (piece := stream.read(min(left, _BLOCK))):
            left -= len(piece)
            if is_kept:
                pieces.append(piece)
        block = b"".join(pieces) if is_kept else None
        yield ArchiveRecord(headers=headers, length=length, block=block, is_whole=left == 0)


def _read_header(stream: _Stream) -> Headers | None:
    """Return the header of the next record, or None at the end."""
    line = ""
    for _ in range(_MOST_BLANK_LINES + 1):
        read = "" if line else stream.read_line(MAX_HEADER_BYTES)
        if read is None:
            return None
        line = line or read
    if not _FIRST_LINE.match(line):
        raise ArchiveFaultError(f"{clean_line(line[:60])!r} where a record was due")
    fields: dict[str, list[str]] = {}
    field: list[str] = []
    budget = MAX_HEADER_BYTES
    while line := stream.read_line(budget) or "":
        budget -= len(line) + 2
        name, colon, value = line.partition(":")
        if line[0] in " \t":
            field.append(line)
        elif colon:
            field = [value]
            fields.setdefault(name.strip().lower(), field)
    if stream.is_at_end:
        raise ArchiveFaultError("it ends within the header of a record")
    return {name: clean_line(" ".join(lines)) for name, lines in fields.items()}


class _Stream:
    """The bytes of the archive, unpacked where it is packed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer = b""
        self._raw = file.read(_BLOCK)
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16) if self._raw.startswith(_GZIP) else None
        self._received, self._unpacked = len(self._raw), 0
        self.is_at_end = False  # somebody wanted more than there was

    def read(self, most: int) -> bytes:
        """Return up to `most` bytes; none at the end."""
        if not self._buffer:
            self._buffer = self._more()
        piece, self._buffer = self._buffer[:most], self._buffer[most:]
        return piece

    def read_line(self, most: int) -> str | None:
        """Return a line without its end, or None at the end of the file; a longer one than `most` is a fault."""
        while (end := self._buffer.find(b"\n", 0, most)) < 0:
            if len(self._buffer) >= most:
                raise ArchiveFaultError(f"the header of a record has more than {MAX_HEADER_BYTES:,} bytes")
            more = self._more()
            if not more:
                self.is_at_end = True
                return None
            self._buffer += more
        line, self._buffer = self._buffer[:end], self._buffer[end + 1 :]
        return line.rstrip(b"\r").decode("utf-8", "replace")

    def _more(self) -> bytes:
        """Return the next bytes; none at the end of the file."""
        if self._member is None:
            piece, self._raw = self._raw or self._file.read(_BLOCK), b""
            return piece
        while True:
            if not self._raw:
                self._raw = self._file.read(_BLOCK)
                self._received += len(self._raw)
                if not self._raw:
                    return b""
            if self._member.eof:
                self._raw = self._raw.lstrip(b"\0")
                if not self._raw:
                    continue
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                piece = self._member.decompress(self._raw, _BLOCK)
            except zlib.error as error:
                raise ArchiveFaultError(f"it cannot be unpacked: {error}") from None
            self._raw = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            self._unpacked += len(piece)
            if self._unpacked > UNPACKED_FREELY + MOST_UNPACKED * self._received:
                raise ArchiveFaultError(f"it unpacks to more than {MOST_UNPACKED} times its size")
            if piece:
                return piece
