"""Bodies of responses: chunks as they come over the wire in, decoded bytes within both size limits out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

ACCEPT_ENCODING = "gzip, deflate"
"""What `read_body` can decode piece by piece with a limit; nothing else is asked for."""

_PIECE_BYTES = 64 * 1024
"""Decoded in pieces of this size, so that a bomb is noticed before it is in memory; taken in pieces no larger either,
since behind each member of a gzip body all that is left of its piece is copied."""


_GZIP_MARK = b"\x1f\x8b"


class BodyTooLargeError(Exception):
    """The body is larger than a limit; the rest was not read."""


class BodyBrokenError(Exception):
    """The body cannot be decoded."""


def read_body(chunks: Iterable[bytes], encoding: str, *, max_bytes: int, max_decoded_bytes: int) -> tuple[bytes, int]:
    """Return the decoded body and the count of bytes received; stops reading at the limit."""
    decoder = _decoder(encoding)
    received = 0
    decoded = bytearray()
    for chunk in chunks:
        received += len(chunk)
        if received > max_bytes:
            raise BodyTooLargeError(f"more than {max_bytes:,} bytes")
        for place in range(0, len(chunk), _PIECE_BYTES):
            for piece in decoder.decode(chunk[place : place + _PIECE_BYTES]):
                decoded += piece
                if len(decoded) > max_decoded_bytes:
                    raise BodyTooLargeError(f"{received:,} bytes unpack to more than {max_decoded_bytes:,}")
    decoder.finish()
    return bytes(decoded), received


class _Identity:
    def decode(self, chunk: bytes) -> Iterable[bytes]:
        return (chunk,)

    def finish(self) -> None:
        return None


class _Zlib:
    """gzip (several members too) and deflate (with or without its header)."""

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self._started = False
        self._is_behind_member = False
        self._is_over = False
        self._held = b""  # the first byte of what may be the next member's mark

    def decode(self, chunk: bytes) -> Iterable[bytes]:
        while chunk and not self._is_over:
            if self._is_behind_member:
                chunk = self._begin_member(chunk)
                continue
            try:
                piece = self._stream.decompress(chunk, _PIECE_BYTES)
            except zlib.error as error:
                if self._started or self._window_bits != zlib.MAX_WBITS:
                    raise BodyBrokenError(f"content encoding: {error}") from None
                self._window_bits = -zlib.MAX_WBITS  # "deflate" without the zlib header, as some servers send it
                self._stream = zlib.decompressobj(self._window_bits)
                continue
            self._started = True
            if piece:
                yield piece
            chunk = self._stream.unconsumed_tail
            if self._stream.eof:
                self._is_behind_member = True
                chunk = self._stream.unused_data

    def _begin_member(self, chunk: bytes) -> bytes:
        """Return what begins with the next member, past the zeros between; b"" where none is there yet.

        Bytes behind the end are ignored, as browsers do. Zlib's stream is not given them: it would keep them all.
        """
        rest = (self._held + chunk).lstrip(b"\0")
        self._held = b""
        if rest.startswith(_GZIP_MARK) and self._window_bits > zlib.MAX_WBITS:
            self._stream = zlib.decompressobj(self._window_bits)
            self._is_behind_member = False
            return rest
        if rest == _GZIP_MARK[:1]:
            self._held = rest
        elif rest:
            self._is_over = True
        return b""

    def finish(self) -> None:
        if self._started and not self._stream.eof:
            raise BodyBrokenError("content encoding: the compressed body is cut short")


def _decoder(encoding: str) -> _Identity | _Zlib:
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in {"", "identity"}]
    if not names:
        return _Identity()
    if len(names) == 1 and names[0] in {"gzip", "x-gzip"}:
        return _Zlib(zlib.MAX_WBITS | 16)
    if names == ["deflate"]:
        return _Zlib(zlib.MAX_WBITS)
    raise BodyBrokenError(f"content encoding {encoding!r} was not asked for")
