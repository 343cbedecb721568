"""An alert with its evidence in, its facts out: the payload for programs, of which text and HTML are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from extractors.developments.closures import closed_since
from extractors.developments.messages_due import SEED_OUTLET, is_closure
from extractors.origins.independence import independent_origins
from extractors.records.developments import AlertDue, Development, Evidence
from flows.alerting.weights import is_remark, standing, told_at
from flows.words import plain, web_link
from seeds.outlets import Outlet
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Stage, Watch

PAYLOAD_SCHEMA = "storywatch.alert/1"
"""Name and version of the payload's form, described in docs/alerts.md; a number goes up when a field changes."""


LIST_ARTICLE = "list:"
"""How ids of official lists begin where articles have theirs."""


def payload_facts(
    alert: AlertDue,
    development: Development,
    evidence: Sequence[Evidence],
    storyline: Storyline,
    outlets: Sequence[Outlet],
) -> dict[str, Any]:
    """Return the payload, as docs/alerts.md describes it.

    Words from articles are exact but for characters that nobody sees; who shows them escapes them for the place.
    """
    watch = next(w for w in storyline.watches if w.slug == alert.watch)
    told = alert.heir or development
    closed = closed_since(watch, storyline, alert.at.date()) if is_closure(alert) else None
    names = {entity.id: entity.name for entity in storyline.entities}
    outlet_names = {outlet.id: plain(outlet.name) for outlet in outlets}
    groups = _group_names(outlets)
    bearing = [replace(e, counts=e.counts and not e.withdrawn) for e in evidence if e.status is alert.status]
    if alert.kind == "alert" and alert.stage is Stage.RETRACTED:
        bearing = _retracted(bearing, evidence)
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
        **_when_where_who(told, names),
        "was": _when_where_who(alert.was, names) if alert.was else None,
        "belongs_to": alert.heir.development_id if alert.heir else None,
        "raised_at": _instant(alert.at),
        "closed_since": closed.isoformat() if closed else None,
        "origins": len(independent_origins(bearing)),
        "articles": len({e.article_id for e in bearing}),
        "evidence": [_evidence_facts(e, outlet_names, groups) for e in _best_of_each_origin(bearing)],
        "would_change": _would_change(alert, watch, closed),
        "explain": f"storywatch alerts explain {alert.alert_id}",
    }


def _when_where_who(development: Development, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "event_date": development.event_date.isoformat() if development.event_date else None,
        "date_precision": development.date_precision.value,
        "place": _named(development.place, names),
        "participants": [_named(entity, names) for entity in development.participants],
    }


def _title(alert: AlertDue, watch: Watch, closed: date | None) -> str:
    if closed is not None:
        return f"Can no longer be met: {watch.question}"
    if alert.kind == "alert":
        corrections = {Stage.RETRACTED: "Retracted: ", Stage.CORRECTED: "Corrected: "}
        return corrections.get(alert.stage, "") + watch.headline if alert.stage else watch.headline
    return f"{_said(alert.status).capitalize()}: {watch.question}"


def _said(status: EventStatus) -> str:
    return status.value.replace("_", " ")


def _named(entity_id: str | None, names: Mapping[str, str]) -> dict[str, str] | None:
    return {"id": entity_id, "name": names.get(entity_id, entity_id)} if entity_id is not None else None


def _retracted(bearing: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return what was said against a report once it was out, and its words, for which nobody stands any more."""
    reports = [replace(e, counts=False, withdrawn=True) for e in evidence if e.status is EventStatus.OCCURRED]
    first = min((told_at(e) for e in reports), default=None)
    return [e for e in bearing if first is None or told_at(e) >= first] + reports


def _best_of_each_origin(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return one piece per origin, as they stand.

    Of one article's sentences that which tells the day, the place and most of those who took part, and is no mere
    remark. Where an origin withdrew its words, what it says now and what it said are two.
    """

    def rank(e: Evidence) -> tuple[bool, bool, datetime, bool, bool, int, bool, int, str]:
        tells = (e.event_date is None, e.place is None, -len(e.participants), is_remark(e), len(e.quote))
        return (*standing(e), *tells, e.evidence_id)

    best: dict[tuple[str, bool], Evidence] = {}
    for e in sorted(evidence, key=rank):
        best.setdefault((e.origin_id, e.withdrawn), e)
    return list(best.values())


def _group_names(outlets: Sequence[Outlet]) -> dict[str, str]:
    """Return the outlet's name for each origin of which there is but one outlet."""
    names: dict[str, list[str]] = {}
    for outlet in outlets:
        names.setdefault(f"group:{outlet.independence_group}", []).append(plain(outlet.name))
    return {origin: found[0] for origin, found in names.items() if len(found) == 1}


def _evidence_facts(evidence: Evidence, outlet_names: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, Any]:
    # What is missing from an official list is told in our words: nobody wrote a sentence that could be quoted.
    own_words = evidence.outlet_id == SEED_OUTLET or evidence.article_id.startswith(LIST_ARTICLE)
    return {
        "evidence_id": evidence.evidence_id,
        "article_id": evidence.article_id,
        "version_id": evidence.version_id,
        "outlet": evidence.outlet_id,
        "outlet_name": outlet_names.get(evidence.outlet_id, plain(evidence.outlet_id)),
        "origin": evidence.origin_id,
        "origin_name": groups.get(evidence.origin_id, plain(evidence.origin_id.partition(":")[2])),
        "origin_reason": plain(evidence.origin_reason),
        "counts": evidence.counts,
        "withdrawn": evidence.withdrawn,
        "official_side": evidence.official_side,
        "published_at": _instant(evidence.published_at) if evidence.published_at else None,
        "fetched_at": _instant(evidence.fetched_at),
        "strength": evidence.strength.value,
        "quote": None if own_words else plain(evidence.quote),
        "summary": plain(evidence.quote) if own_words else None,
        "url": web_link(evidence.url),
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _would_change(alert: AlertDue, watch: Watch, closed: date | None) -> str:
    if closed is not None:
        return "Nothing: a person in it has left the office. The watch stays on the board as closed."
    if alert.kind == "alert" and alert.stage is Stage.RETRACTED:
        return "Reports in other words would open a new thread; this one stays retracted."
    if alert.heir is not None:
        return "Nothing: this thread has ended. What becomes of its reports is told in the other one."
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
