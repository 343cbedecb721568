"""What the news told and the seed files do not say in, lines for offices.yaml and entities.yaml out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from flows.words import plain, shortened

SHOWN_QUOTES = 3
"""Enough to judge by; `--json` has all."""


def suggest_from_news(learned: Sequence[Mapping[str, Any]]) -> str:
    """Return YAML for a person to copy from, each line above the words that it rests on."""
    roles = [row for row in learned if row["kind"] == "role"]
    names = [row for row in learned if row["kind"] == "name"]
    if not learned:
        return "# The news has told of no office and no name that the seed files do not have.\n"
    lines = ["# Told by the news, and not in the seed files. Copy what is right; nothing is read with it before."]
    if roles:
        lines += ["# offices.yaml", *_role_lines(roles)]
    if names:
        lines += ["# entities.yaml", *_name_lines(names)]
    return "\n".join(lines) + "\n"


def _role_lines(roles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for office, group in groupby(roles, key=lambda row: row["office_id"]):
        yield f"- id: {office}"
        yield "  held_by:"
        for row in group:
            who = row["entity_id"] or "SOMEBODY-NEW"
            end = f", end: {row['end_date']}" if row["end_date"] else ""
            origins = len({quote["origin_id"] for quote in row["quotes"]})
            what = "new" if row["is_new"] else "its end is new"
            if row["entity_id"] is None:
                what = "a person whom entities.yaml does not name"
            yield f"    - {{person: {who}, start: {row['start_date']}{end}}}  # {what}; {origins} origins"
            for quote in row["quotes"][:SHOWN_QUOTES]:
                yield f"      # {_told_by(quote)}: “{shortened(plain(quote['quote']))}”"
                yield f"      #   {plain(quote['url'])}"


def _name_lines(names: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for entity, group in groupby(names, key=lambda row: row["entity_id"]):
        yield f"- id: {entity}"
        yield "  names:"
        for language, spelt in groupby(group, key=lambda row: row["language"]):
            yield f"    {json.dumps(language)}:"  # in quotes: YAML reads a bare `no` as a truth value
            for row in spelt:
                yield f"      - {json.dumps(row['name'], ensure_ascii=False)}"
                yield f"        # {_told_by(row)}: “{shortened(plain(row['mention']))}”"
                yield f"        #   {plain(row['url'])}"


def _told_by(row: Mapping[str, Any]) -> str:
    return f"{row['outlet_id']} {(row['published_at'] or 'undated')[:10]}"
