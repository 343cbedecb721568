"""A webhook on loopback that keeps each alert once, by its idempotency key, as docs/alerts.md asks of receivers."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


class Receiver:
    """Keeps the first message of each key and counts the others; a context manager, usable from many threads."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.repeated = 0
        self.changed: list[str] = []  # keys that came again with other words
        self._guard = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer._take(self.headers["Idempotency-Key"], json.loads(body))
                try:
                    self.send_response(200)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except ConnectionError:
                    self.close_connection = True  # the sender was killed before it heard

            def log_message(self, format: str, *args: object) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"json://127.0.0.1:{self._server.server_port}/alerts"

    def __enter__(self) -> Receiver:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """Begin anew."""
        with self._guard:
            self.kept, self.repeated, self.changed = {}, 0, []

    def messages(self) -> dict[str, dict[str, Any]]:
        """What an analyst has got, by key."""
        with self._guard:
            return dict(self.kept)

    def _take(self, key: str, message: dict[str, Any]) -> None:
        with self._guard:
            if key not in self.kept:
                self.kept[key] = message
                return
            self.repeated += 1
            if self.kept[key] != message:
                self.changed.append(key)
