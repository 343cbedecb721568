"""What is due and the channels in, what goes out now out: the rest waits for its hour, is gathered, or stays quiet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from flows.alerting.channels import Channel
from flows.alerting.digests import DIGEST, digest_id, write_digest
from flows.alerting.routes import is_as_loud
from warehouse.digests import append_digests, load_digest_ids
from warehouse.outbox import (
    DeliveryAttempt,
    DeliveryOutcome,
    DueDelivery,
    append_delivery_attempts,
    load_due_deliveries,
)
from warehouse.store import Warehouse


class Timing(Enum):
    """What becomes of a message in this round."""

    SEND = auto()
    HOLD = auto()  # quiet hours, or the digest's hour is still to come
    GATHER = auto()  # into a digest that is due
    SILENCE = auto()  # somebody has seen it already


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round of delivery sends, and how much it holds back."""

    due: tuple[DueDelivery, ...]
    held: int


def prepare_round(warehouse: Warehouse, channels: Mapping[str, Channel], now: datetime) -> Round:
    """Write what is to be said of messages that do not go out by themselves, and return those that do.

    A digest is stored, with the notices it stands for, in one transaction before anything is sent: killed afterwards,
    the next round finds it waiting like any other message, and its notices in it and nowhere else.
    """
    with warehouse.reading() as look:
        due = load_due_deliveries(look, now)
        written = load_digest_ids(look)
    timed = [(each, decide_timing(each, channels.get(each.channel), now, written)) for each in due]
    gathered = [each for each, timing in timed if timing is Timing.GATHER]
    silenced = [each for each, timing in timed if timing is Timing.SILENCE]
    if gathered or silenced:
        with warehouse.transaction(None) as tx:
            append_digests(tx, [write_digest(channels[name], notices, now) for name, notices in _by_channel(gathered)])
            append_delivery_attempts(tx, [_silence(each, now) for each in silenced])
        with warehouse.reading() as look:
            due = load_due_deliveries(look, now)
            written = load_digest_ids(look)
        timed = [(each, decide_timing(each, channels.get(each.channel), now, written)) for each in due]
    return Round(
        due=tuple(each for each, timing in timed if timing is Timing.SEND),
        held=sum(timing is not Timing.SEND for _, timing in timed),
    )


def decide_timing(due: DueDelivery, channel: Channel | None, now: datetime, written: frozenset[str]) -> Timing:
    """Return what becomes of a message. `written` has the ids of the digests that are stored.

    What an operator has just asked for goes out whatever the hour. What somebody has acknowledged is not sent to
    people any more. Only notices of what has not happened are gathered; that a report is contradicted, and the digest
    itself at the hour that the operator chose, do not wait.
    """
    if channel is None or due.reopened:
        return Timing.SEND
    if due.acknowledged and not channel.is_for_programs:
        return Timing.SILENCE
    if due.kind == DIGEST:
        return Timing.SEND
    struck = channel.route.last_digest_at(now, channel.zone)
    if struck is not None and due.kind == "notice" and due.stage is None:
        # A notice of tomorrow was raised by a clock that was ahead, and is not kept back for it.
        is_due = (due.raised_at < struck or due.raised_at > now) and digest_id(channel.name, struck) not in written
        return Timing.GATHER if is_due else Timing.HOLD
    if channel.route.is_quiet_at(now, channel.zone) and not is_as_loud(due.severity, channel.route.quiet_below):
        return Timing.HOLD
    return Timing.SEND


def _by_channel(gathered: Sequence[DueDelivery]) -> list[tuple[str, list[DueDelivery]]]:
    found: defaultdict[str, list[DueDelivery]] = defaultdict(list)
    for each in gathered:
        found[each.channel].append(each)
    return sorted(found.items())


def _silence(due: DueDelivery, now: datetime) -> DeliveryAttempt:
    return DeliveryAttempt(
        message_id=due.message_id,
        channel=due.channel,
        attempt=due.last_attempt + 1,
        outcome=DeliveryOutcome.QUIET,
        at=now,
        detail="acknowledged before it was sent",
    )
