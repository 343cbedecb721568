"""Content-derived ids: the same content has the same id everywhere, so that running twice adds nothing."""

from __future__ import annotations

import hashlib

ID_HEX_DIGITS = 16
"""64 bits: at a hundred million rows the chance of any collision is about 3 in 10,000."""


def content_id(prefix: str, *parts: str) -> str:
    """Return ``prefix-`` and 16 hex digits of the SHA-256 of the parts, which are kept apart by a separator byte."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:ID_HEX_DIGITS]}"
