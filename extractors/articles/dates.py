"""Dates as feeds, pages and URLs write them in, aware UTC instants out. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$")
_URL_DAY = re.compile(r"(?<!\d)(20[0-4]\d)([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[-/](0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?!\d)")


def instant_of(value: object) -> datetime | None:
    """Read ISO 8601, GDELT's compact form or an RFC 2822 date; without zone it is taken for UTC; None if neither."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if compact := _COMPACT.match(text):
        text = "{}-{}-{}T{}:{}:{}Z".format(*compact.groups())
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def day_in_url(url: str) -> datetime | None:
    """Return midnight UTC of the day that a URL's path names (``/2023/05/30/``, ``t20230530_``, ``2023-05/30/``)."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    if match := _URL_YEAR_MONTH_DAY.search(path):
        year, month, day = match.groups()
    elif match := _URL_DAY.search(path):
        year, _, month, day = match.groups()
    else:
        return None
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None
