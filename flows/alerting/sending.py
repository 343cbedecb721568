"""One message and one channel in, whether it was sent out; a channel that hangs is left behind."""

from __future__ import annotations

import queue
import shutil
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from flows.alerting.channels import Channel, open_endpoint
from flows.alerting.chats import chat_message
from flows.alerting.sent import Sent
from seeds.watches import Severity
from warehouse.outbox import DueDelivery

__all__ = ["Send", "Sent", "send_message", "send_within"]

_KINDS = {Severity.HIGH: "failure", Severity.MEDIUM: "warning", Severity.LOW: "info"}
"""Apprise's notion of loudness, which chat services show as a colour."""
_MAIL = frozenset({"mailto", "mailtos"})
_JSON = frozenset({"json", "jsons"})
_APPRISE_KEYS = ("version", "message", "attachments", "type")
"""What Apprise puts into a JSON body besides the title; our payload takes their place."""


Send = Callable[[Channel, DueDelivery], Sent]
"""How a message leaves; tests pass their own."""


def send_message(channel: Channel, due: DueDelivery, console: TextIO | None = None) -> Sent:
    """Send one message through its channel and wait for the answer, however long that takes."""
    if channel.webhook is not None:
        # HTTP and TLS are loaded where a webhook is set only.
        from flows.alerting.webhooks import post_webhook

        return post_webhook(channel.webhook, due)
    if channel.address is None:
        return _write(due, console or sys.stderr)
    endpoint = open_endpoint(channel.address)
    if endpoint is None:
        return Sent(ok=False, detail="Apprise refuses the address")
    # Imported here because it takes half a second, which a run with nothing but the console need not spend.
    import apprise

    if channel.scheme in _JSON:
        _set_payload(endpoint, due)
    as_html = channel.scheme in _MAIL
    if as_html:
        endpoint.headers = {**endpoint.headers, **_mail_headers(due)}
    title, body = due.title, due.html if as_html else due.text
    if not (as_html or channel.is_for_programs):
        title, body = chat_message(due, endpoint)
        if endpoint.overflow_mode is apprise.OverflowMode.UPSTREAM:
            endpoint.overflow_mode = apprise.OverflowMode.SPLIT  # services refuse what is too long for them
    sender = apprise.Apprise(asset=endpoint.asset)
    sender.add(endpoint)
    answered = sender.notify(
        body=body,
        title=title,
        notify_type=apprise.NotifyType(_KINDS[due.severity]),
        body_format=apprise.NotifyFormat.HTML if as_html else apprise.NotifyFormat.TEXT,
    )
    return Sent(ok=bool(answered), detail="" if answered else f"{channel.masked} did not accept the message")


def send_within(limit_seconds: float, send: Send, channel: Channel, due: DueDelivery) -> Sent:
    """Send in a thread of its own, which is left behind once the limit has passed.

    Apprise's own time limits are for each read, so that an endpoint that drips a byte a second would hold us for ever.
    The thread ends with the process; what it sends after all may arrive twice where the channel ignores the
    idempotency key.
    """
    answers: queue.Queue[Sent] = queue.Queue()

    def try_once() -> None:
        try:
            answers.put(send(channel, due))
        except Exception as error:  # noqa: BLE001 - plugins of many authors; a channel must not stop the others
            answers.put(Sent(ok=False, detail=f"{channel.masked}: {type(error).__name__}"))

    threading.Thread(target=try_once, name=f"deliver-{channel.name}", daemon=True).start()
    try:
        return answers.get(timeout=limit_seconds)
    except queue.Empty:
        return Sent(ok=False, detail=f"{channel.masked}: no answer within {limit_seconds:g} s", abandoned=True)


def _write(due: DueDelivery, console: TextIO) -> Sent:
    text = due.text
    try:
        if console.isatty():
            # Loaded for a terminal only: what goes into a file or a pipe keeps its lines.
            from flows.alerting.explaining import fold_message

            text = fold_message(text, shutil.get_terminal_size().columns)
        console.write(f"\n{text}\n")
        console.flush()
    except (OSError, ValueError) as error:  # a closed pipe or stream
        return Sent(ok=False, detail=f"console: {type(error).__name__}")
    return Sent(ok=True)


def _set_payload(endpoint: Any, due: DueDelivery) -> None:
    """Make our payload the body and name the message in headers, by which a receiver can drop what comes twice."""
    extras: dict[str, Any] = dict.fromkeys(_APPRISE_KEYS, "")  # an empty value takes Apprise's own key out
    extras |= {key: value for key, value in due.data.items() if key not in ("title", *_APPRISE_KEYS)}
    endpoint.payload_extras = {**endpoint.payload_extras, **extras}
    endpoint.headers = {**endpoint.headers, "Idempotency-Key": due.message_id}


def _mail_headers(due: DueDelivery) -> dict[str, str]:
    """Return what lets mail programs show a development as one thread, filter, and answer to nobody (RFC 3834)."""
    return {
        "X-Storywatch-Id": due.message_id,
        "References": f"<{due.thread}@storywatch.invalid>",
        "Auto-Submitted": "auto-generated",
    }
