"""A number of new articles in, appended to the warehouse in batches as a monitoring pass does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from benchmarks.synthetic import STORYLINE
from extractors.developments.developments import decide_developments
from extractors.developments.reach import windows_of
from extractors.records.articles import Article, TextOrigin
from extractors.records.developments import ChangeKind, Development, DevelopmentChange, Evidence
from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry, FeedState, Poll, PollOutcome
from extractors.records.ids import content_id
from extractors.records.reading import (
    ArticleField,
    DatePrecision,
    Event,
    EventType,
    Mention,
    MentionForm,
    Reading,
    Span,
    StorylineMatch,
    Strength,
)
from flows.histories import History
from seeds.loading import load_storyline
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode
from warehouse.articles import (
    ArticleSignature,
    append_articles,
    append_signatures,
    known_article_ids,
    known_version_ids,
    load_recent_signatures,
)
from warehouse.developments import append_changes
from warehouse.entries import (
    EntryOutcome,
    append_entry_outcomes,
    append_verdicts,
    known_entry_ids,
    load_pending_entries,
)
from warehouse.evidence import append_evidence
from warehouse.feeds import append_polls, load_feed_states
from warehouse.outbox import load_due_deliveries
from warehouse.readings import append_readings
from warehouse.store import Warehouse

BATCH = 50
"""New articles stored in one transaction: the default of the setting."""

COPY_WINDOW = timedelta(days=14)
"""How far back a pass looks for copies."""

TEXT = "The two ministers have met in Singapore, officials of both sides said on Friday. " * 36
WATCH = "us-prc-defense-ministers-meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    entry: EntryVerdict
    article: Article
    reading: Reading
    evidence: Evidence
    signature: ArticleSignature


def store_pass(warehouse: Warehouse, article_count: int, number: int) -> None:
    """Store new articles, a third of them on the storyline, with all that a pass asks and appends besides reading."""
    now = warehouse._clock()  # the benchmark's own clock stands still
    storyline = load_storyline(STORYLINE)
    run_id = f"pass-{article_count}-{number}"
    new = [_make(f"{run_id}-{each}", each, warehouse) for each in range(article_count)]
    with warehouse.reading() as look:
        load_feed_states(look)
        load_pending_entries(look, now)
        known_entry_ids(look, [each.entry.entry.entry_id for each in new])
        load_recent_signatures(look, now - COPY_WINDOW)
    history = History()
    for first in range(0, article_count, BATCH):
        _store_batch(warehouse, storyline, run_id, new[first : first + BATCH], history)
    with warehouse.reading() as look:
        load_due_deliveries(look, now)


def _store_batch(warehouse: Warehouse, storyline: Storyline, run_id: str, batch: list[_New], history: History) -> None:
    now = warehouse._clock()
    followed = [each for each in batch if each.reading.match.on_storyline]
    with warehouse.reading() as look:
        known_version_ids(look, [each.article.version_id for each in batch])
        known_article_ids(look, [each.article.article_id for each in batch])
    evidence = [each.evidence for each in followed]
    with warehouse.reading() as look:
        history.load_windows(look, windows_of(evidence, storyline))
        known = history.developments(look)
        history.former_words(look)
    decide_developments(known, list(history.evidence.values()), evidence, storyline, now)
    development = _development(run_id, batch[0].article.version_id, followed)
    with warehouse.transaction(run_id) as tx:
        append_verdicts(tx, [each.entry for each in batch])
        append_entry_outcomes(
            tx,
            [
                EntryOutcome(entry_id=each.entry.entry.entry_id, at=now, version_id=each.article.version_id)
                for each in batch
            ],
        )
        append_articles(tx, [(each.article, each.reading.match) for each in batch])
        append_signatures(tx, [each.signature for each in followed])
        append_readings(tx, [each.reading for each in followed])
        append_evidence(tx, evidence, "1")
        change = DevelopmentChange(
            kind=ChangeKind.OPENED, before=None, after=development, evidence_ids=development.evidence_ids, at=now
        )
        append_changes(tx, [change])
        append_polls(tx, [_poll(warehouse, run_id, batch[0])])
    history.learn(evidence, [change])


def _make(name: str, number: int, warehouse: Warehouse) -> _New:
    now = warehouse._clock()
    on = number % 3 == 0
    match = StorylineMatch(score=2.5, on_storyline=on, evidence=("china", "lloyd-austin"))
    url = f"https://fresh.example/{name}"
    article = Article(
        article_id=content_id("art", name),
        version_id=content_id("ver", name),
        url=url,
        requested_url=url,
        final_url=url,
        outlet_id="reuters",
        feed_id="reuters-world",
        title=f"Ministers met again {name}",
        text=f"{name} {TEXT}",
        author=None,
        site=None,
        language="en",
        published_at=now,
        published_precision="second",
        fetched_at=now,
        text_origin=TextOrigin.PAGE,
    )
    entry = FeedEntry(
        entry_id=content_id("entry", name),
        feed_id="reuters-world",
        outlet_id="reuters",
        url=url,
        link=url,
        guid=url,
        title=article.title,
        summary=TEXT[:80],
        full_text="",
        author=None,
        published_at=now,
        updated_at=None,
        publisher_name=None,
        publisher_url=None,
    )
    event = Event(
        event_id=content_id("event", name),
        mode=EventMode.MEETING,
        event_type=EventType.CONSULT,
        cameo="040",
        status=EventStatus.OCCURRED,
        strength=Strength.STRONG,
        actors=("china", "united-states"),
        recipients=("china", "united-states"),
        offices=(),
        place="singapore",
        event_date=now.date(),
        date_precision=DatePrecision.DAY,
        watches=(WATCH,),
        quote=TEXT[:80],
        span=Span(field=ArticleField.TEXT, start=0, end=80),
        cues=("trigger:met",),
    )
    mentions = tuple(
        Mention(
            span=Span(field=ArticleField.TEXT, start=each * 80, end=each * 80 + 8),
            text="Beijing",
            entity_id=("china", "united-states", "lloyd-austin", "li-shangfu")[each % 4],
            form=MentionForm.NAME,
        )
        for each in range(12)
    )
    return _New(
        entry=EntryVerdict(entry=entry, decision=EntryDecision.FETCH, score=2.0, evidence=("china",)),
        article=article,
        reading=Reading(
            version_id=article.version_id, reader_version="1", match=match, mentions=mentions, events=(event,)
        ),
        evidence=_evidence(name, article, event),
        signature=ArticleSignature(
            version_id=article.version_id,
            article_id=article.article_id,
            outlet_id="reuters",
            language="en",
            first_seen_at=now,
            signature=tuple((number * 7919 + place * 104729) % 2**32 for place in range(128)),
        ),
    )


def _evidence(name: str, article: Article, event: Event) -> Evidence:
    return Evidence(
        evidence_id=content_id("ev", name),
        watch=WATCH,
        event_id=event.event_id,
        version_id=article.version_id,
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        url=article.url,
        mode=event.mode,
        status=event.status,
        strength=event.strength,
        participants=("li-shangfu", "lloyd-austin"),
        event_date=event.event_date,
        date_precision=event.date_precision,
        place=event.place,
        quote=event.quote,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        origin_id="reuters",
        origin_reason="outlet",
        official_side=None,
        counts=True,
    )


def _development(run_id: str, name: str, followed: list[_New]) -> Development:
    return Development(
        development_id=content_id("dev", run_id, name),
        watch=WATCH,
        status=EventStatus.OCCURRED,
        stage=None,
        participants=("li-shangfu", "lloyd-austin"),
        event_date=followed[0].evidence.event_date,
        date_precision=DatePrecision.DAY,
        place="singapore",
        since=followed[0].article.fetched_at,
        origin_ids=("reuters",),
        evidence_ids=tuple(sorted(each.evidence.evidence_id for each in followed)),
    )


def _poll(warehouse: Warehouse, run_id: str, first: _New) -> Poll:
    state = FeedState(
        feed_id="reuters-world",
        checked_at=warehouse._clock(),
        etag='"abc"',
        last_modified=None,
        content_hash=content_id("hash", run_id, first.article.version_id),
    )
    return Poll(
        feed_id="reuters-world",
        outlet_id="reuters",
        outcome=PollOutcome.OK,
        state=state,
        http_status=200,
        entries=(first.entry.entry,),
        bytes_received=1234,
        elapsed_seconds=0.25,
    )
