"""`storywatch demo`: the recorded world, played before one's eyes and without the internet."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from flows.commands.options import JsonOption, settings_of

if TYPE_CHECKING:
    from flows.demo.playing import DemoStep
    from flows.settings import Settings
    from seeds.demo_world import DemoPass

DEMO_FOLDER = "demo"
"""Below the default data directory: the invented articles must not get among the real ones."""


def demo(context: typer.Context, json_: JsonOption = False) -> None:
    """Play a recorded world: 15 passes from May 2023 to June 2024 over invented outlets served on this machine.

    Without --data-dir it is played in data/demo, apart from the real warehouse. Played twice, the second adds nothing.
    """
    from flows.data_dir import make_data_dir
    from flows.prefect_environment import set_prefect_environment
    from flows.printing import print_json, progress_console, rows_of
    from flows.progress import shown_progress

    settings = settings_of(context)
    if context.obj.data_dir is None:
        settings = demo_directory(settings)
    make_data_dir(settings.data_dir)
    set_prefect_environment(settings.data_dir)
    progress_console().print("starting ...", style="dim")
    from flows.demo.playing import play_demo

    if json_:
        with shown_progress():
            steps = play_demo(settings, lambda _: None, lambda _: None)
        print_json(rows_of(alert for step in steps for alert in step.alerts))
        return
    steps = play_demo(settings, print_pass, print_step)
    print_board(steps[-1])
    print_next(settings.data_dir, any(step.alerts for step in steps))


def demo_directory(settings: Settings) -> Settings:
    """Return the settings with a folder of its own for the demo where the data directory is the default one."""
    from flows.settings import DEFAULT_DATA_DIR

    if settings.data_dir != DEFAULT_DATA_DIR.absolute():
        return settings
    return settings.model_copy(update={"data_dir": settings.data_dir / DEMO_FOLDER})


def print_pass(demo_pass: DemoPass) -> None:
    """Print the line that announces a pass; the messages of its alerts follow on the console channel."""
    from rich.text import Text

    from flows.printing import results

    results().print(Text(f"{demo_pass.at:%Y-%m-%d %H:%M}  {demo_pass.label}", style="bold"))


def print_step(step: DemoStep) -> None:
    """Print what a pass brought, and one line for each alert in it."""
    from rich.text import Text

    from flows.printing import plain_text, results

    console = results()
    counts = step.report.counts
    console.print(
        Text(
            f"  {counts.entries_new} new entries, {counts.articles_read} pages and texts read, "
            f"{counts.articles_on_storyline} on the storyline",
            style="dim",
        )
    )
    for line, alert in zip(step.report.alerts, step.alerts, strict=True):
        origins = "1 independent origin" if alert.origins == 1 else f"{alert.origins} independent origins"
        told = f"{line.kind}: {line.title} ({alert.stage or alert.status}, {origins})"
        console.print(Text(f"  {plain_text(told)}"))


def print_board(step: DemoStep) -> None:
    """Print where the watches stand after the last pass."""
    from flows.commands.watches import WATCH_COLUMNS
    from flows.printing import print_table, rows_of

    print_table(rows_of(step.report.watches), WATCH_COLUMNS, title="Watches")


def print_next(data_dir: Path, has_alerts: bool) -> None:
    """Print what to try with the warehouse that the demo leaves behind."""
    from rich.text import Text

    from flows.printing import results

    console = results()
    if not has_alerts:
        console.print(Text("Nothing new: this data directory has seen it all before."))
    console.print(Text("What to try next:"))
    program = f"storywatch --data-dir {shlex.quote(str(data_dir))}"
    for command in (
        "alerts",
        "alerts explain ID",
        "feeds",
        "events",
        'sql "SELECT outlet_id, title FROM articles ORDER BY published_at LIMIT 10"',
    ):
        console.print(Text(f"  {program} {command}"))
