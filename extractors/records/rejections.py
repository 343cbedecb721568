"""What the web did to us: an expected failure is a value with a reason, never an exception and never silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RejectionStage(StrEnum):
    """The stage that refused its input."""

    FEED = "feed"  # polling a feed
    ENTRY = "entry"  # one entry of a feed
    PAGE = "page"  # fetching an article's page
    EXTRACT = "extract"  # text out of the page
    READ = "read"  # reading the text


class RejectionReason(StrEnum):
    """Why; named for what an operator would do about it."""

    # the network
    DNS_FAILED = "dns_failed"
    CONNECT_FAILED = "connect_failed"
    TLS_FAILED = "tls_failed"
    TIMEOUT = "timeout"
    BROKEN_RESPONSE = "broken_response"
    ADDRESS_REFUSED = "address_refused"  # scheme, port or private address that we do not go to
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BUDGET_SPENT = "budget_spent"  # our own daily limit of requests to one host
    DISALLOWED = "disallowed"  # by the host's robots.txt
    # what the server said
    UNAUTHORIZED = "unauthorized"  # 401, 402
    FORBIDDEN = "forbidden"  # 403, 451
    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    RATE_LIMITED = "rate_limited"  # 429
    SERVER_ERROR = "server_error"  # 5xx
    UNEXPECTED_STATUS = "unexpected_status"
    # the body
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    WRONG_TYPE = "wrong_type"  # a PDF, an image, HTML where a feed was due
    MALFORMED = "malformed"
    INTERSTITIAL = "interstitial"  # consent, captcha, "enable JavaScript"
    TOO_SHORT = "too_short"
    NO_TEXT = "no_text"
    EXTRACTION_TIMEOUT = "extraction_timeout"
    EXTRACTION_CRASHED = "extraction_crashed"
    # an official list that cannot be whole
    TRUNCATED = "truncated"  # its end is missing
    DUPLICATED = "duplicated"  # an entry is there twice
    MISCOUNTED = "miscounted"  # not as many entries as it says, or too few for any such list
    SHRUNK = "shrunk"  # lost more of its entries since the last one than is believed
    OUTDATED = "outdated"  # older than the one before
    # the entry
    NO_LINK = "no_link"
    BAD_LINK = "bad_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One input that a stage could not use; stored as a row of ``rejections``."""

    stage: RejectionStage
    reason: RejectionReason
    at: datetime
    url: str | None = None
    feed_id: str | None = None
    outlet_id: str | None = None
    detail: str = ""  # one line for people; never a traceback
