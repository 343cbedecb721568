"""A small web of our own on loopback: two outlets, three feeds, and what an article of each says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from flows.desk import Desk, set_up_desk
from flows.passes import run_pass
from flows.reports import PassReport
from flows.settings import FetchLimits, Settings
from flows.spreading import spread_on_threads
from tests.flows.shared import lay_warehouse, shared_extractor, shared_reader

NOW = "2024-06-01T02:00:00+00:00"
GATE_SECONDS = 20.0
"""No answer is held back for longer, whatever becomes of the test that holds it."""

MEETING = (
    "SINGAPORE - US Defense Secretary Lloyd Austin met Chinese Defence Minister Dong Jun in Singapore on Friday. "
    "The talks on the sidelines of the Shangri-La Dialogue lasted 75 minutes, the Pentagon said.\n"
    "It was the first meeting in person of the two countries' defence chiefs since November 2022. "
    "Austin raised Taiwan and the South China Sea and said that talks between theatre commanders should resume."
)
OTHER_MEETING = (
    "Lloyd Austin and Dong Jun, the defence chiefs of the United States and China, held talks in Singapore on Friday, "
    "China's defence ministry said in a statement.\n"
    "A spokesman called the exchange positive and constructive. The two ministers met for more than an hour and spoke "
    "of military communication, of Taiwan and of the situation around the Second Thomas Shoal."
)
CRICKET = "The home side won the third test by two wickets after a tense final session in front of a full ground."


def page(title: str, text: str) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def feed(*items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Fri, 31 May 2024 13:00:00 GMT</pubDate><description>{title}.</description></item>"
        for title, link in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'


@dataclass(slots=True)
class World:
    """What stands at each path, and what was asked for."""

    base: str = ""
    pages: dict[str, tuple[int, str, str]] = field(default_factory=dict)  # path: status, content type, body
    asked: list[str] = field(default_factory=list)
    gates: dict[str, threading.Event] = field(default_factory=dict)  # by path: answered once it is set

    def put(self, path: str, body: str, status: int = 200, content_type: str = "text/html") -> None:
        self.pages[path] = (status, content_type, body)

    def put_feed(self, path: str, *items: tuple[str, str]) -> None:
        self.put(path, feed(*((title, self.base + link) for title, link in items)), content_type="application/rss+xml")


@contextmanager
def serving_world() -> Iterator[World]:
    """Serve a world with a meeting told by two outlets, an off-topic article, and a dead feed."""
    world = World()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            world.asked.append(self.path)
            if gate := world.gates.get(self.path):
                gate.wait(GATE_SECONDS)
            status, content_type, body = world.pages.get(self.path, (404, "text/plain", "not found"))
            sent = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{content_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    world.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    fill(world)
    try:
        yield world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fill(world: World) -> None:
    world.put_feed(
        "/alpha/feed",
        ("Austin meets China's defence minister Dong Jun in Singapore", "/alpha/meeting"),
        ("Home side wins third test", "/alpha/cricket"),
    )
    world.put_feed("/beta/feed", ("US and China defence chiefs Austin and Dong hold talks", "/beta/meeting"))
    world.put("/alpha/meeting", page("Austin meets China's defence minister Dong Jun in Singapore", MEETING))
    world.put("/alpha/cricket", page("Home side wins third test", CRICKET))
    world.put("/beta/meeting", page("US and China defence chiefs Austin and Dong hold talks", OTHER_MEETING))


def write_outlets(world: World, path: Path) -> Path:
    """Write the outlets file of the world."""
    path.write_text(
        "outlets:\n"
        + "".join(
            f"- {{id: {name}, name: {name.title()}, owner: {name.title()}, independence_group: {name},\n"
            f"   country: {country}, languages: [en], kind: newspaper, hosts: [{name}.example],\n"
            f"   feeds: [{{id: {name}-news, url: '{world.base}/{name}/feed', language: en}}]}}\n"
            for name, country in (("alpha", "GB"), ("beta", "IN"), ("gamma", "AU"))
        ),
        encoding="utf-8",
    )
    return path


def quick_settings(data_dir: Path, **changes: object) -> Settings:
    """Return settings for loopback: no pauses, no retries, small batches."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return Settings(
        data_dir=data_dir,
        allow_private_addresses=True,
        fetch=FetchLimits(per_host_gap_seconds=0, retries=0, total_seconds=10),
        **{"batch_size": 1, "workers": 4, **changes},  # type: ignore[arg-type]  # any field of Settings
    )


def make_desk(world: World, settings: Settings, clock: object) -> Desk:
    """Return a desk that follows the world's feeds; an empty warehouse and the reader are not made anew."""
    outlets = write_outlets(world, settings.data_dir / "outlets.yaml")
    lay_warehouse(settings.warehouse_path)
    desk = set_up_desk(settings, clock, outlets)  # type: ignore[arg-type]  # any callable that tells the time
    return replace(desk, make_reader=shared_reader)


def run_quick_pass(desk: Desk) -> PassReport:
    """Do a pass with the workers that all tests share."""
    return run_pass(desk, spread_on_threads(4), command="run", extractor=shared_extractor())
