"""`storywatch replay`: articles of the past through the code of every pass; one JSON line for each message."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import FeedsOption, settings_of


def replay(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help=".jsonl of articles with their dates, or web archives (.warc, .warc.gz)."
        ),
    ],
    feeds: FeedsOption = None,
    score: Annotated[
        Path | None,
        typer.Option(
            "--score",
            metavar="LEDGER",
            help="YAML of what really happened; the last line has the figures, a table too.",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on in a data directory that holds a replay already.")
    ] = False,
) -> None:
    """Replay the past: articles in the order of their dates, with the clock at each, into a fresh data directory.

    Prints a JSON line for each message that would have been sent. Nothing is sent.
    """
    from flows.boundary import UsageError
    from flows.printing import print_json, progress_console, row_of
    from flows.progress import shown_progress
    from flows.replaying.replay import replay as play
    from flows.replaying.score_tables import print_score
    from flows.replaying.scores import score_replay
    from seeds.ledger import load_ledger
    from seeds.loading import STORYLINES_DIR, load_storyline

    settings = settings_of(context)
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path} is not a file; name .jsonl files of articles or web archives")
    ledger = load_ledger(score) if score is not None else None
    with shown_progress():
        report = play(settings, paths, feeds, lambda message: print_json(row_of(message)), resume=resume)
    progress_console().print(
        f"{report.articles} articles in {report.passes} passes replayed; {report.undated} without a date skipped, "
        f"{report.repeated} repeated ones left out, {report.refused} pages refused"
    )
    if ledger is not None:
        storyline = load_storyline(settings.storyline, settings.storylines_dir or STORYLINES_DIR)
        scored = score_replay(report.messages, ledger, storyline)
        print_json({"score": row_of(scored)})
        print_score(scored)
