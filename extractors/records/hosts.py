"""Records of hosts: how often each was asked on a day, when it wants us back, what its robots.txt said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class HostVisits:
    """Requests to one host on one day, in one run or, read back, in all."""

    host: str  # as `extractors.web.urls.site_of`
    day: date  # UTC
    requests: int
    not_before: datetime | None = None  # it asked us to stay away until then


class RobotsOutcome(StrEnum):
    """How asking for a robots.txt ended, in the terms of RFC 9309."""

    FOUND = "found"
    ABSENT = "absent"  # 4xx: everything is allowed
    UNREACHABLE = "unreachable"  # 5xx or no answer: nothing is allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """One robots.txt as it was had, or why it was not."""

    origin: str  # scheme, host and port
    outcome: RobotsOutcome
    fetched_at: datetime
    expires_at: datetime
    text: str = ""  # FOUND only
    detail: str = ""  # UNREACHABLE only: one line for people
