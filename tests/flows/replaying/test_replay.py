"""End to end: files of articles replayed into real warehouses."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from flows import cli
from tests.extractors.articles.test_web_archives import archive
from tests.flows.world import CRICKET, MEETING, OTHER_MEETING, page
from warehouse.queries import run_sql

Replay = Callable[..., tuple[int, str, str]]

STREAM = [
    {"id": "a", "url": "https://alpha.example/meeting", "publisher": "Alpha", "date": "2024-05-31", "lang": "en",
     "title": "Austin meets China's defence minister Dong Jun in Singapore", "text": MEETING},
    {"id": "b", "url": "https://beta.example/meeting", "publisher": "Beta", "date": "2024-06-01", "lang": "en",
     "title": "US and China defence chiefs hold talks", "text": OTHER_MEETING},
    {"id": "c", "url": "https://alpha.example/cricket", "publisher": "Alpha", "date": "2024-06-01", "lang": "en",
     "title": "Home side wins third test", "text": CRICKET},
    {"id": "d", "url": "https://gamma.example/plan", "publisher": "Gamma", "date": "2024-05-24", "lang": "en",
     "title": "Austin to meet Chinese defence minister Dong Jun at Shangri-La Dialogue",
     "text": "US Defense Secretary Lloyd Austin will meet Chinese Defence Minister Dong Jun in Singapore on May 31, "
     "the Pentagon said on Friday. It will be their first meeting in person."},
    {"id": "e", "url": None, "publisher": "Alpha", "date": None, "lang": "en", "title": "Undated", "text": MEETING},
]  # fmt: skip

NO_MEETING = (
    "An earlier version of this article wrongly reported a meeting and has been withdrawn. US Defense Secretary Lloyd "
    "Austin did not meet Chinese Defence Minister Dong Jun in Singapore on Friday, the Pentagon said. The two men were "
    "in different rooms of the hotel at the hour that was named. We regret the error."
)

LEDGER = """
developments:
- {watch: us-prc-defense-ministers-meeting, date: 2024-05-31, place: singapore}
- {watch: us-prc-defense-ministers-meeting, date: 2022-11-22}
"""


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Replay:
    def run(data_dir: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["storywatch", "--data-dir", str(data_dir), "replay", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run


def write_stream(path: Path, articles: Sequence[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")
    return str(path)


def developments(data_dir: Path) -> list[Any]:
    facts = "development_id, watch, status, stage, event_date, place, origin_count, evidence_count"
    return run_sql(data_dir / "storywatch.duckdb", f"SELECT {facts} FROM developments ORDER BY ALL").rows


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_messages_come_in_the_order_of_the_articles_dates(replay: Replay, tmp_path: Path) -> None:
    code, out, err = replay(tmp_path / "one", write_stream(tmp_path / "s.jsonl", STREAM))
    assert code == 0
    told = [(m["time"], m["status"], m["stage"], m["article_id"], m["origins"]) for m in lines_of(out)]
    assert told == [
        ("2024-05-24T00:00:00Z", "scheduled", None, "d", 1),
        ("2024-05-31T00:00:00Z", "occurred", "reported", "a", 1),
        ("2024-06-01T00:00:00Z", "occurred", "corroborated", "b", 2),
    ]
    assert "1 without a date" in err


def test_a_line_has_the_keys_of_the_contract(replay: Replay, tmp_path: Path) -> None:
    _, out, _ = replay(tmp_path / "one", write_stream(tmp_path / "s.jsonl", STREAM))
    line = lines_of(out)[1]
    contract = ["time", "watch", "development_id", "stage", "status", "event_date", "article_id", "outlet", "origins"]
    assert list(line)[:10] == [*contract, "quote"]
    assert line["event_date"] == "2024-05-31"
    assert "met Chinese Defence Minister Dong Jun" in line["quote"]  # the sentence that tells the day, not the title
    assert str(STREAM[0]["text"]).startswith(line["quote"])


def test_the_same_stream_gives_the_same_bytes(replay: Replay, tmp_path: Path) -> None:
    stream = write_stream(tmp_path / "s.jsonl", STREAM)
    assert replay(tmp_path / "one", stream)[1] == replay(tmp_path / "two", stream)[1]


def test_shuffled_and_delivered_twice_ends_in_the_same_developments(replay: Replay, tmp_path: Path) -> None:
    replay(tmp_path / "one", write_stream(tmp_path / "s.jsonl", STREAM))
    shuffled = STREAM * 2
    random.Random(7).shuffle(shuffled)
    replay(tmp_path / "two", write_stream(tmp_path / "t.jsonl", shuffled))
    assert developments(tmp_path / "one") == developments(tmp_path / "two")
    assert developments(tmp_path / "one")


def test_the_outbox_is_closed_without_a_word(replay: Replay, tmp_path: Path) -> None:
    _, _, err = replay(tmp_path / "one", write_stream(tmp_path / "s.jsonl", STREAM))
    assert "ALERT" not in err
    rows = run_sql(tmp_path / "one" / "storywatch.duckdb", "SELECT sum(delivered_count), count(*) FROM alerts").rows
    assert tuple(rows[0]) == (3, 3)


def test_a_directory_with_a_warehouse_is_refused_unless_resumed(replay: Replay, tmp_path: Path) -> None:
    stream = write_stream(tmp_path / "s.jsonl", STREAM)
    first = write_stream(tmp_path / "first.jsonl", [STREAM[3]])
    replay(tmp_path / "one", first)
    code, out, err = replay(tmp_path / "one", stream)
    assert (code, out) == (3, "")
    assert "--resume" in err
    code, out, _ = replay(tmp_path / "one", stream, "--resume")
    assert code == 0
    assert [m["stage"] for m in lines_of(out)] == ["reported", "corroborated"]


def test_a_web_archive_is_replayed_with_later_captures_at_their_time(replay: Replay, tmp_path: Path) -> None:
    def page_of(title: str, text: str) -> str:
        dated = '<meta property="article:published_time" content="2024-05-31T09:00:00Z">'
        return page(title, text).replace("</title>", f"</title>{dated}")

    url = "https://alpha.example/meeting"
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(
        archive((url, "200 OK", page_of(STREAM[0]["title"], MEETING)), captured="2024-05-31T10:00:00Z")
        + archive(
            (url, "200 OK", page_of("Correction: Austin and Dong did not meet", NO_MEETING)),
            ("https://alpha.example/empty", "200 OK", "<html></html>"),
            captured="2024-05-31T12:00:00Z",
        )
    )
    code, out, err = replay(tmp_path / "one", str(path))
    assert code == 0
    assert [(m["time"], m["stage"]) for m in lines_of(out) if m["kind"] == "alert"] == [
        ("2024-05-31T09:00:00Z", "reported"),
        ("2024-05-31T12:00:00Z", "retracted"),
    ]
    assert "1 pages refused" in err
    rows = run_sql(tmp_path / "one" / "storywatch.duckdb", "SELECT url FROM rejections").rows
    assert [row[0] for row in rows] == ["https://alpha.example/empty"]


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.wacz", "articles.csv"])
def test_a_file_of_another_kind_is_refused_with_a_reason(replay: Replay, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b")
    code, _, err = replay(tmp_path / "one", str(tmp_path / name))
    assert code == 2
    assert name in err


def test_a_ledger_gives_precision_recall_and_delay(replay: Replay, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(LEDGER, encoding="utf-8")
    _, out, err = replay(tmp_path / "one", write_stream(tmp_path / "s.jsonl", STREAM), "--score", str(ledger))
    score = lines_of(out)[-1]["score"]
    assert (score["precision"], score["recall"]) == (1.0, 0.5)
    assert (score["median_hours_to_reported"], score["median_hours_to_corroborated"]) == (0.0, 24.0)
    assert score["messages_per_development"] == 3
    assert "missed" in err
    assert "us-prc-defense-ministers-meeting" in err
