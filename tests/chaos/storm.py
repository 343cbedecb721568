"""Passes over feeds and pages that misbehave at random, beside healthy ones: what went wrong and what it cost."""

from __future__ import annotations

import gc
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from extractors.articles.extraction import Extractor
from flows.clock import StandingClock
from flows.desk import Desk, set_up_desk
from flows.passes import run_pass
from flows.reports import PassReport
from flows.settings import FetchLimits, Settings
from flows.spreading import spread_on_threads
from tests.chaos.faults import listening, places_of
from tests.chaos.misbehaviours import MISBEHAVIOURS
from tests.chaos.standstills import Standstills
from tests.chaos.wire import Wire, Wires
from warehouse.queries import run_sql

HEALTHY = [f"127.0.2.{number}" for number in (1, 2, 3)]
SHAKY = [f"127.0.2.{number}" for number in range(4, 16)]
SHAKES = 0.7
"""The share of answers of a shaky host that go wrong."""

BEGINNING = datetime(2024, 6, 1, 2, tzinfo=UTC)
KEPT_ENTRIES = 30
READ_SECONDS = 1.0
"""How long an answer is waited for; the longest of healthy feeds is told with the figures, to compare."""
CALM_PASSES = 3
"""At the end everything behaves, for longer than any pause we make: then every feed must be read again."""

READ_EVERY = 25
"""Passes between two readings of memory and files."""

MOST_GROWTH_BYTES = 100_000_000
"""Of the process between the first reading and the last. It was 540 MB in 650 passes as long as freed bodies stayed
with the heaps of threads."""


@dataclass(slots=True, kw_only=True)
class Weather:
    """How the storm goes: which pass is on, and what has been answered so far."""

    seed: int
    tick: int = 0
    is_calm: bool = False
    answers: Counter[str] = field(default_factory=Counter)

    def serve(self, wire: Wire) -> None:
        """Answer as this host would at this pass; the same seed answers the same."""
        body, content_type = content(wire, self.tick)
        chance = random.Random(f"{self.seed}/{self.tick}/{wire.host}{wire.path}")
        if wire.host in HEALTHY or self.is_calm or chance.random() > SHAKES:
            self.answers["well"] += 1
            if wire.path == "/robots.txt":
                return wire.answer(b"", "text/plain", "404 Not Found")
            return wire.answer(body, content_type)
        misbehaviour = chance.choice(MISBEHAVIOURS)
        self.answers[misbehaviour.__name__] += 1
        return misbehaviour(wire, body, chance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the process held after a pass: resident memory in bytes, Python's objects, open files, threads."""

    tick: int
    memory: int
    objects: int  # a leak of ours would show here; the memory also follows the warehouse's size
    warehouse: int  # bytes of its file
    files: int
    threads: int


@dataclass(slots=True, kw_only=True)
class Storm:
    """What came of it."""

    passes: int = 0  # in the storm; the calm ones at the end are not counted
    findings: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)  # of failed polls and refused pages
    slowest_seconds: float = 0.0  # of a pass
    slowest_healthy_seconds: float = 0.0  # of a healthy feed's answer
    stalled: int = 0  # polls of healthy feeds that ran out of time while the machine let the process stand still


def content(wire: Wire, tick: int) -> tuple[bytes, str]:
    """Return what is due at a path: a feed of the last entries, or a page."""
    if wire.path != "/feed":
        text = (
            "US Defense Secretary Lloyd Austin said in Washington that the military talks with China had not resumed. "
        )
        return (
            f"<html><body><article><h1>Talks {wire.path}</h1><p>{text * 4}</p></article></body></html>".encode(),
            "text/html",
        )
    base = f"http://{wire.headers['host']}"
    items = "".join(
        f"<item><title>{_title(number)}</title><link>{base}/pages/{number}</link><guid>{wire.host}-{number}</guid>"
        f"<pubDate>{BEGINNING + timedelta(hours=number):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number in range(max(0, tick - KEPT_ENTRIES + 1), tick + 1)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode(),
        "text/xml",
    )


def _title(number: int) -> str:
    """One entry in eight is on the storyline, so that pages are fetched as well."""
    return (
        f"Pentagon: Austin and China's defence minister, note {number}" if number % 8 == 0 else f"Cricket, day {number}"
    )


def ride_out(
    folder: Path,
    passes: int,
    seed: int,
    storm: Storm,
    tell: Callable[[int], None] = lambda tick: None,
    is_over: Callable[[], bool] = lambda: False,
) -> Weather:
    """Do so many passes in the storm and a few in calm weather; findings and readings go into `storm`.

    `tell` is called after each pass with its number, `is_over` before each: once true, the calm begins.
    """
    weather = Weather(seed=seed)
    with (
        Wires([*HEALTHY, *SHAKY], weather.serve) as wires,
        listening(storm.findings.append),
        Extractor() as extractor,
        Standstills() as still,
    ):
        clock = StandingClock(BEGINNING)
        desk = set_up_desk(_settings(folder), clock, _write_outlets(folder, wires.port))
        for tick in count():
            weather.is_calm = weather.is_calm or tick >= passes or is_over()
            storm.passes += not weather.is_calm
            if tick == storm.passes + CALM_PASSES:
                break
            weather.tick = tick
            pause = timedelta(hours=1) if not weather.is_calm else timedelta(hours=26)
            clock.set(clock() + pause)
            _do_pass(desk, extractor, tick, storm, still)
            if tick % READ_EVERY == READ_EVERY - 1:
                storm.readings.append(_reading(tick, desk.settings.warehouse_path))
            tell(tick)
        storm.findings += [f"the harness: {fault}" for fault in wires.faults]
    _check_end(folder, weather.tick, storm)
    _check_growth(storm)
    return weather


