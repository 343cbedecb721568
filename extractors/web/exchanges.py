"""Records of fetching: how requests are made, what is wanted, what came back, why nothing did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from extractors.records.rejections import Rejection

FEED_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.5"
PAGE_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How requests are made; times in seconds, sizes in bytes."""

    user_agent: str = "storywatch/0.1 (news watcher)"  # says who we are; better with an address of the operator's
    lookup_seconds: float = 4.0
    connect_seconds: float = 5.0
    read_seconds: float = 15.0  # between two pieces of a response
    total_seconds: float = 30.0  # for the whole request: redirects, retries and waits included
    max_bytes: int = 8_000_000  # as received; the largest feed seen is 1.5 MB
    max_decoded_bytes: int = 20_000_000
    max_redirects: int = 6
    retries: int = 2
    backoff_seconds: float = 0.5  # before the first retry, doubled for each further one
    max_retry_after_seconds: float = 10.0  # a longer Retry-After is not waited for
    per_host_gap_seconds: float = 1.0
    daily_requests_per_host: int | None = None  # None: no limit
    allow_private_addresses: bool = False  # for tests, and for outlets of one's own network
    ca_file: Path | None = None  # certificates trusted besides the public ones, where a network has its own authority


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What is wanted. None in a limit means the settings' value; validators make the request conditional."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = PAGE_ACCEPT
    max_bytes: int | None = None
    total_seconds: float | None = None
    user_agent_kind: Literal["honest", "browser-like"] = "honest"
    gap_seconds: float = 0.0  # pause behind it, where the host wants a longer one than the settings'


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer of status 200, or 304 to a conditional request; the body is decoded."""

    requested_url: str
    final_url: str
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes
    bytes_received: int  # before decoding
    content_type: str  # lower case, without parameters; "" where the server names none
    charset: str | None  # from the Content-Type header
    fetched_at: datetime
    elapsed_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailure:
    """No usable answer: the row for it, the last HTTP status (None before any), and when the server wants us back."""

    rejection: Rejection
    status: int | None = None
    retry_after: datetime | None = None
