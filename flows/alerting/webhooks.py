"""One message and one webhook in, a signed POST out, and whether the receiver took it.

Signed as Standard Webhooks 1.0 has it (https://www.standardwebhooks.com), so that receivers find a library that
checks it: ``webhook-signature`` is ``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpcore
import httpx

from extractors.web.addresses import AddressRefusedError, CheckedBackend, deadline
from extractors.web.lookups import NameLookupError
from flows.alerting.sent import Sent
from flows.alerting.webhook_addresses import WebhookAddress
from flows.version import PROGRAM_VERSION
from warehouse.outbox import DueDelivery

TOTAL_SECONDS = 25.0
"""For connecting, sending and the first line of the answer: less than what a message may take in all."""
LOOKUP_SECONDS = 5.0
MAX_ASKED_SECONDS = 86_400.0
"""A receiver may ask for a pause of at most a day."""

_ASKING = frozenset({429, 503})


def post_webhook(webhook: WebhookAddress, due: DueDelivery) -> Sent:
    """Post one message and return whether the receiver took it: any 2xx. Redirects are not followed.

    Every address that the host name stands for is checked as those of articles are, and the very address that was
    checked is connected to: a name that comes to point into the operator's network leads nowhere, unless the
    operator allowed private addresses for this webhook. The body of the answer is not read.
    """
    url = httpx.URL(webhook.url)
    # The receiver compares it with its own clock, so it is the real time also where a pass runs at another.
    headers = [(b"Host", url.netloc), *signed_headers(webhook.key, due.message_id, int(time.time()), body_of(due))]
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    backend = CheckedBackend(allow_private=webhook.allow_private, lookup_seconds=LOOKUP_SECONDS)
    token = deadline.set(time.monotonic() + TOTAL_SECONDS)
    limits = dict.fromkeys(("connect", "read", "write", "pool"), TOTAL_SECONDS)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=backend) as pool,
            pool.stream("POST", target, headers=headers, content=body_of(due), extensions={"timeout": limits}) as got,
        ):
            return _judge(webhook, got)
    except AddressRefusedError as error:
        return Sent(ok=False, detail=f"{webhook.masked}: refused, {error}; allow_private_addresses allows private ones")
    except NameLookupError as error:
        return Sent(ok=False, detail=f"{webhook.masked}: {error}")
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        return Sent(ok=False, detail=f"{webhook.masked}: {type(error).__name__}")
    finally:
        deadline.reset(token)


def body_of(due: DueDelivery) -> bytes:
    """Return the payload as UTF-8 JSON: the same bytes at every try."""
    return json.dumps(due.data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signed_headers(key: bytes, message_id: str, timestamp: int, body: bytes) -> list[tuple[bytes, bytes]]:
    """Return the headers of a signed message; `timestamp` in seconds since 1970."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "User-Agent": f"storywatch/{PROGRAM_VERSION}",
        "Idempotency-Key": message_id,
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _judge(webhook: WebhookAddress, response: Any) -> Sent:
    status = int(response.status)
    if 200 <= status < 300:
        return Sent(ok=True)
    why = "; redirects are not followed" if 300 <= status < 400 else ""
    headers = {name.lower(): value for name, value in response.headers}
    asked = headers.get(b"retry-after", b"") if status in _ASKING else b""
    pause = min(float(asked), MAX_ASKED_SECONDS) if asked.isdigit() else None
    return Sent(ok=False, detail=f"{webhook.masked} answered {status}{why}", pause_seconds=pause)
