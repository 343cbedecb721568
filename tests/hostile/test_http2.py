"""Servers that misbehave in HTTP/2 and in TLS: each costs one request, in bounded time, and never the pass."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hpack import Encoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    PushPromiseFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, Response
from tests.extractors.web.test_addresses import CERTIFICATE, Make

Talk = Callable[[socket.socket], None]
BROKEN, TIMEOUT, TLS = RejectionReason.BROKEN_RESPONSE, RejectionReason.TIMEOUT, RejectionReason.TLS_FAILED
MANY = 500
"""Frames sent at a time; floods go on until the client has gone."""


def headers(*fields: tuple[str, str], ends: bool = False) -> bytes:
    """A whole block of header fields of the first stream."""
    frame = HeadersFrame(1, data=Encoder().encode(fields, huffman=False))
    frame.flags.add("END_HEADERS")
    if ends:
        frame.flags.add("END_STREAM")
    return frame.serialize()


def data(body: bytes, *, ends: bool = False) -> bytes:
    frame = DataFrame(1, data=body)
    if ends:
        frame.flags.add("END_STREAM")
    return frame.serialize()


def changed(frame: Frame, **fields: object) -> bytes:
    for name, value in fields.items():
        setattr(frame, name, value)
    return frame.serialize()


OK = headers((":status", "200"))
SETTINGS = SettingsFrame(0).serialize()
BODY = data(b"ok", ends=True)
FIELD = Encoder().encode([("x-a", "y" * 1000)], huffman=False)
SMALL_BOMB = Encoder().encode([(":status", "200"), ("x", "y" * 4000)], huffman=False) + b"\xbe" * 12_000
"""A field of 4 KB and twelve thousand references to it, one byte each."""

ONCE = {
    "status in letters": (headers((":status", "abc")) + BODY, BROKEN),
    "status below zero": (headers((":status", "-200")) + BODY, RejectionReason.UNEXPECTED_STATUS),
    "shorter than said": (headers((":status", "200"), ("content-length", "99")) + BODY, BROKEN),
    "longer than said": (headers((":status", "200"), ("content-length", "1")) + BODY, BROKEN),
    "length below zero": (headers((":status", "200"), ("content-length", "-5")) + BODY, BROKEN),
    "a bomb of headers": (changed(HeadersFrame(1, data=SMALL_BOMB, flags=["END_HEADERS"])), BROKEN),
    "a reference to no header": (changed(HeadersFrame(1, data=b"\xff\xff\xff\x7f", flags=["END_HEADERS"])), BROKEN),
    "goodbye": (GoAwayFrame(0).serialize(), BROKEN),
    "a reset": (RstStreamFrame(1, error_code=8).serialize(), BROKEN),
    "a reset within the body": (OK + data(b"o") + RstStreamFrame(1, error_code=8).serialize(), BROKEN),
    "a frame out of order within the body": (OK + data(b"o") + ContinuationFrame(1).serialize(), BROKEN),
    "a ping of a wrong length within the body": (OK + b"\0\0\1\6\0\0\0\0\0x", BROKEN),
    "a window that overflows": (OK + WindowUpdateFrame(1, window_increment=2**31 - 1).serialize() * 3, BROKEN),
    "a push": (changed(PushPromiseFrame(1, promised_stream_id=2, data=FIELD, flags=["END_HEADERS"])), BROKEN),
    "settings that are none": (SettingsFrame(0, settings={5: 1}).serialize(), BROKEN),
    "a stream nobody opened": (changed(DataFrame(99, data=b"x")), BROKEN),
    "a redirect to a file": (
        headers((":status", "302"), ("location", "file:///etc/passwd"), ends=True),
        RejectionReason.ADDRESS_REFUSED,
    ),
    "a redirect to a metadata service": (
        headers((":status", "302"), ("location", "http://169.254.169.254/"), ends=True),
        RejectionReason.ADDRESS_REFUSED,
    ),
}
WITHOUT_END = {
    "header fields": (HeadersFrame(1).serialize(), ContinuationFrame(1, data=FIELD).serialize(), BROKEN),
    "pings": (b"", PingFrame(0, opaque_data=b"12345678").serialize(), TIMEOUT),
    "settings": (b"", SETTINGS, TIMEOUT),
    "empty data": (OK, data(b""), TIMEOUT),
    "early hints": (b"", headers((":status", "103")), TIMEOUT),
    "frames of no known kind": (OK, b"\x00\x00\x09\xee\x00\x00\x00\x00\x01" + bytes(9), TIMEOUT),
}
HANDSHAKES: dict[str, tuple[Talk, RejectionReason]] = {
    "silence": (lambda plain: time.sleep(2), TIMEOUT),
    "HTTP without TLS": (lambda plain: plain.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), TLS),
    "an alert": (lambda plain: plain.sendall(b"\x15\x03\x03\x00\x02\x02\x28"), TLS),
    "zeros": (lambda plain: plain.sendall(b"\x16\x03\x03\x40\x00" + bytes(16_384)), TLS),
    "warnings without end": (lambda plain: flood(plain, b"\x15\x03\x03\x00\x02\x01\x00"), TLS),
    "changes of cipher without end": (lambda plain: flood(plain, b"\x14\x03\x03\x00\x01\x01"), TLS),
}


def flood(connection: socket.socket, frame: bytes) -> None:
    while True:
        connection.sendall(frame * MANY)


@contextmanager
def serving(talk: Talk) -> Iterator[str]:
    """Listen on loopback and let `talk` have each connection as it comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                talk(connection)
            except OSError:
                return  # the client has gone, which is its right

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://news.example:{listener.getsockname()[1]}/"
    listener.close()


