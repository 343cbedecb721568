"""`storywatch seeds`: help with writing a storyline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import JsonOption, settings_of, snapshot_of

app = typer.Typer(help="Help with writing a storyline.", no_args_is_help=True)


@app.callback()
def _seeds() -> None:
    """Help with writing a storyline."""


@app.command("build")
def build(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Seed documents: .jsonl of articles, .html or .txt.")
    ],
) -> None:
    """Print a first match.yaml for the storyline that these documents tell, for a person to revise.

    Terms are the words that the documents share and that are rare in general. Stores nothing.
    """
    from extractors.articles.article_files import load_articles
    from extractors.articles.extraction import Extractor
    from extractors.matching.background import BackgroundMissingError, load_background
    from flows.boundary import UsageError
    from flows.clock import Clock
    from flows.printing import print_lines
    from flows.progress import note_progress, shown_progress
    from flows.suggestions import suggest_match

    settings_of(context)
    now, articles = Clock()(), []
    with shown_progress(), Extractor() as extractor:
        for path in paths:
            articles += [given.article for given in load_articles(path, now, extractor)]
            note_progress("seed documents", len(articles), None)
    try:
        print_lines(suggest_match(articles, load_background))
    except BackgroundMissingError as error:
        raise UsageError(str(error)) from error


@app.command("suggest")
def suggest(context: typer.Context, json_: JsonOption = False) -> None:
    """Print what the news has told of offices and names and the seed files do not say, for a person to take over.

    Corroborated appointments and removals with the words they rest on, and spellings of names. Stores nothing.
    """
    from flows.news_suggestions import suggest_from_news
    from flows.printing import print_json, print_lines
    from warehouse.learned_lists import list_learned

    learned = list_learned(snapshot_of(context))
    if json_:
        print_json(learned)
    else:
        print_lines(suggest_from_news(learned))
