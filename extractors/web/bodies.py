"""Bodies of responses: chunks as they come over the wire in, decoded bytes within both size limits out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

ACCEPT_ENCODING = "gzip, deflate"
"""What `read_body` can decode piece by piece with a limit; nothing else is asked for."""

_PIECE_BYTES = 64 * 1024
"""Decoded in pieces of this size, so that a bomb is noticed before it is in memory."""


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
        for piece in decoder.decode(chunk):
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

    def decode(self, chunk: bytes) -> Iterable[bytes]:
        while chunk:
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
                chunk = self._stream.unused_data.lstrip(b"\0")
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # bytes after the end are ignored, as browsers do
                self._stream = zlib.decompressobj(self._window_bits)

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
