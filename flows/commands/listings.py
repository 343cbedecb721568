"""`storywatch feeds`, `articles`, `entities`, `events`: what the warehouse holds, newest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import typer

from flows.commands.options import JsonOption, LimitOption, SearchOption, snapshot_of

Row = dict[str, Any]

FEED_COLUMNS = {
    "feed_id": "feed",
    "outlet_id": "outlet",
    "condition": "condition",
    "condition_since": "since",
    "outcome": "last poll",
    "checked_at": "at",
    "http_status": "status",
    "newest_entry_at": "newest entry",
    "condition_detail": "why",
}
ARTICLE_COLUMNS = {
    "published_at": "published",
    "outlet_id": "outlet",
    "language": "language",
    "score": "score",
    "title": "title",
    "article_id": "article",
}
ENTITY_COLUMNS = {"entity_id": "entity", "kind": "kind", "name": "name", "side": "side", "mentions": "mentions"}
EVENT_COLUMNS = {
    "event_date": "date",
    "mode": "event",
    "status": "status",
    "actors": "actors",
    "recipients": "recipients",
    "watch": "watch",
    "quote": "quote",
    "outlet_id": "outlet",
}


def feeds(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 1000) -> None:
    """List the feeds and official lists: how each is and why, and its last poll."""
    from warehouse.queries import list_feeds

    _show(context, list_feeds, FEED_COLUMNS, limit, json_=json_)


def articles(
    context: typer.Context, search: SearchOption = None, json_: JsonOption = False, limit: LimitOption = 100
) -> None:
    """List the articles on the storyline, or those of them in which words stand."""
    from warehouse.queries import list_articles

    _show(context, partial(list_articles, search=search), ARTICLE_COLUMNS, limit, json_=json_)


def entities(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 1000) -> None:
    """List the entities, the most mentioned first."""
    from warehouse.queries import list_entities

    _show(context, list_entities, ENTITY_COLUMNS, limit, json_=json_)


def events(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 100) -> None:
    """List the events that were read, with their words."""
    from warehouse.queries import list_events

    _show(context, list_events, EVENT_COLUMNS, limit, json_=json_)


def _show(
    context: typer.Context,
    listing: Callable[..., list[Row]],
    columns: Mapping[str, str],
    limit: int,
    *,
    json_: bool,
) -> None:
    from flows.printing import print_json, print_table

    rows = listing(snapshot_of(context), limit=limit)
    if json_:
        print_json(rows)
    else:
        print_table(rows, columns)
