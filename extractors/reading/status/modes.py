"""What kind of contact a trigger tells of, given the cues beside it: a call, a meeting, a greeting or words."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.roles.roles import Roles
from extractors.reading.text.grammar import Word
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind
from seeds.watches import EventMode

_WAYS = frozenset({CueKind.REMOTE, CueKind.IN_PERSON, CueKind.BRIEF})


def refined_mode(
    trigger: Trigger, cues: list[Hit[Word]], roles: Roles, links: list[Link], *, abroad: bool = False
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
        return EventMode.CALL
    if mode is EventMode.MEETING and CueKind.BRIEF in kinds:
        return EventMode.HANDSHAKE
    if mode is EventMode.CALL and CueKind.BRIEF in kinds and CueKind.REMOTE not in kinds and not trigger.is_noun:
        return EventMode.HANDSHAKE
    if mode is EventMode.CALL and CueKind.IN_PERSON in kinds and CueKind.REMOTE not in kinds:
        return EventMode.HANDSHAKE if CueKind.BRIEF in kinds else EventMode.MEETING
    return mode
