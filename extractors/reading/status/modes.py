"""What kind of contact a trigger tells of, given the cues beside it: a call, a meeting, a greeting or words."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.roles.roles import Roles
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import CueKind
from seeds.watches import EventMode

_COMMAS = ",，"

_WAYS = frozenset({CueKind.REMOTE, CueKind.IN_PERSON, CueKind.BRIEF})


def refined_mode(
    page: Page, trigger: Trigger, cues: list[Hit[Word]], roles: Roles, links: list[Link], *, abroad: bool = False
) -> EventMode:
    """Turn a meeting into a call or a greeting, and a call into a meeting, where a cue beside it says so.

    `abroad`: the trigger is placed in a third country, where two people who "spoke" met.
    """
    kinds = {hit.value.cue.kind for hit in cues if hit.value.cue is not None}
    mode = trigger.frame.mode
    behind = any(k.is_person and trigger.end <= k.start and k.end <= trigger.clause.end for k in links)
    if trigger.frame.linked and mode is EventMode.CALL and not kinds & _WAYS and not behind:
        return EventMode.MEETING if roles.place is not None else EventMode.STATEMENT  # "talked for three hours"
    if mode is EventMode.CALL and not kinds & _WAYS and abroad:
        return EventMode.MEETING  # "spoke with Dong in Kuala Lumpur"
    if mode is EventMode.MEETING and CueKind.REMOTE in kinds and CueKind.IN_PERSON not in kinds:
        remote = [hit for hit in cues if hit.value.name == CueKind.REMOTE]
        apart = CueKind.SINCE not in kinds and all(_is_of_next(page, trigger, cue) for cue in remote)
        return mode if apart else EventMode.CALL
    if mode is EventMode.MEETING and CueKind.BRIEF in kinds:
        return EventMode.HANDSHAKE
    if mode is EventMode.CALL and CueKind.BRIEF in kinds and CueKind.REMOTE not in kinds and not trigger.is_noun:
        return EventMode.HANDSHAKE
    if mode is EventMode.CALL and CueKind.IN_PERSON in kinds and CueKind.REMOTE not in kinds:
        return EventMode.HANDSHAKE if CueKind.BRIEF in kinds else EventMode.MEETING
    return mode


def _is_of_next(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell the call of "met in Singapore in May and spoke by video", "5月会面，4月通视频电话", from its meeting.

    A verb of calling stands between them, behind a time or place of the meeting's own; or, in scripts without spaces, a
    comma and another time.
    """
    between = page.words_between(trigger.end, cue.start)
    if not page.grammar.lexicon.spaced:
        comma = max(page.text.folded.find(mark, trigger.end, cue.start) for mark in _COMMAS)
        return comma >= 0 and any(word.value.part is Part.TIME and word.start > comma for word in between)
    verbs = [
        word.start
        for word in page.words_between(trigger.end, max(cue.end, trigger.end)).of(Part.VERB)
        if word.start <= cue.start and any(frame.mode is EventMode.CALL for frame in word.value.frames)
    ]
    if not verbs:
        return False
    placed = any(name.value.entity_kind == EntityKind.PLACE for name in page.names_between(trigger.end, max(verbs)))
    return placed or any(word.value.part is Part.TIME and word.start < max(verbs) for word in between)
