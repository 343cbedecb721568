"""Which feeds are a machine's own where several share the work: a feed's id and "2/3" in, yes or no out."""

from __future__ import annotations

import hashlib


def is_of_share(feed_id: str, share: str) -> bool:
    """Return whether a feed falls to the share, ``2/3`` being the second of three; each feed falls to one of them."""
    number, _, count = share.partition("/")
    digest = hashlib.sha256(feed_id.encode()).digest()
    return int.from_bytes(digest[:8]) % int(count) == int(number) - 1
