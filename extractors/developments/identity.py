"""Occurrences and known developments in, which continues which out, and the ids of the new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from typing import TypeAlias

from extractors.developments.occasions import SAME_OCCASION, Likeness, article_day
from extractors.developments.stages import Judgement
from extractors.records.developments import Development, Evidence
from extractors.records.ids import content_id
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Stage, Watch

JudgedGroup: TypeAlias = tuple[tuple[Evidence, ...], Judgement]
"""The evidence of one occurrence and what it amounts to."""


def continue_known(
    judged: Sequence[JudgedGroup],
    known: Sequence[Development],
    evidence: Sequence[Evidence],
    watch: Watch,
    storyline: Storyline,
) -> list[tuple[Development | None, str]]:
    """Return for each occurrence the known development that it continues, or None, and the development's id.

    An occurrence continues the development with which it shares most evidence. Where it shares none, it continues
    one of its day, or else of its id, that has no evidence left: a better reader has read the same articles anew.
    """
    owners = {position: d for position, d in _owners(judged, known).items() if not _is_told_anew(d, judged[position])}
    owned = {d.development_id for d in owners.values()}
    present = {e.evidence_id for e in evidence}
    bereft = [d for d in known if d.origin_ids and not rests_on(d, present)]
    used = {d.development_id for d in known}
    continued: list[tuple[Development | None, str]] = []
    for position, (group, verdict) in enumerate(judged):
        before = owners.get(position)
        if before is None:
            own_id = _id(_key(watch, group, verdict, storyline))
            before = next((d for d in bereft if d.development_id not in owned and _alike(d, verdict, own_id)), None)
        development_id = before.development_id if before else _new_id(watch, group, verdict, storyline, used)
        owned.add(development_id)
        used.add(development_id)
        continued.append((before, development_id))
    return continued


def _is_told_anew(development: Development, judged: JudgedGroup) -> bool:
    """Return whether a retracted report is followed by one that rests on other words: that opens a thread of its own.

    The same words that come and go do not.
    """
    group, verdict = judged
    if development.stage is not Stage.RETRACTED or verdict.status is not EventStatus.OCCURRED:
        return False
    known = set(development.evidence_ids)
    return any(e.counts and e.status is EventStatus.OCCURRED and e.evidence_id not in known for e in group)


def rests_on(development: Development, evidence_ids: AbstractSet[str]) -> bool:
    """Return whether any of the evidence belongs to the development."""
    return not evidence_ids.isdisjoint(development.evidence_ids)


def _owners(judged: Sequence[JudgedGroup], known: Sequence[Development]) -> dict[int, Development]:
    """Return for each group the known development with which it shares most evidence, each used once."""
    owner_of = {evidence_id: d for d in known for evidence_id in d.evidence_ids}
    shared: defaultdict[tuple[int, str], int] = defaultdict(int)
    for position, (group, _) in enumerate(judged):
        for e in group:
            if e.evidence_id in owner_of:
                shared[position, owner_of[e.evidence_id].development_id] += 1
    by_id = {d.development_id: d for d in known}
    owners: dict[int, Development] = {}
    given: set[str] = set()
    for position, development_id in sorted(shared, key=lambda pair: (-shared[pair], pair[1], pair[0])):
        if position not in owners and development_id not in given:
            owners[position] = by_id[development_id]
            given.add(development_id)
    return owners


def _new_id(
    watch: Watch, group: Sequence[Evidence], verdict: Judgement, storyline: Storyline, used: Collection[str]
) -> str:
    key = _key(watch, group, verdict, storyline)
    ids = (_id([*key, str(number)] if number > 1 else key) for number in count(1))
    return next(development_id for development_id in ids if development_id not in used)


def _alike(development: Development, verdict: Judgement, own_id: str) -> bool:
    days = (development.event_date, verdict.event_date)
    if days[0] is not None and days[1] is not None:
        return abs(days[0] - days[1]) <= SAME_OCCASION
    return development.development_id == own_id


def _id(key: Sequence[str]) -> str:
    return content_id("dev", *key)


def _key(watch: Watch, group: Sequence[Evidence], verdict: Judgement, storyline: Storyline) -> list[str]:
    """Return what makes an occasion: the watch, the persons, and the quarter of the event or of the first words.

    The day would be finer, but reports of one event differ in it, and then the id would hang on which came first.
    """
    if not watch.repeats:
        return [watch.slug]
    sides = Likeness(storyline).persons_by_side(verdict.participants)
    persons = sorted(person for side in sides.values() for person in side)
    first = verdict.event_date or min(article_day(e) for e in group)
    return [watch.slug, *persons, f"{first.year}-Q{(first.month + 2) // 3}"]
