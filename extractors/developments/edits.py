"""Occasions in, the same out, with an article's report and what its edited words tell in its place as one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.developments.occasions import article_day
from extractors.records.developments import Evidence
from seeds.storyline import EventStatus


def join_edited(groups: Sequence[tuple[Evidence, ...]]) -> list[tuple[Evidence, ...]]:
    """Put an occasion that is told by an edited article alone together with the one that its new words tell.

    "They met on May 13 in Singapore", corrected to "on May 31 in Manila", is one report with other facts; the former
    words are withdrawn. Where an independent origin tells the former occasion too, both stay; so do two occasions that
    one version told.
    """
    joined = list(groups)
    for group in groups:
        heir = next((other for other in joined if other is not group and _replaces(other, group)), None)
        if heir is not None and group in joined:
            joined.remove(group)
            former = [replace(e, counts=False, withdrawn=True) if _is_report(e) else e for e in group]
            joined[joined.index(heir)] = tuple(sorted((*former, *heir), key=lambda e: (article_day(e), e.evidence_id)))
    return joined


def _replaces(heir: Sequence[Evidence], group: Sequence[Evidence]) -> bool:
    reports = [e for e in group if _is_report(e)]
    versions = {e.version_id for e in heir}
    edited = [e for e in reports if e.version_id not in versions and any(_is_later(new, e) for new in heir)]
    return bool(edited) and {e.origin_id for e in reports} == {e.origin_id for e in edited}


def _is_report(evidence: Evidence) -> bool:
    return evidence.status is EventStatus.OCCURRED and (evidence.counts or evidence.withdrawn)


def _is_later(new: Evidence, former: Evidence) -> bool:
    told = new.status is EventStatus.OCCURRED and new.counts and new.article_id == former.article_id
    return told and new.version_id != former.version_id and new.fetched_at > former.fetched_at
