"""Stored articles in, read again by a newer reader: readings appended in batches, and what they change told."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.developments.closures import closure_marker
from extractors.developments.developments import decide_developments
from extractors.developments.evidence import evidence_from_reading
from extractors.developments.misreadings import retract_misread
from extractors.developments.withdrawals import mark_withdrawn
from extractors.origins.origins import Origin, decide_origin
from extractors.reading import READER_VERSION
from extractors.records.articles import Article
from extractors.records.developments import ChangeKind, Development, DevelopmentChange, Evidence
from extractors.records.learned import Spelling
from extractors.records.reading import Reading
from flows.alerting.messages import check_quotes
from flows.desk import Desk
from flows.judging import Verdicts
from flows.learning import find_spellings, learn_names, learn_roles
from flows.passes import begin_run, end_run
from flows.progress import note_progress
from flows.reread_alerts import add_untold
from flows.reread_reports import RereadReport, report_rereading
from flows.storing import append_judged
from flows.tallies import Tally
from seeds.watches import Stage
from warehouse.articles import load_articles_for
from warehouse.developments import load_developments
from warehouse.evidence import append_evidence, load_evidence
from warehouse.learned import settle_spellings
from warehouse.readings import append_readings
from warehouse.rereadings import (
    load_alerted_developments,
    load_copies,
    load_reported_developments,
    load_stale_versions,
)
from warehouse.revisits import load_former_words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Articles read again, with the evidence in them."""

    version_ids: frozenset[str]
    readings: tuple[Reading, ...]
    evidence: tuple[Evidence, ...]
    spellings: tuple[Spelling, ...]


def reread(
    desk: Desk, *, batch_size: int, since: datetime | None = None, dry_run: bool = False, raise_alerts: bool = False
) -> RereadReport:
    """Read again whatever another reader version read, and decide the developments afresh.

    Each batch is one transaction, so this may be killed anywhere and goes on where it was. Developments are decided
    once all is read, in one more transaction; the messages that this makes due are only told, unless `raise_alerts`:
    then they are in the outbox for the next delivery, with those that earlier readings left untold. With `dry_run`
    nothing is written.
    """
    with desk.warehouse.reading() as tx:
        stale = load_stale_versions(tx, READER_VERSION, since)
    if dry_run:
        return _dry_run(desk, stale, batch_size)
    run = begin_run(desk, "reread")
    tally = Tally()
    event_count = 0
    try:
        for batch in read_batches_again(desk, stale, batch_size):
            with desk.warehouse.transaction(run.run_id) as tx:
                append_readings(tx, batch.readings)
                append_evidence(tx, batch.evidence, READER_VERSION)
                learn_names(desk, tx, batch.spellings)
            event_count += sum(len(reading.events) for reading in batch.readings)
        with desk.warehouse.turn():
            verdicts = decide_afresh(desk)
            silent = replace(verdicts, decision=replace(verdicts.decision, alerts=()), messages=())
            report = _report(desk, verdicts, len(stale), event_count, raised=raise_alerts)
            with desk.warehouse.transaction(run.run_id) as tx:
                settle_spellings(tx)
                append_judged(desk, tx, verdicts if raise_alerts else silent, READER_VERSION)
                learn_roles(desk, tx)
    except BaseException as error:
        end_run(desk, run, "failed", tally, f"{type(error).__name__}: {error}")
        raise
    tally.add(
        articles_read=len(stale),
        articles_known=len(stale),
        events_new=event_count,
        developments_changed=len(report.developments),
        alerts_new=len(report.alerts) if raise_alerts else 0,
    )
    end_run(desk, run, "ok", tally)
    return report


def _dry_run(desk: Desk, stale: Sequence[str], batch_size: int) -> RereadReport:
    evidence: list[Evidence] = []
    event_count = 0
    for batch in read_batches_again(desk, stale, batch_size):
        evidence += batch.evidence
        event_count += sum(len(reading.events) for reading in batch.readings)
    verdicts = decide_afresh(desk, frozenset(stale), evidence)
    return _report(desk, verdicts, len(stale), event_count, stored=False)


