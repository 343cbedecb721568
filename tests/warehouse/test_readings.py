from __future__ import annotations

from seeds.storyline import EventStatus
from tests.warehouse.samples import ON, QUOTE, Clock, make_article, make_event, make_mention, make_reading
from warehouse.articles import append_articles
from warehouse.readings import append_readings
from warehouse.store import Warehouse


def read_with(warehouse: Warehouse, reader_version: str, status: EventStatus) -> int:
    reading = make_reading(reader_version=reader_version, events=(make_event(status=status),))
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        return append_readings(tx, [reading])


def statuses(warehouse: Warehouse, view: str = "events") -> list[str]:
    with warehouse.reading() as look:
        return [row["status"] for row in look.rows(f"SELECT status FROM {view}")]


def test_a_reading_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append((append_readings(tx, [make_reading()]), tx.row_count))
    assert counts == [(1, 3), (0, 0)]


def test_quote_and_offsets_point_at_the_words_of_the_stored_text(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        append_readings(tx, [make_reading()])
        rows = tx.rows(
            "SELECT e.quote, a.text[e.start_offset + 1 : e.end_offset] AS words, m.text AS mention, "
            "a.text[m.start_offset + 1 : m.end_offset] AS mention_words "
            "FROM events e JOIN articles a USING (version_id) JOIN mentions m USING (version_id)"
        )
    assert rows == [{"quote": QUOTE, "words": QUOTE, "mention": "Beijing", "mention_words": "Beijing"}]


def test_an_event_keeps_all_that_was_read(warehouse: Warehouse) -> None:
    read_with(warehouse, "1", EventStatus.DECLINED)
    with warehouse.reading() as look:
        (row,) = look.rows("SELECT * EXCLUDE (recorded_at, published_at) FROM events")
    assert row == {
        "event_id": "event-1",
        "basis": "article",
        "mode": "refusal",
        "event_type": "REJECT",
        "cameo": "125",
        "status": "declined",
        "strength": "strong",
        "actors": ["china"],
        "recipients": ["united-states"],
        "offices": ["prc-defense-minister"],
        "place": "singapore",
        "event_date": make_event().event_date,
        "date_precision": "day",
        "watches": ["austin-li-meeting", "us-prc-defense-ministers-meeting"],
        "quote": QUOTE,
        "summary": None,
        "field": "text",
        "start_offset": 0,
        "end_offset": 35,
        "cues": ["trigger:turned down"],
        "article_id": "art-1",
        "version_id": "ver-1",
        "is_current": True,
        "outlet_id": "gazette",
        "url": "https://example.org/art-1",
        "language": "en",
        "reader_version": "1",
        "run_id": "run-1",
    }


def test_events_are_joined_with_each_of_their_watches(warehouse: Warehouse) -> None:
    read_with(warehouse, "1", EventStatus.DECLINED)
    with warehouse.reading() as look:
        assert look.rows("SELECT event_id, watch FROM event_watches ORDER BY watch") == [
            {"event_id": "event-1", "watch": "austin-li-meeting"},
            {"event_id": "event-1", "watch": "us-prc-defense-ministers-meeting"},
        ]


def test_a_better_reader_is_appended_and_only_its_reading_shows(warehouse: Warehouse) -> None:
    assert read_with(warehouse, "1", EventStatus.OCCURRED) == 1
    assert read_with(warehouse, "2", EventStatus.DECLINED) == 1
    assert statuses(warehouse) == ["declined"]
    assert sorted(statuses(warehouse, "ledger.events")) == ["declined", "occurred"]
    with warehouse.reading() as look:
        assert look.rows("SELECT reader_version FROM mentions") == [{"reader_version": "2"}]
        assert look.rows("SELECT reader_version, event_count FROM articles") == [
            {"reader_version": "2", "event_count": 1}
        ]


def test_a_reader_that_is_taken_back_shows_its_reading_again(warehouse: Warehouse) -> None:
    read_with(warehouse, "1", EventStatus.DECLINED)
    read_with(warehouse, "2", EventStatus.OCCURRED)
    assert read_with(warehouse, "1", EventStatus.DECLINED) == 0
    assert statuses(warehouse) == ["declined"]


def test_events_of_a_former_version_are_not_current(warehouse: Warehouse, clock: Clock) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        append_readings(tx, [make_reading()])
    clock.pass_by(hours=1)
    with warehouse.transaction("run-2") as tx:
        append_articles(tx, [(make_article("ver-2"), ON)])
        append_readings(tx, [make_reading("ver-2", events=(make_event("event-2"),))])
        assert tx.rows("SELECT event_id, is_current FROM events ORDER BY event_id") == [
            {"event_id": "event-1", "is_current": False},
            {"event_id": "event-2", "is_current": True},
        ]


def test_events_as_of_an_instant_are_those_known_then(warehouse: Warehouse, clock: Clock) -> None:
    seen = {}
    for reader_version, status in (("1", EventStatus.OCCURRED), ("2", EventStatus.DECLINED)):
        read_with(warehouse, reader_version, status)
        with warehouse.reading() as look:
            seen[clock.now] = look.rows("FROM events")
        clock.pass_by(days=1)
    for instant, rows in seen.items():
        with warehouse.reading() as look:
            assert look.rows("FROM events_as_of($at)", {"at": instant}) == rows
    with warehouse.reading() as look:
        assert look.rows("FROM events_as_of('2023-06-01')") == []


def test_two_mentions_of_one_entity_are_two_rows(warehouse: Warehouse) -> None:
    elsewhere = make_mention(span=make_event().span)
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        append_readings(tx, [make_reading(mentions=(make_mention(), elsewhere), events=())])
        assert tx.rows("SELECT count(*) AS n, count(DISTINCT mention_id) AS ids FROM mentions") == [{"n": 2, "ids": 2}]
