"""Developments whose words are gone or taken back in, what is left of them out: corrected or retracted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.developments.corrections import CorrectionWords
from extractors.developments.revisiting import is_gone
from extractors.records.articles import TextOrigin
from extractors.records.developments import Development, Evidence
from extractors.records.reading import Strength
from extractors.records.revisits import FormerWords, PresentWords
from seeds.storyline import EventStatus
from seeds.watches import Stage

_TAKING_BACK = frozenset({EventStatus.DENIED, EventStatus.NOT_OCCURRED})


_OWN_WORDS = ("outlet", "owner group", "publisher not in", "state host")
"""How the reason begins where an outlet is the origin of its own words (`origins`)."""


def mark_withdrawn(
    evidence: Iterable[Evidence], former: Iterable[FormerWords], corrections: CorrectionWords
) -> list[Evidence]:
    """Return the evidence, that of words which no longer stand on their page marked as withdrawn."""
    gone = {words.version_id for words in former if _are_withdrawn(words, corrections)}
    return [replace(e, withdrawn=True) if e.version_id in gone else e for e in evidence]


def _are_withdrawn(former: FormerWords, corrections: CorrectionWords) -> bool:
    """Return whether the words are gone: their page is, or others stand in their place.

    The feed's words in place of the page's, and a page cut to less than half without a printed correction (a paywall,
    a broken page), leave the former words standing.
    """
    if former.text_origin is TextOrigin.PAGE and is_gone(former.gone_since, former.gone_until):
        return True
    present = former.present
    if present is None or present.text_origin is not former.text_origin:
        return False
    return 2 * present.text_length >= former.text_length or _print_correction(present, corrections)


def _print_correction(words: PresentWords, corrections: CorrectionWords) -> bool:
    return corrections.are_printed(f"{words.title}\n{words.text}", words.language)


def without_taken_back(group: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the group with reports withdrawn, and not counted, that their own outlet later denies in strong words.

    Only in another article, which does not report it too: "they had not met before" beside a report takes nothing back.
    Copies of an origin's words count no more once none of its own reports does.
    """
    reporting = {e.article_id for e in group if e.status is EventStatus.OCCURRED}
    taken_back = [
        e
        for e in group
        if e.status in _TAKING_BACK and e.strength is Strength.STRONG and e.counts and e.article_id not in reporting
    ]
    left = [
        replace(e, counts=False, withdrawn=True)
        if e.withdrawn or (e.status is EventStatus.OCCURRED and any(_follows(later, e) for later in taken_back))
        else e
        for e in group
    ]
    gone = {e.origin_id for e in left if _is_own_report(e) and e.withdrawn}
    standing = {e.origin_id for e in left if _is_own_report(e) and not e.withdrawn}
    return tuple(
        replace(e, counts=False, withdrawn=True)
        if e.status is EventStatus.OCCURRED and e.origin_id in gone - standing
        else e
        for e in left
    )


def _is_own_report(evidence: Evidence) -> bool:
    """Return whether the outlet tells it in its own words, so that copies elsewhere stand and fall with it."""
    return evidence.status is EventStatus.OCCURRED and evidence.origin_reason.startswith(_OWN_WORDS)


def is_withdrawn(development: Development, group: Sequence[Evidence]) -> bool:
    """Return whether reports that the development rested on no longer count."""
    known = set(development.evidence_ids)
    return development.stage is not None and any(
        e.evidence_id in known and e.status is EventStatus.OCCURRED and e.withdrawn for e in group
    )


def corrected_or_retracted(before: Development, after: Development) -> Development:
    """Return the development after some of its reports were withdrawn.

    Retracted where what is left no longer says that it happened, corrected where it tells another day, place or other
    participants, else as it is. What was retracted stays so.
    """
    if before.stage is Stage.RETRACTED:
        return replace(after, stage=Stage.RETRACTED) if after.status is not EventStatus.OCCURRED else before
    if before.status is EventStatus.OCCURRED and after.status not in (EventStatus.OCCURRED, EventStatus.BACKGROUND):
        return replace(after, stage=Stage.RETRACTED)
    told = [(d.event_date, d.place, d.participants) for d in (before, after)]
    if after.status is EventStatus.OCCURRED and told[0] != told[1]:
        return replace(after, stage=Stage.CORRECTED)
    return after


def retracted(development: Development) -> Development:
    """Return a development of which nothing is left: nobody says any more that it happened."""
    return replace(development, status=EventStatus.NOT_OCCURRED, stage=Stage.RETRACTED, origin_ids=())


def _follows(later: Evidence, report: Evidence) -> bool:
    same_voice = later.outlet_id == report.outlet_id and later.origin_id == report.origin_id
    return same_voice and _told_at(later) > _told_at(report)


def _told_at(evidence: Evidence) -> tuple[datetime, datetime]:
    """Return when it was told; of two pieces dated alike (by the day only) the one seen later counts as the later."""
    return evidence.published_at or evidence.fetched_at, evidence.fetched_at
