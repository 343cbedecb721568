"""`storywatch read`: what the reader makes of articles in files; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import JsonOption, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.articles.article_files import FileArticle
    from extractors.reading import SentenceExplanation
    from extractors.records.reading import Event, Reading


def read(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=".jsonl of articles, .html or .txt.")],
    json_: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the words that decided.")] = False,
) -> None:
    """Say of each article what it reports and what it alone would raise. Stores nothing."""
    from extractors.articles.article_files import load_articles
    from extractors.articles.extraction import Extractor
    from extractors.reading import Reader
    from flows.clock import Clock
    from flows.printing import print_json, rows_of
    from flows.progress import note_progress, shown_progress
    from seeds.lexicon import load_lexicons
    from seeds.loading import STORYLINES_DIR, load_storyline

    settings = settings_of(context)
    _refuse_unreadable(paths)
    storyline = load_storyline(settings.storyline, settings.storylines_dir or STORYLINES_DIR)
    reader = Reader(storyline, load_lexicons())
    now = Clock()()
    with shown_progress(), Extractor() as extractor:
        for path in paths:
            for number, given in enumerate(load_articles(path, now, extractor), 1):
                reading = reader.read(given.article)
                explanation = reader.explain(given.article) if explain else None
                if json_:
                    line = reading_line(given.id, reading)
                    print_json(line if explanation is None else {**line, "explanation": rows_of(explanation)})
                else:
                    _print_reading(given, reading, explanation or ())
                note_progress(path.name, number, None)


def reading_line(given_id: str, reading: Reading) -> dict[str, Any]:
    """Return the JSON line of one article: one element of ``events`` for each event and watch."""
    return {
        "id": given_id,
        "on_storyline": reading.match.on_storyline,
        "score": round(reading.match.score, 4),
        "events": [_event_line(event, watch) for event in reading.events for watch in event.watches or (None,)],
        "alerts": sorted(reading.raises),
    }


def _event_line(event: Event, watch: str | None) -> dict[str, Any]:
    return {
        "watch": watch,
        "type": event.event_type.value,
        "status": event.status.value,
        "strength": event.strength.value,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "event_date": event.event_date.isoformat() if event.event_date else None,
        "quote": event.quote,
        "start": event.span.start,
        "end": event.span.end,
        "mode": event.mode.value,
        "field": event.span.field.value,
    }


def _refuse_unreadable(paths: Iterable[Path]) -> None:
    from flows.boundary import UsageError

    for path in paths:
        if path.is_dir():
            raise UsageError(f"{path} is a directory; name files in it: .jsonl of articles, .html or .txt")
        if not path.exists():
            raise UsageError(f"{path} does not exist")


def _print_reading(given: FileArticle, reading: Reading, explanation: Sequence[SentenceExplanation]) -> None:
    from rich.text import Text

    from flows.printing import plain_text, print_table, results, rows_of

    console = results()
    place = "on the storyline" if reading.match.on_storyline else "off the storyline"
    console.print(Text(plain_text(f"{given.id}  {given.article.title}"), style="bold"))
    console.print(
        Text(f"{place}, score {reading.match.score:.2f}; raises {', '.join(sorted(reading.raises)) or 'nothing'}")
    )
    if reading.events:
        columns = {"watch": "watch", "mode": "event", "status": "status", "strength": "words", "quote": "quote"}
        print_table(reading_line(given.id, reading)["events"], columns)
    if explanation:
        seen = {"quote": "sentence", "mentions": "mentions", "frames": "frames", "cues": "cues", "verdict": "verdict"}
        print_table(rows_of(explanation), seen)
