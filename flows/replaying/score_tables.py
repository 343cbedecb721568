"""The score of a replay in, tables for people out."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.printing import PIPED_WIDTH, cell
from flows.replaying.scores import Score


def print_score(score: Score) -> None:
    """Print the tables on standard error: standard output has the same as JSON."""
    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else PIPED_WIDTH)
    for table in score_tables(score):
        console.print(table)


def score_tables(score: Score) -> tuple[Table, ...]:
    """Return the figures, and one line for each true, withdrawn and false development."""
    figures = [
        ("precision", score.precision),
        ("recall", score.recall),
        ("threads per development", score.threads_per_development),
        ("messages per development", score.messages_per_development),
        ("median hours to reported", score.median_hours_to_reported),
        ("median hours to corroborated", score.median_hours_to_corroborated),
        ("median hours to retracted", score.median_hours_to_retracted),
    ]
    lines: list[tuple[object, ...]] = [
        (
            "missed" if not line.developments else "raised" if len(line.developments) == 1 else "several threads",
            line.watch,
            line.date,
            line.hours_to_reported,
            line.hours_to_corroborated,
            None,
        )
        for line in score.true
    ]
    lines += [
        ("withdrawn", line.watch, line.date, None, None, line.hours_to_retracted)
        for line in score.withdrawn
        if line.developments
    ]
    lines += [("false", line.watch, line.event_date, None, None, line.hours_to_retracted) for line in score.false]
    headings = ("", "watch", "date", "h to reported", "h to corroborated", "h to retracted")
    return _table(("figure", "value"), figures), _table(headings, lines)


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table
