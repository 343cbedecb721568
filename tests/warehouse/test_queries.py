from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse.errors import NoWarehouseError, QueryError
from warehouse.queries import (
    explain_alert,
    list_alerts,
    list_articles,
    list_entities,
    list_events,
    list_feeds,
    list_watches,
    run_sql,
)
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse


@pytest.fixture
def snapshot(filled: Warehouse, tmp_path: Path) -> Path:
    path = tmp_path / "published.duckdb"
    publish_snapshot(filled, path)
    return path


def test_the_watch_board_has_the_fields_of_the_contract(snapshot: Path) -> None:
    assert list_watches(snapshot) == [
        {
            "watch": "austin-li-meeting",
            "question": "Have Lloyd Austin and Li Shangfu met?",
            "status": "occurred",
            "since": "2023-06-03T08:00:00Z",
            "development_id": "dev-1",
            "origins": 1,
            "closed_since": None,
        },
        {
            "watch": "us-prc-defense-ministers-meeting",
            "question": "Have the two defence ministers met?",
            "status": None,
            "since": None,
            "development_id": None,
            "origins": 0,
            "closed_since": None,
        },
    ]


def test_articles_are_listed_on_the_storyline_in_their_current_version_newest_first(snapshot: Path) -> None:
    rows = list_articles(snapshot)
    assert [row["version_id"] for row in rows] == ["ver-2", "ver-1b"]
    assert all("text" not in row for row in rows)


def test_articles_are_listed_by_their_words(snapshot: Path) -> None:
    assert [row["version_id"] for row in list_articles(snapshot, search="Pentagon monday")] == ["ver-2"]
    assert [row["version_id"] for row in list_articles(snapshot, search="拒绝", limit=1)] == ["ver-2"]
    assert list_articles(snapshot, search="Pentagon Tuesday") == []


def test_limits_are_kept(snapshot: Path) -> None:
    assert len(list_articles(snapshot, limit=1)) == 1
    assert len(list_events(snapshot, limit=2)) == 2
    assert len(list_entities(snapshot, limit=1)) == 1
    assert len(list_feeds(snapshot, limit=1)) == 1


def test_events_are_listed_with_the_baseline_and_without_those_of_former_versions(snapshot: Path) -> None:
    rows = list_events(snapshot)
    assert sorted(row["event_id"] for row in rows) == ["event-2", "invitation-declined", "li-sanctioned"]
    assert rows[-1]["event_date"] == "2018-09-20"


def test_entities_are_listed_the_most_mentioned_first(snapshot: Path) -> None:
    first = list_entities(snapshot)[0]
    assert (first["entity_id"], first["mentions"]) == ("china", 3)


def test_feeds_are_listed_with_their_last_poll(snapshot: Path) -> None:
    rows = {row["feed_id"]: row for row in list_feeds(snapshot)}
    assert rows["gazette-world"]["outcome"] == "ok"
    assert rows["gazette-world"]["checked_at"] == "2023-06-02T08:00:00Z"
    assert rows["herald-asia"]["outcome"] is None


def test_alerts_are_listed_with_their_channels(snapshot: Path) -> None:
    (row,) = list_alerts(snapshot)
    assert (row["alert_id"], row["title"], row["raised_at"]) == ("alert-1", "They have met", "2023-06-03T08:00:00Z")
    assert (row["channels"], row["delivered_count"]) == (["console", "desk"], 1)


@pytest.mark.parametrize("listing", [list_watches, list_articles, list_events, list_entities, list_feeds, list_alerts])
def test_every_listing_is_json(snapshot: Path, listing: Callable[[Path], list[dict[str, Any]]]) -> None:
    rows = listing(snapshot)
    assert rows
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows


def test_an_alert_is_explained_down_to_the_words(snapshot: Path) -> None:
    answer = explain_alert(snapshot, "alert-1")
    assert answer is not None
    assert answer["alert"]["data"] == {"n": 1}
    assert answer["development"]["status"] == "occurred"
    assert [(step["step"], step["status_before"], step["status"]) for step in answer["history"]] == [
        (1, None, "declined"),
        (2, "declined", "occurred"),
    ]
    assert [(each["outlet_id"], each["quote"], each["cues"]) for each in answer["evidence"]] == [
        ("gazette", "Beijing turned the invitation down.", ["trigger:turned down"]),
        ("herald", "Beijing turned the invitation down.", ["trigger:turned down"]),
    ]
    assert [(each["channel"], each["state"]) for each in answer["deliveries"]] == [
        ("console", "delivered"),
        ("desk", "waiting"),
    ]
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_an_alert_that_does_not_exist_has_no_explanation(snapshot: Path) -> None:
    assert explain_alert(snapshot, "alert-9") is None


def test_sql_answers_with_columns_and_plain_rows(snapshot: Path) -> None:
    answer = run_sql(
        snapshot,
        "SELECT started_at, started_at::DATE AS day, 1.5::DECIMAL(4, 2) AS x, [1, 2] AS l, {'a': NULL} AS s, "
        "'nan'::DOUBLE AS nothing, 2::HUGEINT AS big FROM runs ORDER BY run_id LIMIT 1",
    )
    assert answer.columns == ("started_at", "day", "x", "l", "s", "nothing", "big")
    assert answer.rows == (("2023-06-02T08:00:00Z", "2023-06-02", 1.5, [1, 2], {"a": None}, None, 2),)


@pytest.mark.parametrize(
    "sql", ["FROM runs", "SHOW TABLES", "DESCRIBE articles", "SUMMARIZE runs", "EXPLAIN FROM runs", "VALUES (1)"]
)
def test_sql_takes_every_reading_statement(snapshot: Path, sql: str) -> None:
    assert run_sql(snapshot, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ledger.runs",
        "INSERT INTO ledger.runs (run_id) VALUES ('x')",
        "UPDATE ledger.runs SET command = 'x'",
        "DROP VIEW articles",
        "CREATE TEMP TABLE t AS SELECT 1",
        "ATTACH 'other.duckdb'",
        "COPY runs TO 'runs.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CALL pragma_version()",
        "EXPORT DATABASE 'x'",
        "CHECKPOINT",
    ],
)
def test_sql_refuses_what_is_no_reading(snapshot: Path, sql: str) -> None:
    with pytest.raises(QueryError, match=r"is refused: `storywatch sql` only reads\. Use SELECT"):
        run_sql(snapshot, sql)


@pytest.mark.parametrize(("sql", "count"), [("SELECT 1; DELETE FROM ledger.runs", 2), ("", 0), ("-- nothing", 0)])
def test_sql_takes_one_statement(snapshot: Path, sql: str, count: int) -> None:
    with pytest.raises(QueryError, match=f"One SQL statement at a time, please: this has {count}"):
        run_sql(snapshot, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_text('{secret}')",
        "FROM read_csv('{secret}')",
        "FROM '{secret}'",
        "FROM glob('{folder}/*')",
        "FROM read_csv('http://127.0.0.1:9/x.csv')",
    ],
)
def test_sql_reaches_no_other_file(snapshot: Path, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nhush\n")
    with pytest.raises(QueryError) as caught:
        run_sql(snapshot, sql.format(secret=secret, folder=tmp_path))
    assert "hush" not in str(caught.value)


def test_wrong_sql_is_answered_with_what_is_wrong(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="Table with name artikels does not exist"):
        run_sql(snapshot, "FROM artikels")
    with pytest.raises(QueryError, match="syntax error"):
        run_sql(snapshot, "SELEKT 1")


def test_without_a_snapshot_the_message_says_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="Run `storywatch run` first"):
        run_sql(tmp_path / "published.duckdb", "SELECT 1")
