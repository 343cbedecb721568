"""`storywatch evaluate`: how good the reader is on labelled articles; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import JsonOption, settings_of

if TYPE_CHECKING:
    from datetime import datetime

    from extractors.reading import Reader


def evaluate(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="GOLD...", help=".jsonl of labelled articles.")],
    json_: JsonOption = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show each miss with its words and cues (always in --json).")
    ] = False,
) -> None:
    """Score the reader on labelled articles: precision, recall and F1 of alerts by watch, language and strength.

    The storyline match and the statuses found are scored too. Stores nothing.
    """
    from extractors.reading import Reader
    from flows.clock import Clock
    from flows.printing import print_json
    from flows.progress import shown_progress
    from seeds.lexicon import load_lexicons
    from seeds.loading import STORYLINES_DIR, load_storyline

    settings = settings_of(context)
    storyline = load_storyline(settings.storyline, settings.storylines_dir or STORYLINES_DIR)
    reader = Reader(storyline, load_lexicons())
    now = Clock()()
    with shown_progress():
        rows = [evaluate_file(path, reader, now) for path in paths]
    if json_:
        print_json(rows)
        return
    for row in rows:
        _print_evaluation(row, with_misses=misses)


def evaluate_file(path: Path, reader: Reader, now: datetime) -> dict[str, Any]:
    """Read every article of a file of labelled ones; return its row. Raises ArticleFileError."""
    from extractors.evaluation.evaluation import evaluate as score
    from extractors.evaluation.labels import load_labelled_articles
    from extractors.reading import READER_VERSION
    from flows.evaluations import evaluation_row
    from flows.progress import note_progress

    labelled_articles = list(load_labelled_articles(path, now))
    pairs = []
    for number, (labelled, article) in enumerate(labelled_articles, start=1):
        pairs.append((labelled, reader.read(article)))
        note_progress(path.name, number, len(labelled_articles))
    titles = {labelled.id: article.title for labelled, article in labelled_articles}
    return evaluation_row(str(path), READER_VERSION, titles, score(pairs))


def _print_evaluation(row: dict[str, Any], *, with_misses: bool) -> None:
    from flows.evaluations import (
        CONFUSION_COLUMNS,
        SCORE_COLUMNS,
        STATUS_COLUMNS,
        miss_text,
        score_table,
        status_table,
    )
    from flows.printing import print_lines, print_table, progress_console

    title = f"{row['file']}: {row['articles']} articles, {row['scored']} scored, reader {row['reader_version']}"
    print_table(score_table(row), SCORE_COLUMNS, title=title)
    print_table(status_table(row), STATUS_COLUMNS, title="Labelled statuses that were read", empty="none labelled")
    confused = [line for line in row["confusion"] if line["labelled"] != line["read"]]
    print_table(confused, CONFUSION_COLUMNS, title="Statuses read otherwise", empty="none")
    if with_misses:
        print_lines(f"Misses: {len(row['misses'])}\n{miss_text(row)}")
    elif row["misses"]:
        progress_console().print(f"{len(row['misses'])} misses; --misses shows them")
