"""Real endpoints on loopback for the tests of delivery: an HTTP server of many tempers and a mail server."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Receiver(ThreadingHTTPServer):
    """Answers by the first part of the path.

    /ok 200; /twice 500 two times and then 200; /dead 500; /later 429 with a pause of an hour; /moved a redirect to
    /ok; /hang nothing until released; /drip a byte of its answer every tenth of a second until released; /kill calls
    `on_kill` before it answers.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hits: Counter[str] = Counter()
        self.requests: list[Hit] = []
        self.released = threading.Event()
        self.on_kill: Callable[[], None] = lambda: None

    def apprise(self, path: str) -> str:
        return f"json://127.0.0.1:{self.server_port}/{path}?rto=60&cto=5"

    def mattermost(self) -> str:
        """Return the address of a chat service that takes 4000 characters of Markdown."""
        return f"mmost://127.0.0.1:{self.server_port}/token"

    def rocket_chat(self) -> str:
        """Return the address of a chat service that takes 1000 characters of Markdown."""
        return f"rocket://aaaaaaaaaaaaaaaaa%2Fbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb@127.0.0.1:{self.server_port}/#desk"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"

    @property
    def ids(self) -> list[str]:
        return [hit.headers["idempotency-key"] for hit in self.requests]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = self.path.strip("/").partition("?")[0].partition("/")[0]
        server.hits[path] += 1
        server.requests.append(Hit(path=path, headers={k.lower(): v for k, v in self.headers.items()}, body=body))
        if path == "hang":
            server.released.wait(30)
        if path == "kill":
            server.on_kill()
        if path == "drip":
            self._drip(server.released)
            return
        self._answer(path, server)

    def _answer(self, path: str, server: Receiver) -> None:
        failing = path == "dead" or (path == "twice" and server.hits[path] <= 2)
        try:
            self.send_response({"later": 429, "moved": 302}.get(path, 500 if failing else 200))
            self.send_header("Retry-After", "3600")
            self.send_header("Location", "/ok")
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            """The sender has left."""

    def _drip(self, released: threading.Event) -> None:
        try:
            while not released.is_set():
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            """The sender has left."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that is serving."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class Inbox:
    """Mails as they arrived, after so many refusals."""

    refusals: int = 0
    port: int = 0
    mails: list[Message] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?mode=insecure&from=watch@desk.example&to=analyst@desk.example"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def mail_server(refusals: int = 0) -> Iterator[Inbox]:
    """A mail server that refuses so many mails and then takes them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inbox = Inbox(refusals=refusals, port=port)
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def html_of(mail: Message) -> str:
    """Return the HTML part of a mail."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/html"]
    assert isinstance(parts[0], bytes)
    return parts[0].decode()
