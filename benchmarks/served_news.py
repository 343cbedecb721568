"""A number of new articles in, feeds and pages with them out, served on loopback by a process of its own."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import yaml

FEEDS = 20

_NEWS = (
    "The Chinese and U.S. defense ministers met in Singapore on Friday, officials of both sides said.",
    "China declined a request from the United States for a meeting of the two defense ministers in Singapore.",
    "The United States said the defense ministers of the two countries may meet in Singapore this week.",
)

_SUBJECTS = (
    *("the harbour", "a farmer", "the old library", "her brother", "the winter market", "a small bakery"),
    *("the orchestra", "our neighbour", "the river", "a young painter", "the railway", "every garden"),
)
_VERBS = ("stood behind", "was older than", "belonged to", "looked like", "was painted by", "lay between", "smelled of")
_ENDS = (
    *("the green hills", "a wooden bridge", "fresh bread", "the long summer", "an empty square", "the apple trees"),
    *("a quiet street", "the children", "his first boat", "the evening train", "warm milk", "the island"),
)
_TURNS = ("in those years", "as everybody knew", "long before the snow", "with much patience", "every second week")
"""English without news in it: other words would be taken for another language, and be no article of the storyline."""


@contextmanager
def served_news(now: datetime, article_count: int, name: str) -> Iterator[list[str]]:
    """Serve the feeds and their pages from a process of its own, whose work does not count; yield the addresses."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there, now, article_count, name), daemon=True
    )
    server.start()
    try:
        yield here.recv()
    finally:
        server.terminate()
        server.join()


def _serve(asker: Connection, now: datetime, article_count: int, name: str) -> None:
    servers = []
    for number in range(FEEDS):
        server = ThreadingHTTPServer((f"127.0.3.{number + 1}", 0), _Handler)
        base = f"http://{server.server_address[0]!s}:{server.server_port}"
        server.pages = _pages(base, range(number, article_count, FEEDS), now, name)  # type: ignore[attr-defined]  # ours
        servers.append(server)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    asker.send([f"http://{server.server_address[0]!s}:{server.server_port}/feed" for server in servers])
    asker.recv()  # until we are ended


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body, kind = self.server.pages.get(self.path, (b"", "text/html"))  # type: ignore[attr-defined]  # as above
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _pages(base: str, numbers: range, now: datetime, name: str) -> dict[str, tuple[bytes, str]]:
    pages = {}
    items = []
    for number in numbers:
        chance = Random(f"{name}-{number}")
        filling = [_sentence(chance) for _ in range(36)]
        lead = chance.choice(_NEWS) if number % 3 == 0 else filling.pop()
        title = f"Defense ministers of China and the US: day {number}" if number % 3 == 0 else filling.pop()[:80]
        body = "".join(f"<p>{' '.join(filling[at : at + 3])}</p>" for at in range(0, len(filling), 3))
        article = f"<article><h1>{title}</h1><p>{lead}</p>{body}</article>"
        html = f"<html><head><title>{title}</title></head><body>{article}</body></html>"
        pages[f"/{number}?{name}"] = html.encode(), "text/html"
        items.append(
            f"<item><title>{title}</title><link>{base}/{number}?{name}</link><guid>{name}-{number}</guid>"
            f"<pubDate>{format_datetime(now - timedelta(hours=1))}</pubDate><description>{lead}</description></item>"
        )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'
    return {**pages, "/feed": (feed.encode(), "application/rss+xml")}


def _sentence(chance: Random) -> str:
    clauses = [
        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_ENDS)} {chance.choice(_TURNS)}"
        for _ in range(2)
    ]
    return f"{', and '.join(clauses).capitalize()}."


def write_outlets(folder: Path, addresses: Sequence[str], *, read_whole: bool) -> Path:
    """Write an outlets file with one outlet for each feed address, each of an owner and a group of its own."""
    outlets = [
        {
            "id": f"gazette-{number}",
            "name": f"Gazette {number}",
            "owner": f"Owner {number}",
            "independence_group": f"group-{number}",
            "country": "GB",
            "languages": ["en"],
            "kind": "newspaper",
            "hosts": [f"gazette-{number}.example"],
            "feeds": [{"id": f"gazette-{number}-news", "url": address, "language": "en", "read_whole": read_whole}],
        }
        for number, address in enumerate(addresses)
    ]
    path = folder / "outlets.yaml"
    path.write_text(yaml.safe_dump({"outlets": outlets}), encoding="utf-8")
    return path