def read_batches_again(desk: Desk, version_ids: Sequence[str], batch_size: int) -> Iterator[_Batch]:
    """Read the stored articles, so many at a time."""
    for start in range(0, len(version_ids), batch_size):
        wanted = version_ids[start : start + batch_size]
        with desk.warehouse.reading() as tx:
            articles = load_articles_for(tx, wanted)
            copies = load_copies(tx, wanted)
            originals = load_articles_for(tx, {copy.original_version_id for copy in copies} - articles.keys())
        known = {each: _own_origin(desk, article) for each, article in {**originals, **articles}.items()}
        readings = {each: desk.reader.read(articles[each]) for each in wanted}
        found = [
            piece
            for each, reading in readings.items()
            for piece in evidence_from_reading(
                articles[each],
                reading,
                decide_origin(articles[each], desk.outlet_by_id(articles[each].outlet_id), desk.outlets, copies, known),
                desk.outlet_by_id(articles[each].outlet_id),
                desk.outlets,
                desk.corrections,
            )
        ]
        checked = check_quotes(found, {each: f"{article.title}\n{article.text}" for each, article in articles.items()})
        for refused in checked.refused:
            log.error("event=quote_refused evidence=%s version=%s", refused.evidence_id, refused.version_id)
        yield _Batch(
            version_ids=frozenset(wanted),
            readings=tuple(readings.values()),
            evidence=checked.found,
            spellings=find_spellings(desk, [(articles[each], reading) for each, reading in readings.items()]),
        )
        note_progress("reading again", min(start + batch_size, len(version_ids)), len(version_ids))


def _own_origin(desk: Desk, article: Article) -> Origin:
    return decide_origin(article, desk.outlet_by_id(article.outlet_id), desk.outlets)


def decide_afresh(desk: Desk, replaced: frozenset[str] = frozenset(), evidence: Sequence[Evidence] = ()) -> Verdicts:
    """Decide all watches from the newest readings; stored evidence of `replaced` versions gives way to `evidence`."""
    with desk.warehouse.reading() as tx:
        developments = load_developments(tx)
        told = load_reported_developments(tx)
        stored = [each for each in load_evidence(tx) if each.version_id not in replaced]
        former = load_former_words(tx, {each.version_id for each in (*stored, *evidence)})
    known = mark_withdrawn([*stored, *evidence], former, desk.corrections)
    watches = {watch.slug for watch in desk.storyline.watches}
    now = desk.clock().replace(microsecond=0)
    decision = decide_developments(developments, known, (), desk.storyline, now, watches)
    left = {each.evidence_id for each in known}
    gone = unfounded(developments, left, {closure_marker(watch) for watch in desk.storyline.watches}, now)
    decided = {change.after.development_id for change in decision.changes}
    changes = (*decision.changes, *(change for change in gone if change.after.development_id not in decided))
    retracted = retract_misread(changes, told)
    return add_untold(desk, retracted, decision.alerts, {each.evidence_id: each for each in known})


def unfounded(
    developments: Sequence[Development], evidence_ids: set[str], markers: set[str], now: datetime
) -> list[DevelopmentChange]:
    """Return the end of each development for which nothing speaks any more: the newer reader does not find it."""
    changes = []
    for before in developments:
        words = set(before.evidence_ids) - markers
        if not words or words & evidence_ids or before.stage is Stage.RETRACTED:
            continue
        after = replace(
            before,
            stage=Stage.CORRECTED if before.stage else None,
            origin_ids=(),
            evidence_ids=tuple(sorted(set(before.evidence_ids) & markers)),
        )
        changes.append(DevelopmentChange(kind=ChangeKind.FACTS, before=before, after=after, evidence_ids=(), at=now))
    return changes


def _report(
    desk: Desk, verdicts: Verdicts, articles: int, events: int, *, stored: bool = True, raised: bool = False
) -> RereadReport:
    with desk.warehouse.reading() as tx:
        alerted = load_alerted_developments(tx)
    return report_rereading(verdicts, alerted, articles, events, stored=stored, raised=raised)
