"""What an operator writes of a webhook in, a checked address with its signing key out, or what is wrong with it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from urllib.parse import urlsplit

KEY_BYTES = 24
"""The least length of a signing key, as Standard Webhooks asks for."""

_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAddress:
    """Where a signed message is posted to; only scheme and host may be shown."""

    url: str = field(repr=False)
    key: bytes = field(repr=False)
    allow_private: bool
    masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFault:
    """What is wrong, under which key; holds no secret."""

    key: str
    told: str


def parse_webhook(url: str, secret: str, *, allow_private: bool) -> WebhookAddress | WebhookFault:
    """Return the address, or the first fault. Plain http is refused unless private addresses are allowed."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return WebhookFault(key="url", told="not an address")
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() or not c.isprintable() for c in url):
        return WebhookFault(key="url", told="expected https://host/path")
    if parts.scheme == "http" and not allow_private:
        return WebhookFault(
            key="url", told="expected https://; http:// goes unencrypted, and only with allow_private_addresses"
        )
    if parts.username is not None or parts.password is not None:
        return WebhookFault(key="url", told="no user or password in the address: the signature says who sends")
    key = signing_key(secret)
    if key is None:
        return WebhookFault(key="secret", told=f"what follows {_PREFIX} is not base64")
    if len(key) < KEY_BYTES:
        return WebhookFault(key="secret", told=f"at least {KEY_BYTES} bytes are expected, this has {len(key)}")
    shown = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "") + "/****"
    return WebhookAddress(url=url, key=key, allow_private=allow_private, masked=shown)


def signing_key(secret: str) -> bytes | None:
    """Return the key: base64 behind ``whsec_``, else the string's own bytes; None where the base64 is broken."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
