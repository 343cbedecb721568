"""One monitoring pass, from the feeds to the published snapshot, as plain functions that Prefect knows nothing of."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice

from extractors.articles.extraction import Extractor
from extractors.developments.board import watch_board
from extractors.feeds.polling import poll_feed
from extractors.reading import READER_VERSION
from extractors.records.feeds import Poll
from extractors.records.runs import Run
from extractors.web.fetch import Fetcher
from flows.alerting.delivery import DeliveryReport, deliver_due
from flows.batches import Batch, EntryReading, GatedFeed, in_batches
from flows.desk import Desk, fetch_settings
from flows.gating import gate_polls
from flows.lists import follow_lists
from flows.progress import note_progress
from flows.provenance import load_memory, refresh_memory
from flows.readings import read_unit
from flows.reports import AlertLine, PassReport, feed_line
from flows.spreading import Spread
from flows.storing import settle_watches, store_baseline, store_batch
from flows.tallies import Tally
from flows.version import PROGRAM_VERSION
from warehouse.developments import load_developments
from warehouse.errors import BusyLakeError
from warehouse.feeds import load_feed_states
from warehouse.runs import append_run, append_run_end
from warehouse.snapshot import publish_snapshot

log = logging.getLogger(__name__)


def run_pass(desk: Desk, spread: Spread, *, command: str) -> PassReport:
    """Do one pass and return what it did.

    Safe to kill anywhere: a batch is one transaction, a feed's new state is written with the last of its entries, and
    messages leave only after the facts they tell are committed. The next pass picks up whatever this one left.
    """
    run = begin_run(desk, command)
    tally = Tally()
    alerts: list[AlertLine] = []
    try:
        with desk.warehouse.turn():
            alerts += store_baseline(desk, run.run_id)
        with Fetcher(fetch_settings(desk.settings), desk.clock) as fetcher, Extractor() as extractor:
            polls = poll_feeds(desk, spread, fetcher, extractor)
            gated = gate_polls(desk, polls)
            listed = follow_lists(desk, spread, run.run_id, fetcher, tally)
            alerts += listed.alerts
            polls += listed.polls
            tally.add_polls(polls)
            tally.add_gated(gated)
            memory = load_memory(desk)
            for batch, readings in read_batches(desk, spread, gated, fetcher, extractor):
                with desk.warehouse.turn():
                    refresh_memory(desk, memory)
                    alerts += store_batch(desk, run.run_id, batch, readings, memory, tally)
        with desk.warehouse.turn():
            alerts += settle_watches(desk, run.run_id)
        delivery = deliver_in_turn(desk)
        tally.add(alerts_delivered=delivery.delivered)
    except BaseException as error:
        end_run(desk, run, "failed", tally, f"{type(error).__name__}: {error}")
        raise
    end_run(desk, run, "ok", tally)
    publish_snapshot(desk.warehouse, desk.settings.snapshot_path)
    return report_pass(desk, run, tally, polls, alerts, delivery.undelivered)


def deliver_in_turn(desk: Desk) -> DeliveryReport:
    """Send what is due, unless another machine is at it: then that one sends it, or the next pass."""
    try:
        with desk.warehouse.delivery_turn():
            return deliver_due(desk.warehouse, desk.channels, desk.clock)
    except BusyLakeError as error:
        log.warning("event=delivery_left reason=%s", error)
        return DeliveryReport()


def begin_run(desk: Desk, command: str) -> Run:
    """Write down that a run began."""
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
    return run


def poll_feeds(desk: Desk, spread: Spread, fetcher: Fetcher, extractor: Extractor) -> tuple[Poll, ...]:
    """Poll all feeds at once; each poll is a value, also where it failed."""
    with desk.warehouse.reading() as tx:
        states = load_feed_states(tx)

    def poll(feed_id: str) -> Poll:
        feed = desk.feed(feed_id)
        return poll_feed(feed, desk.outlet_of(feed_id), states.get(feed_id), fetcher, desk.clock(), extractor.parse_feed)

    feed_ids = [feed.id for feed in desk.feeds]
    polls = []
    for polled in spread("poll", poll, feed_ids, label=lambda feed_id: f"poll {feed_id}"):
        polls.append(polled)
        note_progress("polling feeds", len(polls), len(feed_ids))
        log.info("event=polled feed=%s outcome=%s entries=%d", polled.feed_id, polled.outcome, len(polled.entries))
    return tuple(polls)


def read_batches(
    desk: Desk, spread: Spread, gated: Sequence[GatedFeed], fetcher: Fetcher, extractor: Extractor
) -> Iterator[tuple[Batch, list[EntryReading]]]:
    """Read all units at once and yield them batch by batch, in the order of the feeds, as their readings arrive."""
    batches = list(in_batches(gated, desk.settings.batch_size))
    units = [unit for batch in batches for unit in batch.units]
    arriving = spread(
        "read",
        lambda unit: read_unit(desk, unit, fetcher, extractor),
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
        developments = load_developments(tx)
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
