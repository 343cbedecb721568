"""An alert with its evidence in, the message out: text for chat, HTML for mail, a payload for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from extractors.closures import closed_since
from extractors.independence import independent_origins
from extractors.messages_due import SEED_OUTLET, is_closure
from extractors.records.developments import AlertDue, Development, Evidence
from extractors.records.reading import DatePrecision, Strength
from flows.words import plain, shortened, web_link
from seeds.outlets import Outlet
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Stage, Watch

PAYLOAD_SCHEMA = "storywatch.alert/1"
"""Name and version of the payload's form, described in docs/alerts.md; a number goes up when a field changes."""
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
    facts = _facts(alert, development, evidence, storyline, outlets)
    return Message(title=facts["title"], text=_text(facts), html=_html(facts), payload=facts)


def _facts(
    alert: AlertDue,
    development: Development,
    evidence: Sequence[Evidence],
    storyline: Storyline,
    outlets: Sequence[Outlet],
) -> dict[str, Any]:
    """Return the payload; text and HTML are made of it and of nothing else."""
    watch = next(w for w in storyline.watches if w.slug == alert.watch)
    closed = closed_since(watch, storyline, alert.at.date()) if is_closure(alert) else None
    names = {entity.id: entity.name for entity in storyline.entities}
    outlet_names = {outlet.id: outlet.name for outlet in outlets}
    bearing = [e for e in evidence if e.status is alert.status]
    return {
        "schema": PAYLOAD_SCHEMA,
        "alert_id": alert.alert_id,
        "kind": "closure" if closed else alert.kind,
        "severity": alert.severity.value,
        "title": _title(alert, watch, closed),
        "storyline": storyline.slug,
        "watch": watch.slug,
        "question": watch.question,
        "development_id": alert.development_id,
        "status": alert.status.value,
        "status_before": alert.status_before.value if alert.status_before else None,
        "stage": alert.stage.value if alert.stage else None,
        "event_date": development.event_date.isoformat() if development.event_date else None,
        "date_precision": development.date_precision.value,
        "place": _named(development.place, names),
        "participants": [_named(entity, names) for entity in development.participants],
        "raised_at": alert.at.isoformat(),
        "closed_since": closed.isoformat() if closed else None,
        "origins": len(independent_origins(bearing)),
        "articles": len({e.article_id for e in bearing}),
        "evidence": [_evidence_facts(e, outlet_names) for e in _best_of_each_origin(bearing)],
        "would_change": _would_change(alert, watch, closed),
        "explain": f"storywatch alerts explain {alert.alert_id}",
    }


def _title(alert: AlertDue, watch: Watch, closed: date | None) -> str:
    if closed is not None:
        return f"Can no longer be met: {watch.question}"
    if alert.kind == "alert":
        return watch.headline
    return f"{_said(alert.status).capitalize()}: {watch.question}"


def _said(status: EventStatus) -> str:
    return status.value.replace("_", " ")


def _named(entity_id: str | None, names: Mapping[str, str]) -> dict[str, str] | None:
    return {"id": entity_id, "name": names.get(entity_id, entity_id)} if entity_id is not None else None


def _best_of_each_origin(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return one piece per origin: strong words first, then the earliest; origins that count come first."""
    ranked = sorted(
        evidence,
        key=lambda e: (
            not e.counts,
            e.strength is not Strength.STRONG,
            e.published_at or e.fetched_at,
            e.evidence_id,
        ),
    )
    best: dict[str, Evidence] = {}
    for e in ranked:
        best.setdefault(e.origin_id, e)
    return list(best.values())


def _evidence_facts(evidence: Evidence, outlet_names: Mapping[str, str]) -> dict[str, Any]:
    own_words = evidence.outlet_id == SEED_OUTLET
    return {
        "evidence_id": evidence.evidence_id,
        "article_id": evidence.article_id,
        "version_id": evidence.version_id,
        "outlet": evidence.outlet_id,
        "outlet_name": plain(outlet_names.get(evidence.outlet_id, evidence.outlet_id)),
        "origin": evidence.origin_id,
        "origin_reason": plain(evidence.origin_reason),
        "counts": evidence.counts,
        "official_side": evidence.official_side,
        "published_at": evidence.published_at.isoformat() if evidence.published_at else None,
        "fetched_at": evidence.fetched_at.isoformat(),
        "strength": evidence.strength.value,
        "quote": None if own_words else shortened(plain(evidence.quote)),
        "summary": plain(evidence.quote) if own_words else None,
        "url": web_link(evidence.url),
    }


def _would_change(alert: AlertDue, watch: Watch, closed: date | None) -> str:
    if closed is not None:
        return "Nothing: a person in it has left the office. The watch stays on the board as closed."
    if alert.kind == "alert" and alert.stage is Stage.REPORTED:
        return (
            "A second independent origin, or officials of both sides, would corroborate it; more independent origins "
            "that deny it than report it would overturn it."
        )
    if alert.kind == "alert":
        return "More independent origins that deny it than report it would overturn it."
    if alert.status in (EventStatus.DENIED, EventStatus.NOT_OCCURRED) and alert.stage is not None:
        return "As many independent origins reporting it as deny it would restore the report."
    return f"A report in plain words that it has happened would raise an alert: {watch.headline}."


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
