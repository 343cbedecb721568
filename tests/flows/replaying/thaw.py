"""The written past, May 2023 to November 2025: its articles, and replays of them or of some of their days."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flows.replaying.replay import ReplayReport, replay
from flows.settings import Settings
from seeds.ledger import load_ledger
from warehouse.queries import run_sql

FOLDER = Path(__file__).parents[3] / "seeds" / "worlds" / "thaw"
STREAM = FOLDER / "articles.jsonl"
LEDGER = load_ledger(FOLDER / "ledger.yaml")
ARTICLES: list[dict[str, Any]] = [json.loads(line) for line in STREAM.read_text(encoding="utf-8").splitlines()]


def play(data_dir: Path, articles: Iterable[dict[str, Any]], *, resume: bool = False) -> ReplayReport:
    """Replay articles into a directory of their own, or go on in one that holds some."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "stream.jsonl"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in articles), encoding="utf-8")
    settings = Settings(data_dir=data_dir / "data")
    return replay(settings, [path], FOLDER / "outlets.yaml", lambda message: None, resume=resume)


def developments(folder: Path) -> list[Any]:
    """Return what is known in the end, with whom it rests on, but not how it came about."""
    facts = "watch, status, stage, event_date, date_precision, place, participants, origin_ids, evidence_ids"
    sql = f"SELECT {facts} FROM developments WHERE evidence_count > 0 ORDER BY ALL"
    return run_sql(folder / "data" / "storywatch.duckdb", sql).rows


def told(report: ReplayReport) -> str:
    """Return all messages as text."""
    return "\n".join(repr(each) for each in report.messages)
