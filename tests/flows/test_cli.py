from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.boundary import run_to_exit_code
from flows.cli import app, hoist_global_options
from flows.clock import Clock
from flows.data_dir import locked_data_dir
from flows.passes import run_pass
from flows.spreading import spread_on_threads
from tests.flows.world import NOW, make_desk, quick_settings, serving_world

ROOT = Path(__file__).resolve().parents[2]

Answer = tuple[int, str, str]
Storywatch = Callable[..., Answer]


@pytest.fixture
def storywatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Storywatch:
    """The command line in this process: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("STORYWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Answer:
        told = hoist_global_options([str(argument) for argument in arguments])
        code = run_to_exit_code(lambda: app(told, prog_name="storywatch", standalone_mode=False))
        captured = capsys.readouterr()
        return int(code), captured.out, captured.err

    return run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory after one pass over the small world."""
    data_dir = tmp_path_factory.mktemp("filled")
    with serving_world() as world:
        desk = make_desk(world, quick_settings(data_dir), Clock(datetime.fromisoformat(NOW)))
        run_pass(desk, spread_on_threads(4), command="run")
    yield data_dir


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


def test_file_as_data_dir_is_refused(storywatch: Storywatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = storywatch("--data-dir", tmp_path / "file", "run")
    assert code == 3
    assert "is not a directory" in err


def test_second_run_is_told_who_is_at_work(storywatch: Storywatch, tmp_path: Path) -> None:
    with locked_data_dir(tmp_path / "data"):
        code, _, err = storywatch("--data-dir", tmp_path / "data", "run")
    assert code == 3
    assert f"another storywatch (process {os.getpid()}) is working in" in err


def test_warehouse_that_is_something_else_is_left_alone(storywatch: Storywatch, tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_text(
        "not a database, but long enough to be read as one" * 400, encoding="utf-8"
    )
    code, _, err = storywatch("--data-dir", tmp_path, "run")
    assert code == 3
    assert "is not a DuckDB database" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "--now", "yesterday"), "--now: 'yesterday' is not an ISO 8601 time"),
        (("run", "--feeds", "nowhere.yaml"), "nowhere.yaml"),
        (("read", "nowhere.txt"), "nowhere.txt does not exist"),
        (("read", "."), "is a directory"),
        (("check", "--feeds", "nowhere.yaml"), "nowhere.yaml"),
        (("alerts", "test", "nobody"), "'nobody' is not one of the channels: console"),
        (("nonsense",), "No such command 'nonsense'"),
        (("run", "--nonsense"), "No such option"),
    ],
)
def test_wrong_usage_is_a_message_and_code_two(storywatch: Storywatch, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = storywatch(*arguments)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_bad_feeds_file_names_file_key_and_value(storywatch: Storywatch, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("outlets:\n- {id: x, colour: red}\n", encoding="utf-8")
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run", "--feeds", bad)
    assert code == 2
    assert "bad.yaml: outlets[0].colour: " in err


def test_wrong_channel_address_is_told_without_its_secret(
    storywatch: Storywatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYWATCH_CHANNELS", '{"team": "nonsense://token-123@host"}')
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run")
    assert code == 2
    assert "channels.team" in err
    assert "token-123" not in err


def test_wrong_setting_is_code_two(storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_WORKERS", "none")
    code, _, err = storywatch("check")
    assert code == 2
    assert "STORYWATCH_WORKERS: 'none'" in err


def test_shipped_seeds_pass_the_check(storywatch: Storywatch) -> None:
    code, out, _ = storywatch("check")
    assert code == 0
    assert out.endswith("settings, storylines, outlets and lexicons are in order\n")
    assert storywatch("check", "--json")[:2] == (0, "[]\n")


def test_read_prints_one_object_a_line_with_the_keys_of_the_contract(storywatch: Storywatch, tmp_path: Path) -> None:
    rows = [
        {
            "id": "a-1",
            "url": "https://one.example/a",
            "publisher": "one.example",
            "date": "2024-05-31",
            "lang": "en",
            "title": "Austin meets China's defence minister Dong Jun in Singapore",
            "text": "US Defense Secretary Lloyd Austin met Chinese Defence Minister Dong Jun in Singapore on Friday.",
        },
        {"id": "a-2", "url": None, "publisher": "x", "date": None, "lang": "en", "title": None, "text": "Rain is due."},
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, out, _ = storywatch("read", path, "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert first.keys() == {"id", "on_storyline", "score", "events", "alerts"}
    assert (first["id"], first["on_storyline"], first["alerts"]) == ("a-1", True, ["us-prc-defense-ministers-meeting"])
    assert (second["id"], second["on_storyline"], second["events"], second["alerts"]) == ("a-2", False, [], [])
    event = next(each for each in first["events"] if each["watch"] == "us-prc-defense-ministers-meeting")
    assert {"type", "status", "strength", "actors", "recipients", "event_date", "quote", "start", "end"} <= event.keys()
    text = rows[0]["title" if event["field"] == "title" else "text"]
    assert text is not None
    assert text[event["start"] : event["end"]] == event["quote"]


def test_read_names_a_text_file_by_its_stem_and_stores_nothing(storywatch: Storywatch, tmp_path: Path) -> None:
    path = tmp_path / "story_7.txt"
    path.write_text(
        "China has declined a US request for Lloyd Austin to meet Li Shangfu in Singapore.\n", encoding="utf-8"
    )
    code, out, _ = storywatch("read", path, "--json", "--explain")
    line = json.loads(out)
    assert code == 0
    assert line["id"] == "story_7"
    assert line["explanation"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story_7.txt"]


def test_read_of_a_broken_line_names_file_and_line(storywatch: Storywatch, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("{not json\n", encoding="utf-8")
    code, _, err = storywatch("read", path, "--json")
    assert code == 2
    assert "articles.jsonl:1" in err


def test_test_message_reaches_the_console(storywatch: Storywatch) -> None:
    code, out, err = storywatch("alerts", "test")
    assert code == 0
    assert "console" in out
    assert "nothing has happened" in err


def test_test_message_that_is_refused_is_code_one(storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_CHANNELS", '{"team": "json://127.0.0.1:9/"}')
    code, out, _ = storywatch("alerts", "test", "team")
    assert code == 1
    assert "team" in out


def test_global_options_are_accepted_behind_the_command() -> None:
    assert hoist_global_options(["run", "--data-dir", "d", "--json"]) == ["--data-dir", "d", "run", "--json"]
    assert hoist_global_options(["read", "--data-dir=d", "--", "--data-dir"]) == [
        "--data-dir=d",
        "read",
        "--",
        "--data-dir",
    ]


def test_version_and_help(storywatch: Storywatch) -> None:
    assert storywatch("--version")[:2] == (0, "storywatch 0.1.0\n")
    code, out, _ = storywatch("--help")
    assert code == 0
    for command in (
        "run",
        "read",
        "watches",
        "alerts",
        "feeds",
        "events",
        "entities",
        "articles",
        "sql",
        "check",
        "serve",
    ):
        assert command in out


def test_reader_of_the_output_may_leave_early(filled: Path) -> None:
    command = (
        f"'{sys.executable}' -c 'from flows.cli import main; main()' --data-dir '{filled}' entities --json | head -c 5"
    )
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, '[{"en', "")


def test_help_imports_neither_prefect_nor_the_database() -> None:
    script = (
        "import sys\nfrom flows.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('prefect', 'duckdb', 'trafilatura', 'pydantic')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_server_that_does_not_answer_is_told_before_the_pass(
    storywatch: Storywatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run")
    assert code == 2
    assert "PREFECT_API_URL: no Prefect server answers at http://127.0.0.1:9/api" in err