def _do_pass(desk: Desk, extractor: Extractor, tick: int, storm: Storm, still: Standstills) -> None:
    started, stood = time.monotonic(), still.seconds
    try:
        report = run_pass(desk, spread_on_threads(len(HEALTHY + SHAKY)), command="run", extractor=extractor)
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        storm.findings.append(f"pass {tick}: {type(error).__name__}: {error}"[:400] + places_of(error))
        return
    storm.slowest_seconds = max(storm.slowest_seconds, time.monotonic() - started)
    _check_pass(report, tick, storm, still.seconds - stood)


def _check_pass(report: PassReport, tick: int, storm: Storm, stood_seconds: float) -> None:
    for line in report.feeds:
        storm.reasons[line.reason or line.outcome] += 1
        is_healthy = line.feed.removeprefix("feed-") in {host.rpartition(".")[2] for host in HEALTHY}
        if is_healthy and line.reason == "timeout" and stood_seconds >= READ_SECONDS:
            storm.stalled += 1  # that its entries are not lost is checked at the end
        elif is_healthy and line.outcome == "failed":
            storm.findings.append(f"pass {tick}: healthy {line.feed} failed: {line.reason} {line.detail}")
    counts = report.counts
    read = counts.entries_known + counts.entries_new + counts.entries_rejected
    if counts.entries != read:
        storm.findings.append(f"pass {tick}: {counts.entries} entries in, {read} out")


def _check_end(folder: Path, last: int, storm: Storm) -> None:
    """Every healthy feed has brought every entry, and every shaky one is back."""
    snapshot = folder / "storywatch.duckdb"
    stored = dict(run_sql(snapshot, "SELECT feed_id, count(DISTINCT url) FROM entries GROUP BY feed_id").rows)
    for host in HEALTHY:
        feed = f"feed-{host.rpartition('.')[2]}"
        if stored.get(feed, 0) != last + 1:
            storm.findings.append(f"{feed}: {stored.get(feed, 0)} of {last + 1} entries stored")
    answered = ", ".join(f"'feed-{host.rpartition('.')[2]}'" for host in HEALTHY)
    slowest = f"SELECT max(elapsed_seconds) FROM ledger.polls WHERE outcome = 'ok' AND feed_id IN ({answered})"
    storm.slowest_healthy_seconds = float(run_sql(snapshot, slowest).rows[0][0] or 0)
    health = run_sql(snapshot, "SELECT feed_id, outcome, reason FROM feed_health").rows
    storm.findings += [f"{feed} did not come back: {how} {why}" for feed, how, why in health if how == "failed"]
    newest = run_sql(snapshot, f"SELECT feed_id FROM entries WHERE url LIKE '%/pages/{last}'").rows
    missing = {f"feed-{host.rpartition('.')[2]}" for host in HEALTHY + SHAKY} - {row[0] for row in newest}
    storm.findings += [f"{feed}: the newest entry is not stored" for feed in sorted(missing)]


def _check_growth(storm: Storm) -> None:
    """What a process holds after hundreds of passes is what it held after the first ones."""
    if not storm.readings:
        return
    first, last = storm.readings[0], storm.readings[-1]
    if last.memory - first.memory > MOST_GROWTH_BYTES:
        storm.findings.append(f"memory grew from {first.memory / 1e6:.0f} to {last.memory / 1e6:.0f} MB")
    if last.files > first.files + 5 or last.threads > first.threads + 5:
        storm.findings.append(f"files: {first.files} to {last.files}, threads: {first.threads} to {last.threads}")


def _reading(tick: int, warehouse: Path) -> Reading:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return Reading(
        tick=tick,
        memory=pages * os.sysconf("SC_PAGE_SIZE"),
        objects=sys.getallocatedblocks(),
        warehouse=warehouse.stat().st_size,
        files=files,
        threads=threading.active_count(),
    )


def _settings(folder: Path) -> Settings:
    """Short patience: a stall of thirty seconds is scaled down with the limits that end it.

    Not too short: on a machine with ten at work for each core a healthy answer was seen to take 0.27 s.
    """
    return Settings(
        data_dir=folder,
        allow_private_addresses=True,
        fetch=FetchLimits(
            connect_seconds=1.0,
            read_seconds=READ_SECONDS,
            total_seconds=1.5,
            retries=1,
            per_host_gap_seconds=0,
            max_redirects=5,
        ),
        official_lists=False,
        workers=16,
    )


def _write_outlets(folder: Path, port: int) -> Path:
    path = folder / "outlets.yaml"
    lines = ["outlets:"]
    for host in HEALTHY + SHAKY:
        name = host.rpartition(".")[2]
        lines.append(
            f"- {{id: outlet-{name}, name: Outlet {name}, owner: Owner {name}, independence_group: group-{name},\n"
            f"   country: GB, languages: [en], kind: newspaper, hosts: ['{host}'],\n"
            f"   feeds: [{{id: feed-{name}, url: 'http://{host}:{port}/feed', language: en}}]}}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
