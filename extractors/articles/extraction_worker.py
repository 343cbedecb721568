"""The process in which pages are taken apart: it may be killed at any moment, and answers in JSON, never in objects.

Read from the socket whose number is the first argument: a length (8 bytes), JSON (task, url, hint, size), the body.
Written to it: a length, JSON of what `take_apart` or `feed_answer` returns. The hint is a page's HTTP charset, a feed's
content type.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from extractors.feeds.entries import RawEntry

LENGTH_BYTES = 8
MAX_MESSAGE_BYTES = 100_000_000
"""More than any answer; a worker that a page has taken over must not fill our memory."""


def main(arguments: list[str]) -> None:
    """Serve until the socket closes. Arguments: the socket's number, limits in bytes of memory and in seconds."""
    channel = socket.socket(fileno=int(arguments[0]))
    limit = int(arguments[1])
    os.nice(5)  # polling and reading come first
    from extractors.articles.page_text import take_apart  # after the start: its imports are heavy
    from extractors.feeds.syndication import parse_syndication

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    send_message(channel, {"ready": True})
    while (received := receive_message(channel)) is not None:
        signal.alarm(int(arguments[2]))  # ends this process, also in the middle of C code, where nobody is left to
        body = receive_exactly(channel, int(str(received["size"])))
        try:
            if received["task"] == "feed":
                answer = feed_answer(parse_syndication(body.decode(), str(received["hint"])))
            else:
                charset = str(received["hint"]) if received["hint"] else None
                answer = take_apart(body, str(received["url"]), charset)
        except MemoryError:
            answer = {"refused": "extraction_crashed", "detail": "out of memory"}
        except RecursionError:
            answer = {"refused": "malformed", "detail": "nested too deeply"}
        send_message(channel, answer)
        signal.alarm(0)


def feed_answer(found: list[RawEntry] | str) -> dict[str, object]:
    """Put raw entries into JSON's types."""
    if isinstance(found, str):
        return {"refusal": found}
    return {"entries": [{key: _plain(value) for key, value in asdict(entry).items()} for entry in found]}


def entries_of(answer: Mapping[str, object]) -> list[RawEntry]:
    """Make raw entries of what `feed_answer` made."""
    found = answer["entries"]
    return [_raw_entry(fields) for fields in found] if isinstance(found, list) else []


def _raw_entry(fields: dict[str, Any]) -> RawEntry:
    dated = {key: datetime.fromisoformat(fields[key]) for key in ("published_at", "updated_at") if fields[key]}
    return RawEntry(**{**fields, **dated})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


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
