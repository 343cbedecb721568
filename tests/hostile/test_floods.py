"""Servers that never come to an end in HTTP/1.1, in each part of an answer: one reason each, within the deadline."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest

BROKEN, TIMEOUT = RejectionReason.BROKEN_RESPONSE, RejectionReason.TIMEOUT
TOO_LARGE, STATUS = RejectionReason.TOO_LARGE, RejectionReason.UNEXPECTED_STATUS
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
PACKED = gzip.compress(b"hello", mtime=0)

FLOODS: dict[str, tuple[bytes, bytes, set[RejectionReason]]] = {
    "chunks of a byte": (CHUNKED + b"\r\n", b"1\r\na\r\n" * 9_000, {TIMEOUT, TOO_LARGE}),
    "zeros behind a packed body": (
        CHUNKED + b"Content-Encoding: gzip\r\n\r\n%x\r\n%s\r\n" % (len(PACKED), PACKED),
        b"1\r\n\0\r\n" * 9_000,
        {TIMEOUT, TOO_LARGE},
    ),
    "words behind a chunk's size": (CHUNKED + b"\r\n5", b";x=y" * 9_000, {BROKEN}),
    "chunks with long words": (CHUNKED + b"\r\n", b"1;" + b"x" * 2_000 + b"\r\na\r\n", {TIMEOUT, TOO_LARGE}),
    "digits of a chunk's size": (CHUNKED + b"\r\n", b"0" * 60_000, {BROKEN}),
    "trailers": (CHUNKED + b"\r\n0\r\n", b"X: y\r\n" * 9_000, {BROKEN}),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000, {TIMEOUT}),
    "early hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" * 2_000, {TIMEOUT}),
    "blank lines": (b"", b"\r\n" * 9_000, {BROKEN}),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 9_000, {BROKEN}),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 60_000, {BROKEN}),
    "a header that goes on": (b"HTTP/1.1 200 OK\r\nX: y\r\n", b" y\r\n" * 9_000, {BROKEN}),
    "a status": (b"HTTP/1.1 200 ", b"O" * 60_000, {BROKEN}),
    "a line": (b"", b"a" * 60_000, {BROKEN}),
    "a body in another encoding": (b"HTTP/1.1 200 OK\r\n\r\n\xff\xfe", b"<\0a\0>\0" * 9_000, {TOO_LARGE, TIMEOUT}),
    "a body packed in transfer": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"5\r\nhello\r\n" * 900,
        {BROKEN},
    ),
    "a body chunked twice": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        b"5\r\nhello\r\n" * 900,
        {BROKEN},
    ),
    "a body of what is not modified": (b"HTTP/1.1 304 Not Modified\r\n\r\n", b"a" * 60_000, {STATUS}),
    "a body of no content": (b"HTTP/1.1 204 No Content\r\n\r\n", b"a" * 60_000, {STATUS}),
    "another protocol": (
        b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        b"a" * 60_000,
        {BROKEN},
    ),
}
"""What is sent first, what is sent again and again, and what may come of it."""


@pytest.mark.parametrize("name", FLOODS)
def test_what_never_ends_is_left_for_a_reason(
    name: str, raw_server: Callable[..., str], make_fetcher: Callable[..., Fetcher]
) -> None:
    first, then, reasons = FLOODS[name]

    def flood(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(then)

    fetcher = make_fetcher(total_seconds=1.0, max_bytes=2_000_000, max_decoded_bytes=2_000_000)
    outcome = fetcher.fetch(FetchRequest(url=raw_server(flood)), RejectionStage.PAGE)
    assert isinstance(outcome, FetchFailure)
    assert outcome.rejection.reason in reasons
