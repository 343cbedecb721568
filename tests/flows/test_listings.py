from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.flows.command_line import Storywatch


def one_array(out: str) -> list[dict[str, Any]]:
    rows = json.loads(out)
    assert isinstance(rows, list)
    assert out.count("\n") == 1
    return rows


def test_watches_are_one_array_with_the_keys_of_the_contract(storywatch: Storywatch, filled: Path) -> None:
    code, out, _ = storywatch("--data-dir", filled, "watches", "--json")
    rows = one_array(out)
    assert code == 0
    assert len(rows) == 11
    assert rows[0].keys() == {"watch", "question", "status", "since", "development_id", "origins", "closed_since"}
    assert {row["watch"]: row["status"] for row in rows}["us-prc-defense-ministers-meeting"] == "occurred"


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("alerts", {"alert_id", "kind", "watch", "severity", "stage", "status", "title", "development_id"}),
        ("feeds", {"feed_id", "outlet_id", "url", "outcome", "failures", "detail"}),
        ("events", {"event_id", "mode", "status", "actors", "recipients", "event_date", "watches", "quote"}),
        ("entities", {"entity_id", "kind", "name", "side", "mentions"}),
        ("articles", {"article_id", "title", "url", "outlet_id", "language", "published_at", "score"}),
    ],
)
def test_listing_prints_one_array_of_objects(
    storywatch: Storywatch, filled: Path, command: str, keys: set[str]
) -> None:
    code, out, _ = storywatch(command, "--json", "--data-dir", filled)
    rows = one_array(out)
    assert code == 0
    assert rows
    assert keys <= rows[0].keys()


def test_limit_limits(storywatch: Storywatch, filled: Path) -> None:
    _, out, _ = storywatch("--data-dir", filled, "entities", "--json", "--limit", "2")
    assert len(one_array(out)) == 2


def test_tables_are_for_people_and_plain_when_piped(storywatch: Storywatch, filled: Path) -> None:
    _, out, _ = storywatch("--data-dir", filled, "watches")
    assert "Have Lloyd Austin and Li Shangfu held a meeting in person?" in out
    assert "\x1b" not in out


def test_alert_is_explained_by_its_words(storywatch: Storywatch, filled: Path) -> None:
    rows = one_array(storywatch("--data-dir", filled, "alerts", "--json")[1])
    alert = next(row for row in rows if row["watch"] == "us-prc-defense-ministers-meeting")
    code, out, _ = storywatch("--data-dir", filled, "alerts", "explain", alert["alert_id"], "--json")
    explained = json.loads(out)
    assert code == 0
    assert explained.keys() == {"alert", "development", "history", "origins", "evidence", "deliveries"}
    assert any("Austin met Chinese Defence Minister Dong Jun" in each["quote"] for each in explained["evidence"])
    code, out, _ = storywatch("--data-dir", filled, "alerts", "show", alert["alert_id"])
    assert "have met in person" in out
    assert storywatch("--data-dir", filled, "alerts", "explain", alert["alert_id"])[0] == 0


def test_unknown_alert_is_a_usage_fault(storywatch: Storywatch, filled: Path) -> None:
    code, out, err = storywatch("--data-dir", filled, "alerts", "explain", "alert-0")
    assert (code, out) == (2, "")
    assert "there is no alert 'alert-0'" in err


def test_sql_prints_rows_with_their_column_names(storywatch: Storywatch, filled: Path) -> None:
    code, out, _ = storywatch("--data-dir", filled, "sql", "SELECT 1 AS a, 2 AS a, NULL AS b", "--json")
    assert (code, one_array(out)) == (0, [{"a": 1, "a_2": 2, "b": None}])


def test_articles_are_found_by_their_words(storywatch: Storywatch, filled: Path) -> None:
    _, found, _ = storywatch("--data-dir", filled, "articles", "--search", "SINGAPORE sidelines", "--json")
    _, missed, _ = storywatch("--data-dir", filled, "articles", "--search", "Singapore cricket", "--json")
    assert len(one_array(found)) == 1
    assert one_array(missed) == []


@pytest.mark.parametrize("query", ["SELECT nope", "DROP TABLE x", "SELEC 1", "", "SELECT 1; SELECT 2"])
def test_wrong_sql_is_a_message_and_code_two(storywatch: Storywatch, filled: Path, query: str) -> None:
    code, out, err = storywatch("--data-dir", filled, "sql", query)
    assert (code, out) == (2, "")
    assert err.startswith("storywatch: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["watches", "alerts", "feeds", "events", "entities", "articles"])
def test_empty_data_dir_says_to_run_first(storywatch: Storywatch, tmp_path: Path, command: str) -> None:
    code, out, err = storywatch("--data-dir", tmp_path / "new", command, "--json")
    assert (code, out) == (3, "")
    assert "storywatch run" in err


def test_reader_of_the_output_may_leave_early(filled: Path) -> None:
    command = (
        f"'{sys.executable}' -c 'from flows.cli import main; main()' --data-dir '{filled}' entities --json | head -c 5"
    )
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, '[{"en', "")


def test_where_the_news_taught_nothing_nothing_is_suggested(storywatch: Storywatch, filled: Path) -> None:
    assert storywatch("--data-dir", filled, "seeds", "suggest", "--json")[:2] == (0, "[]\n")
    code, out, _ = storywatch("--data-dir", filled, "seeds", "suggest")
    assert (code, out.count("\n")) == (0, 1)
    assert out.startswith("# The news has told of no office")
