"""The process in which pages are taken apart: it may be killed at any moment, and answers in JSON, never in objects.

Read from the socket whose number is the first argument: a length (8 bytes), JSON (url, charset, size), the page.
Written to it: a length, JSON of `extractors.extraction.ExtractedPage`'s fields or of a refusal.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from collections.abc import Mapping

LENGTH_BYTES = 8


def main(arguments: list[str]) -> None:
    """Serve pages until the socket closes. Arguments: the socket's number and the memory limit in bytes."""
    channel = socket.socket(fileno=int(arguments[0]))
    limit = int(arguments[1])
    os.nice(5)  # polling and reading come first
    from extractors.page_text import take_apart  # after the start: its imports are heavy

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    send_message(channel, {"ready": True})
    while (received := receive_message(channel)) is not None:
        body = receive_exactly(channel, int(str(received["size"])))
        charset = str(received["charset"]) if received["charset"] else None
        try:
            answer = take_apart(body, str(received["url"]), charset)
        except MemoryError:
            answer = {"refused": "extraction_crashed", "detail": "out of memory"}
        except RecursionError:
            answer = {"refused": "malformed", "detail": "nested too deeply"}
        send_message(channel, answer)


def send_message(channel: socket.socket, fields: Mapping[str, object]) -> None:
    """Send a JSON object with its length before it."""
    text = json.dumps(fields).encode()
    channel.sendall(len(text).to_bytes(LENGTH_BYTES, "big") + text)


def receive_message(channel: socket.socket) -> dict[str, object] | None:
    """Receive a JSON object; None where the other side has closed."""
    head = receive_exactly(channel, LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    size = int.from_bytes(head, "big")
    text = receive_exactly(channel, size)
    if len(text) < size:
        return None
    fields = json.loads(text)
    return fields if isinstance(fields, dict) else None


def receive_exactly(channel: socket.socket, size: int) -> bytes:
    """Receive `size` bytes, fewer only where the other side has closed."""
    received = bytearray()
    while len(received) < size:
        piece = channel.recv(min(size - len(received), 1 << 20))
        if not piece:
            break
        received += piece
    return bytes(received)


if __name__ == "__main__":
    main(sys.argv[1:])
