from __future__ import annotations

from datetime import timedelta

from seeds.storyline import EventStatus
from tests.warehouse.samples import NOW, ON, Clock, make_article, make_event, make_reading
from warehouse.articles import append_articles
from warehouse.readings import append_readings
from warehouse.store import Transaction, Warehouse
from warehouse.weekly_statuses import sum_statuses

WATCHES = ("austin-li-meeting", "li-sanctions-lifted")

FROM_EVENTS = """
SELECT watch, date_trunc('week', published_at)::DATE::VARCHAR AS week, status,
       count(DISTINCT version_id) AS article_count
FROM event_watches WHERE is_current AND basis = 'article' GROUP BY ALL ORDER BY ALL
"""
COUNTED = "SELECT watch, week::VARCHAR AS week, status, article_count FROM weekly_statuses ORDER BY ALL"


def store(
    tx: Transaction,
    version_id: str,
    *statuses: EventStatus,
    reader_version: str = "1",
    article_id: str = "art-1",
    days: int = 0,
    watches: tuple[str, ...] = WATCHES[:1],
) -> None:
    at = NOW + timedelta(days=days)
    append_articles(tx, [(make_article(version_id, article_id, text=f"Text of {version_id}", published_at=at), ON)])
    events = tuple(
        make_event(f"{version_id}-{reader_version}-{place}", status=status, watches=watches)
        for place, status in enumerate(statuses)
    )
    append_readings(tx, [make_reading(version_id, reader_version, events=events)])


def counted(warehouse: Warehouse) -> list[tuple[str, str, str, int]]:
    with warehouse.reading() as look:
        rows = look.rows(COUNTED)
        assert rows == look.rows(FROM_EVENTS)
    return [tuple(row.values()) for row in rows]


def test_an_article_counts_once_for_each_status_and_watch(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", EventStatus.DECLINED, EventStatus.DECLINED, EventStatus.OCCURRED, watches=WATCHES)
        store(tx, "ver-2", EventStatus.DECLINED, article_id="art-2")
    assert counted(warehouse) == [
        ("austin-li-meeting", "2023-05-29", "declined", 2),
        ("austin-li-meeting", "2023-05-29", "occurred", 1),
        ("li-sanctions-lifted", "2023-05-29", "declined", 1),
        ("li-sanctions-lifted", "2023-05-29", "occurred", 1),
    ]


def test_weeks_begin_on_monday(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        for days in (2, 3):  # NOW is a Friday
            store(tx, f"ver-{days}", EventStatus.OCCURRED, article_id=f"art-{days}", days=days)
    assert [week for _, week, _, _ in counted(warehouse)] == ["2023-05-29", "2023-06-05"]


def test_a_replaced_version_counts_no_longer_and_again_when_it_returns(warehouse: Warehouse, clock: Clock) -> None:
    seen = []
    for version_id, status in (
        ("ver-1", EventStatus.SCHEDULED),
        ("ver-2", EventStatus.OCCURRED),
        ("ver-1", EventStatus.SCHEDULED),
    ):
        with warehouse.transaction("run-1") as tx:
            store(tx, version_id, status)
        seen.append([status for _, _, status, _ in counted(warehouse)])
        clock.pass_by(hours=1)
    assert seen == [["scheduled"], ["occurred"], ["scheduled"]]


def test_a_replaced_reading_counts_no_longer_and_again_when_it_returns(warehouse: Warehouse, clock: Clock) -> None:
    seen = []
    for reader_version, status in (
        ("1", EventStatus.SCHEDULED),
        ("2", EventStatus.OCCURRED),
        ("1", EventStatus.SCHEDULED),
    ):
        with warehouse.transaction("run-1") as tx:
            store(tx, "ver-1", status, reader_version=reader_version)
        seen.append([status for _, _, status, _ in counted(warehouse)])
        clock.pass_by(hours=1)
    assert seen == [["scheduled"], ["occurred"], ["scheduled"]]


def test_summing_up_changes_no_count(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", EventStatus.OCCURRED)
        sum_statuses(tx)
        store(tx, "ver-2", EventStatus.OCCURRED, article_id="art-2")
        sum_statuses(tx)
    assert [count for _, _, _, count in counted(warehouse)] == [2]
    with warehouse.reading() as look:
        assert look.rows("SELECT count(*) AS n FROM derived.status_sums") == [{"n": 1}]


def test_an_article_without_a_date_counts_in_the_week_in_which_it_was_stored(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1", published_at=None), ON)])
        append_readings(tx, [make_reading("ver-1", events=(make_event(watches=WATCHES[:1]),))])
        assert [str(row["week"]) for row in tx.rows("FROM weekly_statuses")] == ["2023-05-29"]
