"""The process in which pages and feeds are taken apart: it may be killed at any moment, and answers in JSON.

Read from the socket whose number is the first argument: a length (8 bytes), JSON (task, size and the arguments of
`take_apart` or `parse_feed`), the body. Written to it: a length, JSON of what `take_apart` or `pack_feed` returns.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

LENGTH_BYTES = 8
MAX_MESSAGE_BYTES = 100_000_000
"""More than any answer; a worker that a page has taken over must not fill our memory."""


def main(arguments: list[str]) -> None:
    """Serve until the socket closes. Arguments: the socket's number, limits in bytes of memory and in seconds."""
    channel = socket.socket(fileno=int(arguments[0]))
    limit = int(arguments[1])
    os.nice(5)  # polling and reading come first
    from extractors.articles.page_text import take_apart  # after the start: its imports are heavy
    from extractors.feeds.feeds import parse_feed
    from extractors.feeds.parsed_feeds import pack_feed
    from seeds.outlets import Feed, Outlet

    def answer_to(received: Mapping[str, Any], body: bytes) -> Mapping[str, object]:
        if received["task"] == "page":
            return take_apart(body, received["url"], received["charset"])
        feed, outlet = Feed.model_validate(received["feed"]), Outlet.model_validate(received["outlet"])
        now = datetime.fromisoformat(received["now"])
        kind, charset = received["content_type"], received["charset"]
        return pack_feed(parse_feed(body, feed, outlet, received["url"], kind, charset, now))

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    send_message(channel, {"ready": True})
    while (received := receive_message(channel)) is not None:
        signal.alarm(int(arguments[2]))  # ends this process, also in the middle of C code, where nobody is left to
        body = receive_exactly(channel, int(str(received["size"])))
        try:
            answer = answer_to(received, body)
        except MemoryError:
            answer = {"refused": "extraction_crashed", "detail": "out of memory"}
        except RecursionError:
            answer = {"refused": "malformed", "detail": "nested too deeply"}
        send_message(channel, answer)
        signal.alarm(0)


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
    if size > MAX_MESSAGE_BYTES:
        return None
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
