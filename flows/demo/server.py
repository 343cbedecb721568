"""A small web on loopback: the recorded world in, HTTP servers out that show it as it stood at a given moment."""

from __future__ import annotations

import errno
import threading
from datetime import datetime
from types import TracebackType
from urllib.parse import urlsplit

from pydantic import HttpUrl

from flows.demo.feeds import CONTENT_TYPES, render_feed
from flows.demo.listener import Answer, Listener
from flows.demo.pages import render_front_page, render_page
from seeds.demo_world import DemoWorld
from seeds.outlets import Feed, Outlet

PREFERRED_PORT = 28461
"""Outside the range from which systems hand out ports: addresses, and with them ids, are the same every time."""


class PortTakenError(Exception):
    """Another program listens on the port."""


class DemoServer:
    """Serves the world, one loopback address per outlet where the system has them, else one path prefix per outlet.

    A context manager. ``show`` sets the moment; it may be called while requests are being answered.
    """

    def __init__(self, world: DemoWorld, at: datetime, port: int = PREFERRED_PORT) -> None:
        """Port 0 takes any free one. Raises PortTakenError."""
        self._world = world
        self._at = at
        self._names = {outlet.id: outlet.name for outlet in world.outlets}
        self._guard = threading.Lock()
        self._requests: list[tuple[str, str, int]] = []
        self._listeners: list[Listener] = []
        self._threads: list[threading.Thread] = []
        try:
            self.base_urls = self._bind(port)
        except BaseException:
            self._close_listeners()
            raise

    @property
    def port(self) -> int:
        """The port, the same on all addresses."""
        return int(self._listeners[0].server_address[1])

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The world's outlets with the addresses at which they are served."""
        return tuple(self._served(outlet) for outlet in self._world.outlets)

    @property
    def requests(self) -> tuple[tuple[str, str, int], ...]:
        """Outlet, path and status of every answer so far."""
        with self._guard:
            return tuple(self._requests)

    def show(self, at: datetime) -> None:
        """Show the world as it stood at this moment."""
        with self._guard:
            self._at = at

    def __enter__(self) -> DemoServer:
        for listener in self._listeners:
            thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self._listeners:
            listener.shutdown()
        for thread in self._threads:
            thread.join()
        self._close_listeners()

    def answer(self, address: str, target: str, headers: dict[str, str]) -> Answer:
        """Return what a request gets; ``headers`` have lower-case names."""
        with self._guard:
            at = self._at
        outlet, path = self._addressed(address, urlsplit(target).path)
        reply = _not_found() if outlet is None else self._look_up(outlet, path, at)
        if reply.status == 200 and reply.is_known_to(headers):
            reply = Answer(status=304, content_type="", body=b"", changed=reply.changed, etag=reply.etag)
        with self._guard:
            self._requests.append((outlet.id if outlet else "", path, reply.status))
        return reply

    def _look_up(self, outlet: Outlet, path: str, at: datetime) -> Answer:
        for feed in outlet.feeds:
            if urlsplit(str(feed.url)).path == path:
                return self._feed(feed, outlet, path, at)
        article = self._world.article_at(outlet.id, path)
        state = self._world.state(article, at) if article else None
        if article is None or state is None:
            return _not_found()
        if article.broken_until is not None and at < article.broken_until:
            return Answer(status=500, content_type="text/plain", body=b"Something went wrong.\n")
        encoding = self._world.page_encodings.get(outlet.id, "utf-8")
        return Answer(
            status=200, content_type="text/html", body=render_page(state, outlet, encoding), changed=state.updated
        )

    def _feed(self, feed: Feed, outlet: Outlet, path: str, at: datetime) -> Answer:
        serving = self._world.serving(feed.id)
        if serving.flavour == "missing":
            return _not_found()
        if serving.flavour == "front-page":
            return Answer(status=200, content_type="text/html; charset=utf-8", body=render_front_page(outlet))
        states = self._world.feed_articles(feed.id, at)
        return Answer(
            status=200,
            content_type=CONTENT_TYPES[serving.flavour],
            body=render_feed(states, serving, outlet, path, self.base_urls, self._names),
            changed=max((state.updated for state in states), default=None),
        )

    def _addressed(self, address: str, path: str) -> tuple[Outlet | None, str]:
        for outlet in self._world.outlets:
            base = urlsplit(self.base_urls[outlet.id])
            if base.hostname == address and path.startswith(f"{base.path}/"):
                return outlet, path.removeprefix(base.path)
        return None, path

    def _served(self, outlet: Outlet) -> Outlet:
        base = self.base_urls[outlet.id]
        feeds = tuple(
            feed.model_copy(update={"url": HttpUrl(base + urlsplit(str(feed.url)).path)}) for feed in outlet.feeds
        )
        return outlet.model_copy(update={"hosts": (urlsplit(base).hostname,), "feeds": feeds})

    def _bind(self, port: int) -> dict[str, str]:
        """Bind an address for each outlet; return the outlets' base URLs."""
        bases: dict[str, str] = {}
        for number, outlet in enumerate(self._world.outlets, start=1):
            try:
                self._listen(f"127.0.1.{number}", port)
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL:
                    raise PortTakenError(f"port {port} is taken by another program") from error
                return self._bind_one(port)
            port = self.port
            bases[outlet.id] = f"http://127.0.1.{number}:{port}"
        return bases

    def _bind_one(self, port: int) -> dict[str, str]:
        # Only Linux answers on all of 127.0.0.0/8 without being told to.
        self._close_listeners()
        try:
            self._listen("127.0.0.1", port)
        except OSError as error:
            raise PortTakenError(f"port {port} is taken by another program") from error
        return {outlet.id: f"http://127.0.0.1:{self.port}/{outlet.id}" for outlet in self._world.outlets}

    def _listen(self, address: str, port: int) -> None:
        self._listeners.append(Listener((address, port), self.answer))

    def _close_listeners(self) -> None:
        for listener in self._listeners:
            listener.server_close()
        self._listeners.clear()


def _not_found() -> Answer:
    return Answer(status=404, content_type="text/plain", body=b"Not found.\n")
