"""Scores of readings against labels."""

from __future__ import annotations

from extractors.evaluation.evaluation import evaluate
from extractors.evaluation.labels import Label, LabelledArticle
from extractors.records.reading import (
    ArticleField,
    DatePrecision,
    Event,
    EventType,
    Reading,
    Span,
    StorylineMatch,
    Strength,
)
from seeds.storyline import EventStatus
from seeds.watches import EventMode

ON = StorylineMatch(score=9.0, on_storyline=True, evidence=())
OFF = StorylineMatch(score=1.0, on_storyline=False, evidence=())


def event(watch: str, status: EventStatus, *, strength: Strength = Strength.STRONG, quote: str = "They met.") -> Event:
    return Event(
        event_id="ev",
        mode=EventMode.MEETING,
        event_type=EventType.CONSULT,
        cameo="040",
        status=status,
        strength=strength,
        actors=(),
        recipients=(),
        offices=(),
        place=None,
        event_date=None,
        date_precision=DatePrecision.UNKNOWN,
        watches=(watch,) if watch else (),
        quote=quote,
        span=Span(field=ArticleField.TEXT, start=0, end=len(quote)),
        cues=("trigger:met",),
    )


def reading(*raises: str, events: tuple[Event, ...] = (), match: StorylineMatch = ON) -> Reading:
    return Reading(version_id="v", reader_version="1", match=match, raises=raises, events=events)


def labelled(
    *should_alert: str,
    ambiguous: bool = False,
    leave_out: tuple[str, ...] = (),
    labels: tuple[Label, ...] = (),
    language: str = "en",
) -> LabelledArticle:
    return LabelledArticle(
        id="a",
        language=language,
        on_storyline=True,
        should_alert=frozenset(should_alert),
        labels=labels,
        ambiguous=ambiguous,
        ambiguous_watches=frozenset(leave_out),
    )


def label(watch: str, status: str, *, evidence: str = "", derived: bool = False) -> Label:
    return Label(watch=watch, status=status, evidence=evidence, derived=derived)


def test_precision_and_recall_count_watches_of_articles() -> None:
    outcome = evaluate([(labelled("met", "left"), reading("met")), (labelled(), reading("met"))])
    assert (outcome.alerts.right, outcome.alerts.wrong, outcome.alerts.missed) == (1, 1, 1)
    assert outcome.alerts.precision == 0.5
    assert outcome.by_watch["left"].recall == 0.0


def test_languages_are_told_apart() -> None:
    outcome = evaluate([(labelled("met"), reading("met")), (labelled("met", language="zh"), reading())])
    assert outcome.by_language["en"].recall == 1.0
    assert outcome.by_language["zh"].recall == 0.0


def test_a_rate_of_nothing_is_none() -> None:
    outcome = evaluate([(labelled(), reading())])
    assert (outcome.alerts.precision, outcome.alerts.recall, outcome.alerts.f1) == (None, None, None)
    assert outcome.statuses.share is None


def test_ambiguous_articles_do_not_count_for_alerts() -> None:
    outcome = evaluate([(labelled("met", ambiguous=True), reading())])
    assert outcome.scored == 0
    assert outcome.alerts.missed == 0


def test_only_the_ambiguous_watches_of_an_article_are_left_out() -> None:
    outcome = evaluate([(labelled("left", leave_out=("met",)), reading("met", "left"))])
    assert (outcome.alerts.right, outcome.alerts.wrong, outcome.scored) == (1, 0, 1)


def test_each_miss_names_article_and_watch() -> None:
    outcome = evaluate([(labelled("met"), reading("left"))])
    assert {(miss.watch, miss.raised) for miss in outcome.misses} == {("met", False), ("left", True)}


def test_a_miss_shows_the_events_of_its_watch_and_those_in_the_expected_words() -> None:
    planned = event("met", EventStatus.SCHEDULED, quote="They will meet.")
    unlinked = event("", EventStatus.OCCURRED, quote="The two sat down on Friday.")
    other = event("left", EventStatus.OCCURRED, quote="He left.")
    told = labelled("met", labels=(label("met", "occurred", evidence="The two sat down"),))
    (miss,) = evaluate([(told, reading(events=(planned, unlinked, other)))]).misses
    assert miss.expected_words == ("The two sat down",)
    assert miss.events == (planned, unlinked)


def test_weak_words_are_scored_on_what_strong_ones_leave_open() -> None:
    weak = event("left", EventStatus.OCCURRED, strength=Strength.WEAK)
    outcome = evaluate([(labelled("met", "left", "seen"), reading("met", events=(weak,)))])
    strong, weak_score, either = (outcome.by_strength[name] for name in ("strong", "weak", "either"))
    assert (strong.right, strong.missed) == (1, 2)
    assert (weak_score.right, weak_score.wrong, weak_score.missed) == (1, 0, 1)
    assert (either.right, either.missed) == (2, 1)


def test_a_status_is_found_where_an_event_of_its_watch_has_it() -> None:
    labels = (label("met", "declined"), label("met", "denied"), label("left", "occurred"))
    outcome = evaluate([(labelled(labels=labels), reading(events=(event("met", EventStatus.DECLINED),)))])
    assert (outcome.statuses.found, outcome.statuses.labelled) == (1, 3)
    assert outcome.by_status["denied"].share == 0.0
    assert outcome.status_confusion == {
        ("declined", "declined"): 1,
        ("denied", "declined"): 1,
        ("occurred", "nothing"): 1,
    }


def test_derived_labels_do_not_count_for_statuses() -> None:
    outcome = evaluate([(labelled(labels=(label("met", "declined", derived=True),)), reading())])
    assert outcome.statuses.labelled == 0


def test_the_storyline_counts_ambiguous_articles_too() -> None:
    outcome = evaluate([(labelled(ambiguous=True), reading()), (labelled(), reading(match=OFF))])
    assert (outcome.storyline.right, outcome.storyline.missed) == (1, 1)
