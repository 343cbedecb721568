"""The body of a list's file in, its bytes in pieces out, unpacked within a limit where it is a ZIP archive."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from extractors.official_lists.list_parts import ListFaultError
from extractors.records.rejections import RejectionReason

_PIECE_BYTES = 256 * 1024

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What every writer of archives uses; the others cost memory that their headers choose."""

_MARK_OF_FILE = b"PK\x01\x02"
_MOST_MARKS = 100
"""Of files in an archive: it must hold one, the mark may occur in packed bytes by chance, and half a million of them
take half a gigabyte before they can be counted."""


_OF_DAMAGE = (ValueError, IndexError, OverflowError, struct.error, OSError)
"""What the library fails with over places before the beginning, names that are none and numbers that do not fit."""


def unpacked(body: bytes, max_unpacked_bytes: int) -> Iterator[bytes]:
    """Yield the body in pieces, or the one file of the archive that it is. Raises ListFaultError."""
    if not body.startswith(b"PK\x03\x04"):
        yield from (body[start : start + _PIECE_BYTES] for start in range(0, len(body), _PIECE_BYTES))
        return
    if body.count(_MARK_OF_FILE) > _MOST_MARKS:
        raise ListFaultError(RejectionReason.MALFORMED, f"the archive holds more than {_MOST_MARKS} files")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield from _only_file(archive, max_unpacked_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, *_OF_DAMAGE) as error:
        # RuntimeError is an archive with a password; a cut archive has lost the directory at its end.
        raise ListFaultError(RejectionReason.TRUNCATED, f"no whole ZIP archive: {error}") from None


def _only_file(archive: zipfile.ZipFile, max_unpacked_bytes: int) -> Iterator[bytes]:
    files = [member for member in archive.infolist() if not member.is_dir()]
    if len(files) != 1:
        raise ListFaultError(RejectionReason.MALFORMED, f"the archive holds {len(files)} files, expected one")
    if files[0].compress_type not in _METHODS:
        raise ListFaultError(RejectionReason.MALFORMED, "the archive is packed in an unusual way")
    size = 0
    with archive.open(files[0]) as member:
        while piece := member.read(_PIECE_BYTES):
            size += len(piece)
            if size > max_unpacked_bytes:
                raise ListFaultError(RejectionReason.TOO_LARGE, f"unpacks to more than {max_unpacked_bytes:,} bytes")
            yield piece
