"""TLS and HTTP/2 over connections to checked addresses. The certificate is for news.example and these tests only."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, Response
from tests.extractors.loopback import Loopback

Make = Callable[..., Fetcher]
CERTIFICATE = Path(__file__).parent / "certificates" / "news.example.pem"


def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def answer_with_protocol(connection: ssl.SSLSocket) -> None:
    """Speak HTTP/2 where it was agreed on; the body says which protocol was spoken."""
    if connection.selected_alpn_protocol() != "h2":
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nHTTP/1.1")
        return
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    server.initiate_connection()
    connection.sendall(server.data_to_send())
    while received := connection.recv(65536):
        for event in server.receive_data(received):
            if isinstance(event, h2.events.RequestReceived):
                server.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/plain")])
                server.send_data(event.stream_id, b"HTTP/2", end_stream=True)
        connection.sendall(server.data_to_send())


@pytest.fixture
def tls_port() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.set_alpn_protocols(["h2", "http/1.1"])
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    answer_with_protocol(connection)
            except OSError:
                continue  # the client did not trust us, which is what some tests are about

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def test_trusted_server_is_spoken_to_in_http2(tls_port: int, make_fetcher: Make) -> None:
    fetcher = make_fetcher(ca_file=CERTIFICATE, resolve=to_loopback)
    outcome = fetcher.fetch(FetchRequest(url=f"https://news.example:{tls_port}/"), RejectionStage.PAGE)
    assert isinstance(outcome, Response), outcome
    assert outcome.body == b"HTTP/2"


def test_certificate_is_checked_for_the_name_though_an_address_is_connected_to(
    tls_port: int, make_fetcher: Make
) -> None:
    fetcher = make_fetcher(ca_file=CERTIFICATE, resolve=to_loopback, retries=2)
    outcome = fetcher.fetch(FetchRequest(url=f"https://other.example:{tls_port}/"), RejectionStage.PAGE)
    assert isinstance(outcome, FetchFailure)
    assert outcome.rejection.reason is RejectionReason.TLS_FAILED
    assert "other.example" in outcome.rejection.detail


def test_unknown_authority_is_not_trusted(tls_port: int, make_fetcher: Make) -> None:
    outcome = make_fetcher(resolve=to_loopback).fetch(
        FetchRequest(url=f"https://news.example:{tls_port}/"), RejectionStage.PAGE
    )
    assert isinstance(outcome, FetchFailure)
    assert outcome.rejection.reason is RejectionReason.TLS_FAILED


def test_second_address_serves_where_the_first_is_dead(server: Loopback, make_fetcher: Make) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    outcome = fetcher.fetch(FetchRequest(url=server.url.replace("127.0.0.1", "news.example")), RejectionStage.PAGE)
    assert isinstance(outcome, FetchFailure)
    assert outcome.rejection.reason is RejectionReason.NOT_FOUND
