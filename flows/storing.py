"""A batch of readings in, one transaction out: facts, evidence, decisions and the messages that they make due."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from extractors.developments.evidence import evidence_from_baseline, evidence_from_reading
from extractors.reading import READER_VERSION
from extractors.records.articles import Article
from extractors.records.developments import Evidence
from extractors.records.feeds import PollOutcome
from extractors.records.learned import Spelling
from extractors.records.reading import Reading
from flows.alerting.messages import Message, check_quotes
from flows.alerting.routes import route_alert
from flows.batches import Batch, EntryReading
from flows.desk import Desk
from flows.judging import Verdicts, judge_evidence
from flows.learning import find_spellings, learn_names, learn_roles
from flows.provenance import Memory, Provenance, trace_articles
from flows.reports import AlertLine, alert_line
from flows.tallies import Tally
from seeds.outlets import OutletFile
from warehouse.articles import (
    append_articles,
    append_near_duplicates,
    append_signatures,
    followed_article_ids,
    known_article_ids,
    known_version_ids,
)
from warehouse.developments import append_changes
from warehouse.entries import EntryOutcome, append_entry_outcomes, append_verdicts
from warehouse.evidence import append_evidence, load_evidence_ever, load_shaken_evidence
from warehouse.feeds import append_polls
from warehouse.outbox import append_alerts
from warehouse.readings import append_readings
from warehouse.rejections import append_rejections
from warehouse.revisits import GONE
from warehouse.seeds import append_seeds
from warehouse.store import Transaction

log = logging.getLogger(__name__)

BASELINE_VERSION = "baseline"
"""Stands where the reader's version would: people read the seed documents."""


ReadArticle: TypeAlias = tuple[Article, Reading]
"""An article with what the reader makes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedArticles:
    """Articles with all that follows from them, ready to be appended in one transaction."""

    articles: tuple[ReadArticle, ...]
    followed: tuple[ReadArticle, ...]  # those on the storyline that are not stored yet
    known: frozenset[str]  # version ids that are stored
    known_articles: frozenset[str]
    traced: Provenance
    spellings: tuple[Spelling, ...]
    judged: Verdicts


def store_baseline(desk: Desk, run_id: str) -> list[AlertLine]:
    """Store what people wrote, let the baseline open its developments, and return the alerts that this raised.

    After the first time it adds nothing but what time alone has done: watches that have closed are marked.
    """
    judged = judge_evidence(desk, _new_baseline(desk))
    with desk.warehouse.transaction(run_id) as tx:
        append_seeds(tx, desk.storyline, OutletFile(outlets=desk.outlets), desk.official_lists)
        alerts = append_judged(desk, tx, judged, BASELINE_VERSION)
        learn_roles(desk, tx)
    return alerts


def _new_baseline(desk: Desk) -> list[Evidence]:
    """Return the evidence of the baseline that is not stored as it is; the rest was judged, and changes nothing."""
    evidence = evidence_from_baseline(desk.storyline)
    with desk.warehouse.reading() as tx:
        stored = load_evidence_ever(tx, [each.evidence_id for each in evidence])
    return [each for each in evidence if stored.get(each.evidence_id) != each]


def store_batch(
    desk: Desk, run_id: str, batch: Batch, readings: Sequence[EntryReading], memory: Memory, tally: Tally
) -> list[AlertLine]:
    """Store a batch whole or not at all, and return the alerts that it raised. Nothing is sent here."""
    found = judge_articles(desk, _articles(readings), memory)
    entries = [entry for reading in readings for entry in (reading.entry.verdict, *reading.entry.twins)]
    outcomes = [outcome for reading in readings for outcome in _outcomes(reading)]
    with desk.warehouse.transaction(run_id) as tx:
        append_verdicts(tx, [*batch.verdicts, *entries])
        append_entry_outcomes(tx, outcomes)
        append_rejections(tx, [rejection for reading in readings for rejection in reading.page.rejections])
        alerts = append_judged_articles(desk, tx, found)
        append_polls(tx, [poll for poll in batch.polls if poll.outcome is not PollOutcome.NOT_DUE])
    _remember(memory, found, outcomes)
    tally.add_readings(readings, set(found.known))
    count_articles(tally, found, alerts)
    return alerts


def store_articles(
    desk: Desk, run_id: str, articles: Sequence[ReadArticle], memory: Memory, tally: Tally
) -> list[AlertLine]:
    """Store articles that came by no feed, whole or not at all, and return the alerts that they raised."""
    found = judge_articles(desk, articles, memory)
    with desk.warehouse.transaction(run_id) as tx:
        alerts = append_judged_articles(desk, tx, found)
    _remember(memory, found)
    fresh = {article.version_id for article, _ in found.articles} - found.known
    tally.add(articles_read=len(articles), versions_new=len(fresh), articles_known=len(articles) - len(fresh))
    count_articles(tally, found, alerts)
    return alerts


def judge_articles(desk: Desk, articles: Sequence[ReadArticle], memory: Memory) -> JudgedArticles:
    """Find out whose words the articles are and what they change; each version must be there once."""
    with desk.warehouse.reading() as tx:
        known = known_version_ids(tx, [article.version_id for article, _ in articles])
        known_articles = known_article_ids(tx, [article.article_id for article, _ in articles])
        before = followed_article_ids(tx, [article.article_id for article, _ in articles])
    articles = [_still_followed(article, reading, before) for article, reading in articles]
    followed = [
        (article, reading)
        for article, reading in articles
        if reading.match.on_storyline and article.version_id not in known
    ]
    traced = trace_articles(desk, [article for article, _ in followed], memory)
    return JudgedArticles(
        articles=tuple(articles),
        followed=tuple(followed),
        known=frozenset(known),
        known_articles=frozenset(known_articles),
        traced=traced,
        spellings=find_spellings(desk, followed),
        judged=judge_evidence(desk, _evidence(desk, followed, traced), history=memory.history),
    )


def _remember(memory: Memory, stored: JudgedArticles, outcomes: Sequence[EntryOutcome] = ()) -> None:
    """Keep in memory what has been stored, so that it is not loaded again."""
    memory.history.learn(stored.judged.evidence, stored.judged.decision.changes)
    memory.history.forget_words(
        {article.article_id for article, _ in stored.articles},
        {outcome.entry_id for outcome in outcomes},
        {outcome.entry_id for outcome in outcomes if outcome.reason in GONE},
    )


def _still_followed(article: Article, reading: Reading, before: Collection[str]) -> ReadArticle:
    """Keep an edited article on the storyline: of a bare notice that it is withdrawn the words are needed."""
    if article.article_id not in before or reading.match.on_storyline:
        return article, reading
    return article, replace(reading, match=replace(reading.match, on_storyline=True))


def append_judged_articles(desk: Desk, tx: Transaction, found: JudgedArticles) -> list[AlertLine]:
    """Append articles, their readings and all that they change, in the caller's transaction."""
    append_articles(tx, [(article, reading.match) for article, reading in found.articles])
    append_signatures(tx, found.traced.signatures)
    append_near_duplicates(tx, found.traced.duplicates)
    append_readings(tx, [reading for _, reading in found.followed])
    learn_names(desk, tx, found.spellings)
    return append_judged(desk, tx, found.judged, READER_VERSION)


