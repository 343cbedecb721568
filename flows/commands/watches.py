"""`storywatch watches`: where each question stands."""

from __future__ import annotations

import typer

from flows.commands.options import JsonOption, snapshot_of

WATCH_COLUMNS = {
    "watch": "watch",
    "question": "question",
    "status": "status",
    "since": "since",
    "origins": "origins",
    "closed_since": "closed since",
}


def watches(context: typer.Context, json_: JsonOption = False) -> None:
    """Show the watch board: each question, its status, since when, and how many independent origins say so."""
    from flows.printing import print_json, print_table
    from warehouse.queries import list_watches

    rows = list_watches(snapshot_of(context))
    if json_:
        print_json(rows)
    else:
        print_table(rows, WATCH_COLUMNS, title="Watches")
