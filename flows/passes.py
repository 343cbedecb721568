"""One monitoring pass, from the feeds to the published snapshot, as plain functions that Prefect knows nothing of."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice

from extractors.articles.extraction import Extractor
from extractors.developments.board import watch_board
from extractors.feeds.habits import habit_of
from extractors.feeds.polling import poll_feed, rest
from extractors.reading import READER_VERSION
from extractors.records.feeds import Poll
from extractors.records.runs import Run
from extractors.web.fetch import Fetcher
from extractors.web.robots import RobotsRules
from flows.alerting.delivery import DeliveryReport, deliver_due
from flows.batches import Batch, EntryReading, GatedFeed, in_batches
from flows.desk import Desk, fetch_settings
from flows.feed_health import follow_health
from flows.feed_times import FeedTimes
from flows.gating import gate_polls
from flows.heartbeat import follow_heartbeat
from flows.hosts import load_host_memory, store_hosts
from flows.large_blocks import return_large_blocks
from flows.lists import follow_lists
from flows.progress import note_progress
from flows.provenance import load_memory, refresh_memory
from flows.readings import read_unit
from flows.reports import AlertLine, PassReport, feed_line, feed_news_line
from flows.spreading import Spread
from flows.storing import settle_watches, store_baseline, store_batch
from flows.tallies import Tally
from flows.version import PROGRAM_VERSION
from warehouse.developments import load_developments
from warehouse.errors import BusyLakeError
from warehouse.feed_health import load_feed_pasts
from warehouse.feeds import load_feed_states
from warehouse.runs import append_run, append_run_end, end_crashed_runs
from warehouse.snapshot import publish_snapshot

log = logging.getLogger(__name__)


def run_pass(
    desk: Desk, spread: Spread, *, command: str, due_only: bool = False, extractor: Extractor | None = None
) -> PassReport:
    """Do one pass and return what it did. With `due_only` feeds are asked that are due, without it all of them.

    Who does several passes may lend them one `extractor`, whose workers need some seconds to start; it stays open.

    Safe to kill anywhere: a batch is one transaction, a feed's new state is written with the last of its entries, and
    messages leave only after the facts they tell are committed. The next pass picks up whatever this one left.
    """
    return_large_blocks()
    run = begin_run(desk, command)
    tally = Tally()
    alerts: list[AlertLine] = []
    try:
        with desk.warehouse.turn():
            alerts += store_baseline(desk, run.run_id)
        with desk.warehouse.reading() as tx:
            memory_of_hosts, robots_files = load_host_memory(desk, tx)
        fetching = Fetcher(fetch_settings(desk.settings), desk.clock, memory=memory_of_hosts)
        with fetching as fetcher, nullcontext(extractor) if extractor is not None else Extractor() as extractor:
            robots = RobotsRules(fetcher.fetch, robots_files) if desk.settings.respect_robots else None
            polls = poll_feeds(desk, spread, fetcher, extractor, due_only=due_only)
            gated = gate_polls(desk, polls)
            listed = follow_lists(desk, spread, run.run_id, fetcher, tally)
            alerts += listed.alerts
            polls += listed.polls
            tally.add_polls(polls)
            tally.add_gated(gated)
            memory = load_memory(desk)
            for batch, readings in read_batches(desk, spread, gated, fetcher, extractor, robots):
                with desk.warehouse.turn():
                    refresh_memory(desk, memory)
                    alerts += store_batch(desk, run.run_id, batch, readings, memory, tally)
        with desk.warehouse.turn():
            store_hosts(desk, run.run_id, memory_of_hosts, robots)
            alerts += settle_watches(desk, run.run_id)
            feed_news = follow_health(desk, run.run_id)
            if due_only:  # who does a pass by hand needs no sign of life
                follow_heartbeat(desk, run.run_id)
        delivery = deliver_in_turn(desk)
        tally.add(alerts_delivered=delivery.delivered)
    except BaseException as error:
        end_run(desk, run, "failed", tally, f"{type(error).__name__}: {error}")
        raise
    end_run(desk, run, "ok", tally)
    publish_snapshot(desk.warehouse, desk.settings.snapshot_path)
    report = report_pass(desk, run, tally, polls, alerts, delivery.undelivered)
    return replace(report, feed_news=tuple(feed_news_line(news) for news in feed_news))


def deliver_in_turn(desk: Desk) -> DeliveryReport:
    """Send what is due, unless another machine is at it: then that one sends it, or the next pass."""
    try:
        with desk.warehouse.delivery_turn():
            return deliver_due(desk.warehouse, desk.channels, desk.clock)
    except BusyLakeError as error:
        log.warning("event=delivery_left reason=%s", error)
        return DeliveryReport()


def begin_run(desk: Desk, command: str) -> Run:
    """Write down that a run began, and of those that were killed that they were."""
    started_at = desk.clock()
    run = Run(
        run_id=f"run-{started_at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}",
        started_at=started_at,
        reader_version=READER_VERSION,
        program_version=PROGRAM_VERSION,
        command=command,
    )
    with desk.warehouse.transaction(run.run_id) as tx:
        append_run(tx, run)
        # In a lake many machines write, and a run without an end may be another's that goes on.
        crashed = end_crashed_runs(tx, started_at) if desk.settings.warehouse is None else []
    for run_id in crashed:
        log.warning("event=run_crashed run=%s", run_id)
    return run


def poll_feeds(
    desk: Desk, spread: Spread, fetcher: Fetcher, extractor: Extractor, *, due_only: bool = False
) -> tuple[Poll, ...]:
    """Poll all feeds at once, or those that are due; each poll is a value, also where it failed."""
    now = desk.clock()
    with desk.warehouse.reading() as tx:
        states = load_feed_states(tx)
        pasts = load_feed_pasts(tx, now)

    def poll(feed_id: str) -> Poll:
        feed, past = desk.feed(feed_id), pasts.get(feed_id)
        habit = habit_of(past, feed.entries_per_day) if past is not None else None
        return poll_feed(
            feed,
            desk.outlet_of(feed_id),
            states.get(feed_id),
            fetcher,
            desk.clock(),
            extractor.parse_feed,
            per_day=habit.per_day if habit is not None else feed.entries_per_day,
            due_only=due_only,
        )

    resting = {
        feed.id: left
        for feed in desk.feeds
        if (left := rest(feed, desk.outlet_of(feed.id), states.get(feed.id), now, due_only=due_only)) is not None
    }
    asked = [feed.id for feed in desk.feeds if feed.id not in resting]
    polls = {}
    for polled in spread("poll", poll, asked, label=lambda feed_id: f"poll {feed_id}"):
        polls[polled.feed_id] = polled
        note_progress("polling feeds", len(polls), len(asked))
        log.info("event=polled feed=%s outcome=%s entries=%d", polled.feed_id, polled.outcome, len(polled.entries))
    return tuple((resting | polls)[feed.id] for feed in desk.feeds)


def read_batches(
    desk: Desk,
    spread: Spread,
    gated: Sequence[GatedFeed],
    fetcher: Fetcher,
    extractor: Extractor,
    robots: RobotsRules | None = None,
) -> Iterator[tuple[Batch, list[EntryReading]]]:
    """Read all units at once and yield them batch by batch, in the order of the feeds, as their readings arrive."""
    batches = list(in_batches(gated, desk.settings.batch_size))
    units = [unit for batch in batches for unit in batch.units]
    times = FeedTimes(desk.settings.fetch.feed_seconds)
    arriving = spread(
        "read",
        lambda unit: read_unit(desk, unit, fetcher, extractor, times, robots),
        units,
        label=lambda unit: f"read {len(unit.entries)} entries of {unit.feed_id}",
    )
    done = 0
    for batch in batches:
        readings: list[EntryReading] = []
        for unit_readings in islice(arriving, len(batch.units)):
            readings += unit_readings
            done += 1
            note_progress("reading articles", done, len(units))
        yield batch, readings


def end_run(desk: Desk, run: Run, outcome: str, tally: Tally, detail: str = "") -> None:
    """Write down how a run ended and what it counted."""
    with desk.warehouse.transaction(run.run_id) as tx:
        append_run_end(tx, run.run_id, desk.clock(), outcome, tally.counts(), detail)
    log.info("event=run_ended run=%s outcome=%s detail=%s", run.run_id, outcome, detail)


def report_pass(
    desk: Desk,
    run: Run,
    tally: Tally,
    polls: Sequence[Poll],
    alerts: Sequence[AlertLine],
    undelivered: Sequence[str],
) -> PassReport:
    """Return what the pass tells about itself."""
    with desk.warehouse.reading() as tx:
        developments = load_developments(tx, ())  # the board asks for no evidence
    now = desk.clock()
    return PassReport(
        run_id=run.run_id,
        started_at=run.started_at,
        finished_at=now,
        counts=tally.counts(),
        feeds=tuple(feed_line(poll) for poll in polls),
        alerts=tuple(alerts),
        watches=watch_board(desk.storyline, developments, now),
        undelivered=tuple(undelivered),
    )
