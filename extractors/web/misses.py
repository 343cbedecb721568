"""Attempts that failed: an HTTP status or a silence in, the reason and whether to try again out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from extractors.records.rejections import RejectionReason

Reason = RejectionReason

_STATUS_REASONS = MappingProxyType(
    {
        401: Reason.UNAUTHORIZED,
        402: Reason.UNAUTHORIZED,
        403: Reason.FORBIDDEN,
        404: Reason.NOT_FOUND,
        410: Reason.GONE,
        429: Reason.RATE_LIMITED,
        451: Reason.FORBIDDEN,
    }
)
_RETRIED_STATUSES = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Why one attempt failed."""

    reason: RejectionReason
    detail: str
    status: int | None = None
    retry_after: datetime | None = None
    retried: bool = True


def miss_of_status(status: int, url: str, retry_after: datetime | None) -> Miss:
    """Name the reason behind a status that brings no body we want; only passing ones are tried again."""
    reason = _STATUS_REASONS.get(status, Reason.SERVER_ERROR if 500 <= status < 600 else Reason.UNEXPECTED_STATUS)
    return Miss(
        reason=reason,
        detail=f"status {status} from {url}",
        status=status,
        retry_after=retry_after,
        retried=status in _RETRIED_STATUSES,
    )


def timed_out(detail: str, *, retried: bool = False) -> Miss:
    """Name a silence."""
    return Miss(reason=Reason.TIMEOUT, detail=detail, retried=retried)
