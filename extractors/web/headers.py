"""HTTP header fields: their text in, what it says out. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

MAX_VALIDATOR_CHARS = 1000
"""Honest ETags have under a hundred; what is longer would be stored and sent at every poll."""


def parse_content_type(value: str) -> tuple[str, str | None]:
    """Return the media type in lower case and the charset, or "" and None where they are missing or not ASCII."""
    if not value.strip() or not value.isascii():
        return "", None
    message = Message()
    message["Content-Type"] = " ".join(value.split())
    charset = message.get_param("charset")
    is_named = isinstance(charset, str) and charset.strip(" '\"")
    return value.partition(";")[0].strip().lower(), str(charset).strip(" '\"").lower() if is_named else None


def parse_retry_after(value: str, now: datetime) -> datetime | None:
    """Read a Retry-After header, seconds or an HTTP date; None where it is missing, nonsense or over 30 days off."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 9:
        when = now + timedelta(seconds=int(text))
    else:
        try:
            when = parsedate_to_datetime(text)
        except (TypeError, ValueError, OverflowError):
            return None
        if when.tzinfo is None:
            return None
    return when if now <= when <= now + timedelta(days=30) else None


def usable_validator(value: str | None) -> str | None:
    """Return an ETag or a Last-Modified that can be sent back as it came: printable ASCII of sane length; None else."""
    if value is None or not value.isascii() or not value.isprintable() or not value.strip():
        return None
    return value if len(value) <= MAX_VALIDATOR_CHARS else None


def browser_like(user_agent: str) -> str:
    """Return our name in the form that crawlers use for servers which turn away whatever does not say Mozilla."""
    return f"Mozilla/5.0 (compatible; {user_agent.translate(str.maketrans('', '', '()'))})"
