"""The facts of a message in, its lines in words out: what text and HTML share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.records.reading import DatePrecision
from flows.words import shortened
from seeds.storyline import EventStatus

SHOWN_ORIGINS = 8
"""Origins that a message shows with their words; the rest are counted."""

Facts = Mapping[str, Any]
"""A payload, or one piece of evidence in it."""


def heading(facts: Facts) -> str:
    """Return the kind of message and how loud it is."""
    return f"{facts['kind'].upper()} ({facts['severity']})"


def labelled_lines(facts: Facts) -> list[tuple[str, str]]:
    """Return the labels and words of what is known."""
    place = _where(facts) or "place not told"
    lines = [("When and where", f"{_when(facts)}, {place}")]
    if was := facts.get("was"):  # payloads of earlier versions have none
        lines.insert(0, ("Correction", _correction(was, facts)))
    if facts["closed_since"]:
        lines = [("Closed since", facts["closed_since"])]
    if facts["participants"]:
        lines.append(("Who", _who(facts)))
    if not facts["closed_since"]:
        stage = facts["stage"] or facts["status"].replace("_", " ")
        origins, articles = _counted(facts["origins"], "independent origin"), _counted(facts["articles"], "article")
        lines.append(("Stage", f"{stage}, {origins} of {articles}"))
    lines.append(("Status before", _before(facts)))
    return lines


def told_by(piece: Facts) -> str:
    """Return who said it, when, and whose words they are where they are not the outlet's own."""
    when = f"{piece['published_at'][:16].replace('T', ' ')} UTC" if piece["published_at"] else "undated"
    asides = [words for words in (_origin(piece), _standing(piece)) if words]
    return ", ".join([piece["outlet_name"], when, *asides])


def words_of(piece: Facts) -> str:
    """Return the quote in quotation marks, cut where it is long, or our own summary without any."""
    return f"“{shortened(piece['quote'])}”" if piece["quote"] is not None else str(piece["summary"])


def unshown(facts: Facts, shown: int = SHOWN_ORIGINS) -> str | None:
    """Return how many origins are left out."""
    more = len(facts["evidence"]) - shown
    return f"and {_counted(more, 'more origin')}" if more > 0 else None


def _when(facts: Facts) -> str:
    if facts["event_date"] is None:
        return "day not told"
    cut = {DatePrecision.YEAR.value: 4, DatePrecision.MONTH.value: 7}.get(facts["date_precision"], 10)
    return str(facts["event_date"])[:cut]


def _where(facts: Facts) -> str:
    return facts["place"]["name"] if facts["place"] else ""


def _who(facts: Facts) -> str:
    return ", ".join(one["name"] for one in facts["participants"])


def _correction(was: Facts, facts: Facts) -> str:
    """Return what was told beside what is told now, for each fact that differs."""
    told = (
        ("date", _when(was), _when(facts)),
        ("place", _where(was) or "not told", _where(facts) or "not told"),
        ("who", _who(was) or "not told", _who(facts) or "not told"),
    )
    lines = [f"{fact} was {before}, now {now}" for fact, before, now in told if before != now]
    if heir := facts.get("belongs_to"):
        lines.append(f"no occasion of its own: its reports belong to {heir}")
    return "; ".join(lines)


def _before(facts: Facts) -> str:
    before = facts["status_before"]
    if before is None:
        return "nothing known"
    aside = ", at an earlier stage" if before == facts["status"] and facts["kind"] == "alert" else ""
    if facts["kind"] == "notice" and facts["stage"] is None and before == EventStatus.OCCURRED.value:
        aside = ", on an earlier occasion"  # a report that is contradicted has a stage
    return str(before).replace("_", " ") + aside


def _origin(piece: Facts) -> str:
    reason = str(piece["origin_reason"])
    if reason == "outlet":
        return ""
    if reason.startswith("near-duplicate of "):
        return f"nearly the words of {piece['origin_name']}"
    named = str(piece["origin_name"])
    is_said = named == piece["outlet_name"] or named.casefold() in reason.casefold()
    return reason if is_said else f"words of {named} ({reason})"


def _standing(piece: Facts) -> str:
    if piece["withdrawn"]:
        return "withdrawn"
    return "" if piece["counts"] else "not counted"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
