"""Sockets on loopback that answer with raw bytes, as broken servers do: no HTTP library corrects what is sent."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from types import TracebackType

LONGEST_ANSWER_SECONDS = 2.0
"""Of a stall or an endless body; the harness's own patience with a request is shorter."""


class Wire:
    """One connection whose request has been read."""

    def __init__(self, connection: socket.socket, host: str, path: str, headers: dict[str, str]) -> None:
        self.host, self.path, self.headers = host, path, headers
        self._connection = connection
        self._gives_up = time.monotonic() + LONGEST_ANSWER_SECONDS

    def send(self, *pieces: bytes | str) -> None:
        """Send as it is; raises OSError once the client has gone, or the answer has lasted too long."""
        if time.monotonic() > self._gives_up:
            raise TimeoutError
        self._connection.sendall(b"".join(p.encode("utf-8") if isinstance(p, str) else p for p in pieces))

    def answer(
        self, body: bytes, content_type: str = "application/rss+xml", status: str = "200 OK", *more: str
    ) -> None:
        """Send a well-formed answer."""
        head = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *more]
        self.send("\r\n".join(head), "\r\nConnection: close\r\n\r\n", body)

    def stall(self, seconds: float = LONGEST_ANSWER_SECONDS) -> None:
        """Say nothing for so long, or until the client goes."""
        self._connection.settimeout(seconds)
        try:
            while self._connection.recv(1024):
                pass
        except TimeoutError:
            return

    def drip(self, body: bytes, pause: float) -> None:
        """Send a byte at a time."""
        for place in range(len(body)):
            self.send(body[place : place + 1])
            time.sleep(pause)

    def reset(self) -> None:
        """Close with RST, as a firewall or a crashing server does."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Wires:
    """Listens on several loopback addresses at one port and lets `serve` answer each request in a thread."""

    def __init__(self, hosts: list[str], serve: Callable[[Wire], None]) -> None:
        self._serve = serve
        self._sockets = [socket.create_server((hosts[0], 0), backlog=64)]
        self.port = int(self._sockets[0].getsockname()[1])
        self._sockets += [socket.create_server((host, self.port), backlog=64) for host in hosts[1:]]
        self.faults: list[str] = []  # of the harness itself

    def __enter__(self) -> Wires:
        for listener in self._sockets:
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self._sockets:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        host = listener.getsockname()[0]
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection, host), daemon=True).start()

    def _answer(self, connection: socket.socket, host: str) -> None:
        with connection:
            connection.settimeout(LONGEST_ANSWER_SECONDS)
            try:
                request = _read_request(connection)
                if request is not None:
                    path, headers = request
                    self._serve(Wire(connection, host, path, headers))
            except OSError:
                return  # the client has gone, which is its right
            except Exception as error:  # noqa: BLE001 - a fault of a misbehaviour must not pass for one of storywatch
                self.faults.append(f"{type(error).__name__}: {error}")


def _read_request(connection: socket.socket) -> tuple[str, dict[str, str]] | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece or len(received) > 1_000_000:
            return None
        received += piece
    first, *lines = received.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    fields = (line.partition(":") for line in lines)
    return first.split(" ")[1], {name.strip().lower(): value.strip() for name, _, value in fields}
