"""A pass with nothing new over 65 feeds on loopback, beside a trivial Prefect flow: seconds, and requests by kind.

Run with `python -m benchmarks.quiet_pass [ROUNDS]` (5 by default). Both are measured in turn in one run, on the same
temporary Prefect server, which is started before and is not part of the figures.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from benchmarks.served_news import write_outlets

FEEDS = 65
ENTRIES = 20
HOUR = timedelta(hours=1)
TARGET_SECONDS = 2.0
"""More than a trivial flow."""


@dataclass(slots=True)
class Asked:
    """What the feeds' servers were asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    conditional: int = 0
    other: int = 0


def main() -> None:
    """Measure and print one line each, and the difference."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["PREFECT_HOME"] = str(home / "prefect")
        from flows.prefect_environment import set_prefect_environment

        set_prefect_environment(home)
        from prefect import flow
        from prefect.testing.utilities import prefect_test_harness

        from flows.monitor import monitor

        @flow(name="trivial", persist_result=False)
        def trivial() -> int:
            return 1

        with prefect_test_harness(server_startup_timeout=120), _feeds() as (addresses, asked):
            outlets = _write(home, addresses)
            now = datetime(2026, 11, 18, 12, tzinfo=UTC)
            monitor(data_dir=str(home), feeds=str(outlets), now=now.isoformat(), due_only=True)  # the first reads
            asked.conditional = asked.other = 0
            passes: list[Cost] = []
            flows: list[Cost] = []
            for number in range(rounds):
                now += 4 * HOUR  # all feeds are due again
                flows.append(_cost(trivial))
                at = now.isoformat()
                passes.append(_cost(lambda at=at: monitor(str(home), str(outlets), at, due_only=True)))
                print(f"round {number + 1}: trivial flow {flows[-1]}, pass {passes[-1]}", flush=True)
            alone, whole = _median(flows), _median(passes)
            more = whole.wall - alone.wall
            print(f"median of {rounds}: trivial flow {alone}, pass {whole}")
            print(f"more: {more:.2f} s, of processor {whole.processor - alone.processor:.2f} s")
            print(f"target: at most {TARGET_SECONDS:g} s more: {'met' if more <= TARGET_SECONDS else 'MISSED'}")
            print(
                f"requests for each due feed: {asked.conditional / rounds / FEEDS:.2f} conditional, "
                f"{asked.other / rounds / FEEDS:.2f} others"
            )
            asked.conditional = asked.other = 0
            monitor(str(home), str(outlets), (now + timedelta(minutes=10)).isoformat(), due_only=True)
            print(f"requests of a pass ten minutes later, when none is due: {asked.conditional + asked.other}")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, and of the processor in this process: on a busy machine only those say much."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s (processor {self.processor:.2f} s)"


def _cost(work: Callable[[], object]) -> Cost:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - processor)


def _median(costs: list[Cost]) -> Cost:
    return Cost(median(cost.wall for cost in costs), median(cost.processor for cost in costs))


def _write(home: Path, addresses: list[str]) -> Path:
    (home / "storywatch.toml").write_text(
        "allow_private_addresses = true\nofficial_lists = false\n[fetch]\nper_host_gap_seconds = 0\n", encoding="utf-8"
    )
    return write_outlets(home, addresses, read_whole=False)


@contextmanager
def _feeds() -> Iterator[tuple[list[str], Asked]]:
    """Serve feeds that never change; each has a host of its own, as outlets have."""
    asked = Asked()
    entries = "".join(
        f"<item><title>Home side wins match {number}</title><link>https://gazette.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>Wed, 18 Nov 2026 {number:02}:00:00 GMT</pubDate></item>"
        for number in range(ENTRIES)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            is_known = self.headers.get("If-None-Match") == '"same"'
            with asked.lock:
                asked.conditional += is_known
                asked.other += not is_known
            self.send_response(304 if is_known else 200)
            self.send_header("ETag", '"same"')
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", "0" if is_known else str(len(body)))
            self.end_headers()
            if not is_known:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    servers = [ThreadingHTTPServer((f"127.0.2.{number + 1}", 0), Handler) for number in range(FEEDS)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.5,), daemon=True).start()
    try:
        yield [f"http://{server.server_address[0]!s}:{server.server_port}/feed" for server in servers], asked
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


if __name__ == "__main__":
    main()
