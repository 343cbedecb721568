"""Occasions in, the same out, with an article's report and what its edited words tell in its place as one. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    edited = _edited_articles(groups)
    for group in groups:
        if not any(e.article_id in edited for e in group):
            continue
        heir = next((other for other in joined if other is not group and _replaces(other, group, edited)), None)
        if heir is not None and group in joined:
            joined.remove(group)
            former = [replace(e, counts=False, withdrawn=True) if _is_report(e) else e for e in group]
            joined[joined.index(heir)] = tuple(sorted((*former, *heir), key=lambda e: (article_day(e), e.evidence_id)))
    return joined


def _edited_articles(groups: Sequence[tuple[Evidence, ...]]) -> set[str]:
    """Return the articles of more than one version: few of very many, and no others can be told anew."""
    versions: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for e in group:
            versions[e.article_id].add(e.version_id)
    return {article_id for article_id, told in versions.items() if len(told) > 1}


def _replaces(heir: Sequence[Evidence], group: Sequence[Evidence], articles: Collection[str]) -> bool:
    reports = [e for e in group if _is_report(e)]
    former = [e for e in reports if e.article_id in articles]
    if not former:
        return False
    versions = {e.version_id for e in heir}
    later = [e for e in heir if e.article_id in articles]
    edited = [e for e in former if e.version_id not in versions and any(_is_later(new, e) for new in later)]
    return bool(edited) and {e.origin_id for e in reports} == {e.origin_id for e in edited}


def _is_report(evidence: Evidence) -> bool:
    return evidence.status is EventStatus.OCCURRED and (evidence.counts or evidence.withdrawn)


def _is_later(new: Evidence, former: Evidence) -> bool:
    told = new.status is EventStatus.OCCURRED and new.counts and new.article_id == former.article_id
    return told and new.version_id != former.version_id and new.fetched_at > former.fetched_at