def count_articles(tally: Tally, found: JudgedArticles, alerts: Sequence[AlertLine]) -> None:
    """Count what is new."""
    tally.add(
        articles_new=len({article.article_id for article, _ in found.articles} - found.known_articles),
        articles_on_storyline=len(found.followed),
        events_new=sum(len(reading.events) for _, reading in found.followed),
        developments_changed=len({change.after.development_id for change in found.judged.decision.changes}),
        alerts_new=len(alerts),
    )


def settle_watches(desk: Desk, run_id: str) -> list[AlertLine]:
    """Let time and edits do their work: watches that have closed are marked, and words that are gone count no more."""
    with desk.warehouse.reading() as tx:
        shaken = load_shaken_evidence(tx)
    judged = judge_evidence(desk, (), shaken)
    if not judged.decision.changes:
        return []
    with desk.warehouse.transaction(run_id) as tx:
        return append_judged(desk, tx, judged, READER_VERSION)


def append_judged(desk: Desk, tx: Transaction, judged: Verdicts, reader_version: str) -> list[AlertLine]:
    """Append evidence, what it changes and the messages that are due, all in the caller's transaction."""
    append_evidence(tx, judged.evidence, reader_version)
    append_changes(tx, judged.decision.changes)
    learn_roles(desk, tx, judged.decision.changes)
    alerts = list(zip(judged.decision.alerts, judged.messages, strict=True))
    named = {watch.slug: watch.channels or desk.settings.default_channels for watch in desk.storyline.watches}
    routes = desk.settings.routes
    append_alerts(
        tx,
        [(alert, _payload(message)) for alert, message in alerts],
        {alert.alert_id: route_alert(alert.watch, alert.severity, named[alert.watch], routes) for alert, _ in alerts},
    )
    return [alert_line(alert, message.title) for alert, message in alerts]


def _payload(message: Message) -> dict[str, object]:
    return {"title": message.title, "text": message.text, "html": message.html, "data": message.payload}


def _articles(readings: Sequence[EntryReading]) -> list[ReadArticle]:
    """Return the articles with their readings, each version once; also stored ones: a page may return to old words."""
    found: dict[str, ReadArticle] = {}
    for each in readings:
        if each.page.article is not None and each.reading is not None:
            found.setdefault(each.page.article.version_id, (each.page.article, each.reading))
    return list(found.values())


def _evidence(desk: Desk, followed: Sequence[ReadArticle], traced: Provenance) -> tuple[Evidence, ...]:
    """Return the evidence of new articles. A quote that does not stand in its article is our mistake: left out."""
    evidence = [
        each
        for article, reading in followed
        for each in evidence_from_reading(
            article,
            reading,
            traced.origins[article.version_id],
            desk.outlet_by_id(article.outlet_id),
            desk.outlets,
            desk.corrections,
        )
    ]
    checked = check_quotes(
        evidence, {article.version_id: f"{article.title}\n{article.text}" for article, _ in followed}
    )
    for each in checked.refused:
        log.error("event=quote_refused evidence=%s version=%s", each.evidence_id, each.version_id)
    return checked.found


def _outcomes(reading: EntryReading) -> list[EntryOutcome]:
    """Return how the try ended, for the entry and its twins; a refused page counts as not had, whatever stood in.

    Of what was left untried there is none: the next pass takes it up.
    """
    if reading.left:
        return []
    page = reading.page
    refusal = page.rejections[0] if page.rejections else None
    return [
        EntryOutcome(
            entry_id=verdict.entry.entry_id,
            at=reading.at,
            version_id=page.article.version_id if page.article is not None else None,
            reason=refusal.reason if refusal is not None else None,
            not_before=page.retry_after,
        )
        for verdict in (reading.entry.verdict, *reading.entry.twins)
    ]
