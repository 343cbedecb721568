"""An alert with its evidence in, the message out: text for chat, HTML for mail, a payload for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from extractors.developments.messages_due import SEED_OUTLET
from extractors.records.developments import AlertDue, Development, Evidence
from extractors.records.reading import DatePrecision
from flows.alerting.payloads import payload_facts
from seeds.outlets import Outlet
from seeds.storyline import Storyline

SHOWN_ORIGINS = 8
"""Origins that a message shows with their words; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message in its three forms."""

    title: str
    text: str
    html: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """Evidence whose quote stands in the stored text of its article, and evidence that must not be sent."""

    found: tuple[Evidence, ...]
    refused: tuple[Evidence, ...]


def check_quotes(evidence: Sequence[Evidence], texts: Mapping[str, str]) -> QuoteCheck:
    """Part evidence by whether its quote occurs, character for character, in its article.

    `texts` has title and text of every article version, joined by a line end, by version id; an article that is not
    there cannot vouch for its quote. Baseline evidence is in our own words and passes.
    """
    found = [e for e in evidence if e.outlet_id == SEED_OUTLET or (e.quote and e.quote in texts.get(e.version_id, ""))]
    return QuoteCheck(found=tuple(found), refused=tuple(e for e in evidence if e not in found))


def render_message(
    alert: AlertDue,
    development: Development,
    evidence: Sequence[Evidence],
    storyline: Storyline,
    outlets: Sequence[Outlet],
) -> Message:
    """Return the message of an alert. `evidence` is the development's; all words from articles are made harmless.

    Evidence of another status than the alert's is not shown, so that a refusal of last week does not stand beside the
    report that they met.
    """
    facts = payload_facts(alert, development, evidence, storyline, outlets)
    return Message(title=facts["title"], text=_text(facts), html=_html(facts), payload=facts)


def _when(facts: Mapping[str, Any]) -> str:
    if facts["event_date"] is None:
        return "day not told"
    cut = {DatePrecision.YEAR.value: 4, DatePrecision.MONTH.value: 7}.get(facts["date_precision"], 10)
    return str(facts["event_date"])[:cut]


def _lines(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the labelled lines that text and HTML share."""
    place = facts["place"]["name"] if facts["place"] else "place not told"
    counted = (
        f"{facts['origins']} independent {'origin' if facts['origins'] == 1 else 'origins'} "
        f"of {facts['articles']} {'article' if facts['articles'] == 1 else 'articles'}"
    )
    lines = [("When and where", f"{_when(facts)}, {place}")]
    if facts["closed_since"]:
        lines = [("Closed since", facts["closed_since"])]
    else:
        lines.append(("Stage", f"{facts['stage'] or facts['status'].replace('_', ' ')}, {counted}"))
    before = facts["status_before"]
    lines.append(("Status before", before.replace("_", " ") if before else "nothing known"))
    return lines


def _heading(facts: Mapping[str, Any]) -> str:
    return f"{facts['kind'].upper()} ({facts['severity']})"


def _told(piece: Mapping[str, Any]) -> str:
    when = (piece["published_at"] or "undated")[:16].replace("T", " ")
    zone = " UTC" if piece["published_at"] else ""
    aside = "" if piece["counts"] else ", not counted"
    return f"{piece['outlet_name']}, {when}{zone} ({piece['origin']}; {piece['origin_reason']}{aside})"


def _words_of(piece: Mapping[str, Any]) -> str:
    return f"“{piece['quote']}”" if piece["quote"] is not None else str(piece["summary"])


def _unshown(facts: Mapping[str, Any]) -> str | None:
    more = len(facts["evidence"]) - SHOWN_ORIGINS
    return f"and {more} more {'origin' if more == 1 else 'origins'}" if more > 0 else None


def _text(facts: Mapping[str, Any]) -> str:
    lines = [f"{_heading(facts)}: {facts['title']}"]
    lines += [f"{label}: {words}" for label, words in _lines(facts)]
    for piece in facts["evidence"][:SHOWN_ORIGINS]:
        lines += [f"- {_told(piece)}", f"  {_words_of(piece)}"]
        if piece["url"]:
            lines.append(f"  {piece['url']}")
    if more := _unshown(facts):
        lines.append(more)
    lines += [f"What would change it: {facts['would_change']}", f"Explain: {facts['explain']}"]
    return "\n".join(lines)


def _html(facts: Mapping[str, Any]) -> str:
    parts = [f"<p><b>{escape(_heading(facts))}: {escape(facts['title'])}</b></p>", "<p>"]
    parts.append("<br>".join(f"{escape(label)}: {escape(words)}" for label, words in _lines(facts)))
    parts.append("</p><ul>")
    for piece in facts["evidence"][:SHOWN_ORIGINS]:
        link = f'<br><a href="{escape(piece["url"])}">{escape(piece["url"])}</a>' if piece["url"] else ""
        parts.append(f"<li>{escape(_told(piece))}<br>{escape(_words_of(piece))}{link}</li>")
    parts.append("</ul>")
    if more := _unshown(facts):
        parts.append(f"<p>{escape(more)}</p>")
    parts.append(f"<p>What would change it: {escape(facts['would_change'])}</p>")
    parts.append(f"<p>Explain: <code>{escape(facts['explain'])}</code></p>")
    return "".join(parts)