def in_tls(talk: Talk) -> Talk:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.set_alpn_protocols(["h2"])

    def wrapped(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as connection:
            connection.recv(65_536)
            connection.sendall(SETTINGS)
            talk(connection)
            connection.settimeout(2.0)
            while connection.recv(65_536):
                pass

    return wrapped


def resolve(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "news.example" else [host]


@pytest.fixture
def http2_fetcher(make_fetcher: Make) -> Fetcher:
    return make_fetcher(ca_file=CERTIFICATE, resolve=resolve, connect_seconds=0.6, read_seconds=0.6, total_seconds=0.8)


def outcome(fetcher: Fetcher, url: str) -> RejectionReason | bytes:
    answer = fetcher.fetch(FetchRequest(url=url), RejectionStage.PAGE)
    assert isinstance(answer, Response | FetchFailure)
    return answer.rejection.reason if isinstance(answer, FetchFailure) else answer.body


def first_frame(sent: bytes) -> int:
    """Return how many bytes it has."""
    return 9 + int.from_bytes(sent[:3], "big")


@pytest.mark.parametrize("pause", [0.0, 0.1], ids=["at once", "behind its head"])
@pytest.mark.parametrize("name", ONCE)
def test_what_breaks_http2_is_a_broken_response(name: str, pause: float, http2_fetcher: Fetcher) -> None:
    sent, reason = ONCE[name]

    def talk(connection: socket.socket) -> None:
        end = first_frame(sent) if pause else len(sent)
        connection.sendall(sent[:end])
        time.sleep(pause)
        connection.sendall(sent[end:])

    with serving(in_tls(talk)) as url:
        assert outcome(http2_fetcher, url) is reason


@pytest.mark.parametrize("name", WITHOUT_END)
def test_frames_without_end_end_at_the_deadline(name: str, http2_fetcher: Fetcher) -> None:
    first, frame, reason = WITHOUT_END[name]

    def talk(connection: socket.socket) -> None:
        connection.sendall(first)
        flood(connection, frame)

    with serving(in_tls(talk)) as url:
        assert outcome(http2_fetcher, url) is reason


@pytest.mark.parametrize("name", HANDSHAKES)
def test_handshake_that_is_none_fails_and_says_so(name: str, http2_fetcher: Fetcher) -> None:
    talk, reason = HANDSHAKES[name]

    def greet(plain: socket.socket) -> None:
        plain.recv(65_536)
        talk(plain)

    with serving(greet) as url:  # a server that closes upon unread bytes resets the connection
        assert outcome(http2_fetcher, url) in {reason, RejectionReason.CONNECT_FAILED}


def test_next_request_to_a_host_that_broke_http2_is_answered(make_fetcher: Make) -> None:
    replies = [ONCE["shorter than said"][0], OK + BODY]
    with serving(in_tls(lambda connection: connection.sendall(replies.pop(0)))) as url:
        fetcher = make_fetcher(ca_file=CERTIFICATE, resolve=resolve)
        assert [outcome(fetcher, url), outcome(fetcher, url)] == [BROKEN, b"ok"]
