"""One listening address of the recorded world: requests in, answers out, nothing known of articles."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

IDLE_SECONDS = 20
"""After so long without a request a kept-alive connection is closed."""


class Answer:
    """What a request gets: a status, a body, and when and what it was last changed to."""

    __slots__ = ("body", "changed", "content_type", "etag", "status")

    def __init__(
        self, *, status: int, content_type: str, body: bytes, changed: datetime | None = None, etag: str | None = None
    ) -> None:
        self.status, self.content_type, self.body, self.changed = status, content_type, body, changed
        self.etag = etag or f'"{hashlib.sha256(body).hexdigest()[:20]}"'

    def is_known_to(self, headers: Mapping[str, str]) -> bool:
        """Whether a conditional request already has this answer; a tag goes before a date (RFC 9110, 13.1)."""
        if tags := headers.get("if-none-match"):
            return self.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        since = headers.get("if-modified-since")
        if since is None or self.changed is None:
            return False
        try:
            return self.changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False


AnswerTo = Callable[[str, str, dict[str, str]], Answer]
"""The address that was asked, the target and the headers (lower-case names) in, the answer out."""


class Listener(ThreadingHTTPServer):
    """Listens on one address and passes each request on."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, address: tuple[str, int], answer: AnswerTo) -> None:
        self.answer = answer
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without looking up the host's name, as `HTTPServer` would: that asks a name server."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of visitors who hang up; anything else is a fault of ours and is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the two are passed on as they came


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    server: Listener

    def do_GET(self) -> None:
        """Answer a GET."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.answer(str(self.server.server_address[0]), self.path, headers)
        self.send_response(reply.status)
        if reply.content_type:
            self.send_header("Content-Type", reply.content_type)
        if reply.status in {200, 304}:
            self.send_header("ETag", reply.etag)
            if reply.changed is not None:
                self.send_header("Last-Modified", format_datetime(reply.changed.astimezone(UTC), usegmt=True))
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the pass has its own log."""
