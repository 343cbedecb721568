"""The ledger of first scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.evaluation.evaluation import Evaluation, Score, StatusScore
from tests.quality.score import append_line, ledger_line, scored_sets

DAY = date(2026, 11, 22)
HEADING = "| date | set | reader |\n|---|---|---|\n"


def outcome() -> Evaluation:
    return Evaluation(
        articles=4,
        scored=4,
        alerts=Score(right=3, wrong=1, missed=2),
        by_watch={},
        by_language={"en": Score(right=3, wrong=1, missed=0), "zh": Score(missed=2)},
        by_strength={},
        storyline=Score(),
        statuses=StatusScore(),
        by_status={},
        status_confusion={},
        misses=(),
    )


def test_a_line_tells_precision_and_recall_overall_and_by_language() -> None:
    cells = [cell.strip() for cell in ledger_line("blind-x", outcome(), DAY, "idioms | names").split("|")[1:-1]]
    assert cells[:2] == ["2026-11-22", "blind-x"]
    assert cells[3:] == ["0.75 / 0.60", "en 0.75 / 1.00, zh – / 0.00", "3, 1, 2", "idioms / names"]


def test_lines_are_appended_behind_those_that_stand(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.md"
    ledger.write_text(HEADING, encoding="utf-8")
    for name in ("one", "two"):
        append_line(ledger, name, ledger_line(name, outcome(), DAY, ""))
    text = ledger.read_text(encoding="utf-8")
    assert text.startswith(HEADING)
    assert scored_sets(text) == {"one", "two"}


def test_a_first_score_is_never_replaced(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.md"
    ledger.write_text(HEADING, encoding="utf-8")
    append_line(ledger, "one", ledger_line("one", outcome(), DAY, ""))
    before = ledger.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="never replaced"):
        append_line(ledger, "one", ledger_line("one", outcome(), DAY, "better"))
    assert ledger.read_text(encoding="utf-8") == before
