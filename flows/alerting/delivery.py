"""The outbox in, messages out through their channels: each once, tried again with growing pauses, at last given up."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from flows.alerting.channels import Channel
from flows.alerting.quotes import find_unfounded
from flows.alerting.rounds import prepare_round
from flows.alerting.sending import Send, Sent, send_message, send_within
from warehouse.outbox import DeliveryAttempt, DeliveryOutcome, DueDelivery, append_delivery_attempts, reopen_deliveries
from warehouse.store import Warehouse

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
"""Then a message is dead: with the pauses below that is after some two hours of a channel that is down."""
FIRST_PAUSE = timedelta(minutes=1)
"""After the first failure; doubled after each further one."""
SEND_LIMIT_SECONDS = 30.0
"""For one message, connecting and all; the slowest honest mail server seen took twelve."""
CHANNEL_LIMITS = 4
"""So many times the limit of one message a channel may take in a round: slow failures of many messages add up too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What one round of delivery did."""

    delivered: int = 0
    failed: int = 0  # to be tried again
    dead: int = 0  # given up
    waiting: int = 0  # not tried, because their channel had just hung or taken too long
    held: int = 0  # not tried: quiet hours, or the digest's hour is still to come
    undelivered: tuple[str, ...] = ()  # one line for each failure


def deliver_due(
    warehouse: Warehouse,
    channels: Mapping[str, Channel],
    clock: Callable[[], datetime],
    *,
    limit_seconds: float = SEND_LIMIT_SECONDS,
    send: Send = send_message,
) -> DeliveryReport:
    """Send every message that is due, one channel beside the other, and record each try as soon as it has ended.

    A channel's messages leave in order. Where one hangs past the limit, its further ones wait for the next round,
    so that no channel delays another and a round ends. Killed between sending and recording, the message is sent once
    more; its id is the key by which a receiver can tell.
    """
    prepared = prepare_round(warehouse, channels, clock())
    due = prepared.due
    delivered, failed, dead, lines = 0, 0, 0, []
    unfounded = find_unfounded(warehouse, due)
    sound = [each for each in due if each.message_id not in unfounded]
    refused = [(each, _refusal(unfounded[each.message_id])) for each in due if each.message_id in unfounded]
    for delivery, sent in chain(refused, _send_all(sound, channels, limit_seconds, send)):
        attempt = _attempt(delivery, sent, clock())
        with warehouse.transaction(None) as tx:
            append_delivery_attempts(tx, [attempt])
        delivered += attempt.outcome is DeliveryOutcome.DELIVERED
        failed += attempt.outcome is DeliveryOutcome.FAILED
        dead += attempt.outcome is DeliveryOutcome.DEAD
        if not sent.ok:
            lines.append(f"{delivery.message_id} to {delivery.channel}: {attempt.outcome.value}, {sent.detail}")
            log.warning(
                "delivery=%s message=%s channel=%s attempt=%d detail=%s",
                attempt.outcome.value,
                delivery.message_id,
                delivery.channel,
                attempt.attempt,
                sent.detail,
            )
    waiting = len(due) - delivered - failed - dead
    return DeliveryReport(
        delivered=delivered,
        failed=failed,
        dead=dead,
        waiting=waiting,
        held=prepared.held,
        undelivered=tuple(lines),
    )


def retry_deliveries(
    warehouse: Warehouse,
    channels: Mapping[str, Channel],
    clock: Callable[[], datetime],
    alert_ids: Sequence[str] | None,
) -> DeliveryReport:
    """Send at once what is due and what failed or was given up, or whatever is left of the named alerts as well."""
    with warehouse.transaction(None) as tx:
        reopen_deliveries(tx, clock(), alert_ids)
    return deliver_due(warehouse, channels, clock)


def _send_all(
    due: Sequence[DueDelivery], channels: Mapping[str, Channel], limit_seconds: float, send: Send
) -> Iterator[tuple[DueDelivery, Sent]]:
    """Yield each try as it ends; one thread a channel, each of which ends within its limits."""
    by_channel: defaultdict[str, list[DueDelivery]] = defaultdict(list)
    for delivery in due:
        by_channel[delivery.channel].append(delivery)
    ended: queue.Queue[tuple[DueDelivery, Sent] | None] = queue.Queue()

    def work(name: str) -> None:
        give_up_at = time.monotonic() + CHANNEL_LIMITS * limit_seconds
        try:
            for delivery in by_channel[name]:
                sent = _send_one(channels.get(name), delivery, limit_seconds, send)
                ended.put((delivery, sent))
                if sent.abandoned or time.monotonic() > give_up_at:
                    break
        finally:
            ended.put(None)

    for name in by_channel:
        threading.Thread(target=work, args=(name,), name=f"channel-{name}", daemon=True).start()
    running = len(by_channel)
    while running:
        result = ended.get()
        if result is None:
            running -= 1
        else:
            yield result


def _send_one(channel: Channel | None, delivery: DueDelivery, limit_seconds: float, send: Send) -> Sent:
    if channel is None:
        return Sent(ok=False, detail=f"no channel {delivery.channel!r} in the settings")
    return send_within(limit_seconds, send, channel, delivery)


def _refusal(evidence_id: str) -> Sent:
    return Sent(ok=False, detail=f"not sent: the quote of {evidence_id} does not stand in its article", final=True)


def _attempt(delivery: DueDelivery, sent: Sent, now: datetime) -> DeliveryAttempt:
    if sent.ok:
        outcome, not_before = DeliveryOutcome.DELIVERED, None
    elif sent.final or delivery.failures + 1 >= MAX_ATTEMPTS:
        outcome, not_before = DeliveryOutcome.DEAD, None
    else:
        pause = FIRST_PAUSE * 2**delivery.failures
        outcome, not_before = DeliveryOutcome.FAILED, now + max(pause, timedelta(seconds=sent.pause_seconds or 0))
    return DeliveryAttempt(
        message_id=delivery.message_id,
        channel=delivery.channel,
        attempt=delivery.last_attempt + 1,
        outcome=outcome,
        at=now,
        detail=sent.detail,
        not_before=not_before,
    )
