"""What is judged with a window of history is what would be judged with all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from extractors.developments.developments import Decision, decide_developments
from extractors.records.developments import Evidence
from extractors.records.ids import content_id
from extractors.records.reading import DatePrecision, Strength
from flows.desk import Desk, set_up_desk
from flows.histories import History
from flows.judging import judge_evidence, load_bearing_evidence
from flows.settings import Settings
from seeds.storyline import EventStatus
from seeds.watches import EventMode
from warehouse.developments import append_changes, load_developments
from warehouse.evidence import append_evidence, load_evidence
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

WATCHES = ("us-prc-defense-ministers-meeting", "austin-li-meeting", "li-sanctions-lifted")
ORIGINS = ("reuters", "ap", "xinhua", "kyodo")
PEOPLE = (("china", "united-states"), ("dong-jun", "lloyd-austin"), ("li-shangfu", "lloyd-austin"))
START = datetime(2023, 5, 1, 12, tzinfo=UTC)


def told(name: str, at: datetime, watch: str = WATCHES[0], **changed: object) -> Evidence:
    values: dict[str, object] = {
        "mode": EventMode.MEETING,
        "status": EventStatus.OCCURRED,
        "strength": Strength.STRONG,
        "participants": PEOPLE[1],
        "event_date": at.date(),
        "date_precision": DatePrecision.DAY,
        "place": "singapore",
        "origin_id": "reuters",
    } | changed
    if values["event_date"] is None:
        values["date_precision"] = DatePrecision.UNKNOWN
    return Evidence(
        evidence_id=content_id("ev", name, watch),
        watch=watch,
        event_id=name,
        version_id=f"ver-{name}",
        article_id=f"art-{name}",
        outlet_id=str(values["origin_id"]),
        url=f"https://one.example/{name}",
        quote="They met.",
        published_at=at,
        fetched_at=at,
        origin_reason="outlet",
        **values,  # type: ignore[arg-type]  # the values are those of the fields above
    )


def stream(chance: Random, count: int) -> Iterator[tuple[datetime, list[Evidence]]]:
    """News of three years: reports, plans and refusals, late articles, and recollections with and without a day."""
    now = START
    for number in range(count):
        now += timedelta(days=chance.choice([0, 0, 1, 2, 5, 20, 60]))
        pieces = []
        for part in range(chance.randint(1, 2)):
            at = now - timedelta(days=chance.choice([0, 0, 0, 1, 3, 40]))
            back = chance.choice([0, 0, 0, 1, 2, 30, 365])
            precision = chance.choice([DatePrecision.DAY] * 6 + [DatePrecision.MONTH, DatePrecision.YEAR])
            day: date | None = at.date() - timedelta(days=back)
            if precision is DatePrecision.YEAR:
                day = date(at.year, 1, 1)
            elif precision is DatePrecision.MONTH:
                day = at.date().replace(day=1)
            status = chance.choice([EventStatus.OCCURRED, EventStatus.OCCURRED, *EventStatus])
            if status in (EventStatus.SCHEDULED, EventStatus.PROPOSED) and precision is DatePrecision.DAY:
                day = at.date() + timedelta(days=chance.choice([1, 10, 30]))
            undated = chance.random() < 0.25
            pieces.append(
                told(
                    f"{number}-{part}",
                    at,
                    chance.choice(WATCHES),
                    status=status,
                    strength=chance.choice([Strength.STRONG, Strength.STRONG, Strength.WEAK]),
                    participants=chance.choice(PEOPLE),
                    event_date=None if undated else day,
                    date_precision=precision,
                    place=chance.choice(["singapore", None]),
                    origin_id=chance.choice(ORIGINS),
                )
            )
        yield now, pieces


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    return set_up_desk(settings, lambda: START, None)


class Newsroom:
    """A desk whose clock is set by hand, with an empty warehouse."""

    def __init__(self, like: Desk, folder: Path) -> None:
        self.now = START
        self.history: History | None = None  # kept from one judgement to the next, where there is one
        warehouse = Warehouse(folder / "warehouse.duckdb", clock=lambda: self.now)
        warehouse.migrate()
        self.desk = replace(like, clock=lambda: self.now, warehouse=warehouse)

    def tell(self, now: datetime, pieces: Sequence[Evidence]) -> tuple[Decision, Decision]:
        """Store the pieces and what they change; return what was decided, and what would be with all of history."""
        self.now = now
        with self.desk.warehouse.reading() as tx:
            everything = load_evidence(tx, sorted({each.watch for each in pieces}))
            whole = decide_developments(load_developments(tx), everything, pieces, self.desk.storyline, now)
        judged = judge_evidence(self.desk, pieces, history=self.history).decision
        with self.desk.warehouse.transaction("run-1") as tx:
            append_evidence(tx, pieces, "1")
            append_changes(tx, judged.changes)
        if self.history is not None:
            self.history.learn(pieces, judged.changes)
        return judged, whole


@pytest.fixture
def newsroom(shared_desk: Desk, tmp_path: Path) -> Newsroom:
    return Newsroom(shared_desk, tmp_path)


def facts(decision: Decision) -> list[object]:
    changed = [(c.kind, c.after, c.before and c.before.status, sorted(c.evidence_ids)) for c in decision.changes]
    return [*sorted(changed, key=lambda change: change[1].development_id), *decision.alerts]


@pytest.mark.parametrize("seed", [1, 8, 10])
def test_a_window_decides_as_all_of_history_does(newsroom: Newsroom, seed: int) -> None:
    for now, pieces in stream(Random(seed), 60):
        judged, whole = newsroom.tell(now, pieces)
        assert facts(judged) == facts(whole), now


@pytest.mark.parametrize("seed", [6, 8])
def test_kept_history_decides_as_all_of_history_does(newsroom: Newsroom, seed: int) -> None:
    newsroom.history = History()
    for now, pieces in stream(Random(seed), 30):
        judged, whole = newsroom.tell(now, pieces)
        assert facts(judged) == facts(whole), now


def test_an_old_occurrence_recalled_years_later_joins_its_development(newsroom: Newsroom) -> None:
    met = START
    opened, _ = newsroom.tell(met, [told("first", met)])
    for number in range(1, 9):
        later = met + timedelta(days=90 * number)
        newsroom.tell(later, [told(f"other-{number}", later, participants=PEOPLE[2])])
    later = met + timedelta(days=800)
    by_day, _ = newsroom.tell(later, [told("by-day", later, event_date=met.date(), origin_id="ap")])
    undated = told("undated", later, event_date=None, status=EventStatus.BACKGROUND, origin_id="kyodo")
    by_words, _ = newsroom.tell(later, [undated])
    first = opened.changes[0].after.development_id
    assert [change.after.development_id for change in (*by_day.changes, *by_words.changes)] == [first, first]
    assert by_day.alerts == by_words.alerts == ()


def test_news_of_today_asks_for_no_more_than_a_season(newsroom: Newsroom) -> None:
    for number in range(20):
        at = START + timedelta(days=30 * number)
        newsroom.tell(at, [told(str(number), at)])
    at = START + timedelta(days=600)
    with newsroom.desk.warehouse.reading() as tx:
        bearing = load_bearing_evidence(newsroom.desk, tx, [told("new", at)], History())
    assert [each.event_id for each in bearing] == ["17", "18", "19"]
