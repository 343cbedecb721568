"""Servers that are silent, drip, flood or send rubbish: limits of time and size, and a reason for each."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from extractors.records.rejections import RejectionReason
from extractors.web.fetch import Fetcher
from tests.extractors.loopback import Loopback, answer
from tests.extractors.web.fetching import MEGABYTE, Make, fail, reason


def test_silent_server_times_out(raw_server: Callable[..., str], make_fetcher: Make) -> None:
    url = raw_server(lambda connection: time.sleep(5))
    assert reason(make_fetcher(read_seconds=0.2), url) == RejectionReason.TIMEOUT


@pytest.mark.parametrize("part", ["header", "body"])
def test_endless_drip_ends_at_the_deadline(raw_server: Callable[..., str], make_fetcher: Make, part: str) -> None:
    ended = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Slow: "))
        for _ in range(100):
            connection.sendall(b"a")
            time.sleep(0.1)
        ended.set()

    fetcher = make_fetcher(read_seconds=1.0, total_seconds=0.6)
    assert reason(fetcher, raw_server(drip)) == RejectionReason.TIMEOUT
    assert not ended.is_set()


def test_closed_port_is_a_failed_connection(make_fetcher: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert reason(make_fetcher(), f"http://127.0.0.1:{port}/") == RejectionReason.CONNECT_FAILED


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nrubbish",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X-Flood: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "ssh", "cut short", "bad chunk", "bad gzip", "brotli unasked", "header flood"],
)
def test_rubbish_is_a_broken_response(raw_server: Callable[..., str], fetcher: Fetcher, reply: bytes) -> None:
    assert reason(fetcher, raw_server(lambda connection: connection.sendall(reply))) == RejectionReason.BROKEN_RESPONSE


def test_large_body_is_refused_by_its_announced_length(server: Loopback, make_fetcher: Make) -> None:
    sent: list[int] = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(200 * MEGABYTE))
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * MEGABYTE)
            sent.append(1)

    server.answers["/feed"] = huge
    assert reason(make_fetcher(max_bytes=5 * MEGABYTE), f"{server.url}/feed") == RejectionReason.TOO_LARGE
    assert len(sent) < 100


def test_large_body_without_length_is_read_no_further_than_the_limit(server: Loopback, make_fetcher: Make) -> None:
    sent: list[int] = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * MEGABYTE)
            sent.append(1)

    server.answers["/feed"] = huge
    assert reason(make_fetcher(max_bytes=5 * MEGABYTE), f"{server.url}/feed") == RejectionReason.TOO_LARGE
    assert len(sent) < 100


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compression_bomb_is_refused(server: Loopback, make_fetcher: Make, encoding: str) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b"\0" * MEGABYTE) for _ in range(100)) + packer.flush()
    server.answers["/a"] = answer(200, bomb, Content_Encoding=encoding)
    failure = fail(make_fetcher(max_decoded_bytes=3 * MEGABYTE), f"{server.url}/a")
    assert failure.rejection.reason is RejectionReason.TOO_LARGE
    assert "unpack to more than 3,000,000" in failure.rejection.detail


def test_resolver_that_never_answers_is_left_behind(make_fetcher: Make) -> None:
    fetcher = make_fetcher(lookup_seconds=0.1, resolve=lambda host, port: time.sleep(5) or [])
    assert reason(fetcher, "http://news.example/") == RejectionReason.DNS_FAILED
