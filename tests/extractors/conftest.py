"""Fixtures of the extractors' tests: a loopback server, a fetcher that may reach it, one extractor for all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.articles.extraction import Extractor
from extractors.web.fetch import Fetcher, FetchSettings
from seeds.outlets import Feed, Outlet
from tests.extractors.loopback import Loopback

NOW = datetime(2023, 6, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


@pytest.fixture
def make_fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Fetchers with short times that may reach loopback; keyword arguments override the settings."""
    made: list[Fetcher] = []

    def make(**settings: Any) -> Fetcher:
        values: dict[str, Any] = {
            "connect_seconds": 1.0,
            "read_seconds": 0.5,
            "total_seconds": 3.0,
            "retries": 0,
            "backoff_seconds": 0.01,
            "per_host_gap_seconds": 0.0,
            "allow_private_addresses": True,
        }
        resolve = settings.pop("resolve", None)
        extra = {"resolve": resolve} if resolve else {}
        made.append(Fetcher(FetchSettings(**{**values, **settings}), lambda: NOW, **extra))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()


@pytest.fixture(scope="session")
def extractor() -> Iterator[Extractor]:
    with Extractor(workers=1) as shared_extractor:
        yield shared_extractor


@pytest.fixture
def outlet() -> Outlet:
    return Outlet(
        id="example-times",
        name="Example Times",
        owner="Example Ltd",
        independence_group="example",
        country="GB",
        languages=("en",),
        kind="newspaper",
        hosts=("example.com",),
    )


@pytest.fixture
def make_feed() -> Callable[..., Feed]:
    def make(**fields: Any) -> Feed:
        return Feed(**{"id": "example-world", "url": "https://example.com/feeds/world.xml", **fields})

    return make


@pytest.fixture
def feed(make_feed: Callable[..., Feed]) -> Feed:
    return make_feed()


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Servers that speak bytes; each connection is given to the test's function after its request was read."""
    listeners: list[socket.socket] = []

    def start(talk: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    return

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    for listener in listeners:
        listener.close()
