"""The summary of a pass as Prefect artifacts: a markdown page and a table of feeds."""

from __future__ import annotations

from typing import Any

from extractors.records.runs import RunCounts
from flows.printing import cell, row_of
from flows.reports import PassReport, failed_feeds, failure_headline


def summary_markdown(report: PassReport) -> str:
    """Return the page: what failed, the counts, what was raised, where the watches stand."""
    failed = failed_feeds(report)
    lines = [
        f"# Pass {report.run_id}",
        "",
        f"{report.started_at:%Y-%m-%d %H:%M:%S} to {report.finished_at:%H:%M:%S} UTC. "
        + failure_headline(failed, len(report.feeds)),
        "",
        "## Counts",
        "",
        *(f"- {name}: {count}" for name, count in count_lines(report.counts)),
        "",
        "## Alerts and notices",
        "",
        *(f"- **{line.kind}** ({line.severity}) {_escaped(line.title)}" for line in report.alerts),
        *(() if report.alerts else ("None.",)),
        "",
        "## Watches",
        "",
        "| watch | status | since |",
        "|---|---|---|",
        *(f"| {line.watch} | {cell(line.status)} | {cell(line.since)} |" for line in report.watches),
    ]
    return "\n".join(lines)


def feed_rows(report: PassReport) -> list[dict[str, Any]]:
    """Return one row for each feed, the failed ones first."""
    rows = sorted(report.feeds, key=lambda line: (line.outcome != "failed", line.feed))
    return [
        {key: cell(value) if isinstance(value, str) else value for key, value in row_of(line).items()} for line in rows
    ]


def count_lines(counts: RunCounts) -> list[tuple[str, int]]:
    """Return the counts with names for people, in the order of the pass."""
    return [(name.replace("_", " "), count) for name, count in row_of(counts).items()]


def _escaped(text: str) -> str:
    """Return text from outlets so that it stays text in markdown."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>()#+-.!|" else char for char in cell(text))
