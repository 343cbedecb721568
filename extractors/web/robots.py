"""robots.txt, after RFC 9309: an address in, whether its host lets us fetch it out; each file is had once a day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from extractors.articles.plain_text import clean_line
from extractors.records.hosts import RobotsFile, RobotsOutcome
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.exchanges import FetchFailure, FetchRequest, Response

Reason = RejectionReason

AGENT = "storywatch"
"""The name that rules for us would be written under."""
KEPT_FOR = timedelta(hours=24)
"""The RFC's longest."""
ASKED_AGAIN_AFTER = timedelta(hours=1)
"""Where a host did not give its file."""
KEPT_AT_MOST = timedelta(days=30)
"""So long an old file stands in for one that cannot be had."""
READ_BYTES = 512 * 1024
"""The RFC asks for 500 KiB at least."""
MAX_BYTES = 2_000_000
LONGEST_GAP_SECONDS = 10.0
"""Hosts that ask for more get this: a pass must not stand before one of them, and the day's count bounds the sum."""

_NO_FILE = frozenset(
    {
        Reason.UNAUTHORIZED,
        Reason.FORBIDDEN,
        Reason.NOT_FOUND,
        Reason.GONE,
        Reason.UNEXPECTED_STATUS,
        Reason.TOO_MANY_REDIRECTS,
        Reason.ADDRESS_REFUSED,
    }
)
"""The RFC's "unavailable": the host was there and has no such file for us, so everything is allowed."""

Fetch = Callable[[FetchRequest, RejectionStage], Response | FetchFailure]


class RobotsRules:
    """Knows the rules of hosts; safe to use from many threads. `asked` are the files it had to fetch."""

    def __init__(self, fetch: Fetch, known: Sequence[RobotsFile] = ()) -> None:
        """`known` are files of earlier runs, for each origin in the order of their times."""
        self._fetch = fetch
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._files: dict[str, RobotsFile] = {}
        self._had: dict[str, RobotsFile] = {}  # the last of each origin that was not unreachable
        self._parsed: dict[str, Protego] = {}
        self.asked: list[RobotsFile] = []
        for file in known:
            self._remember(file)

    def refusal(self, url: str, now: datetime) -> Rejection | None:
        """Return why the page must not be fetched, or None where it may be."""
        origin = _origin(url)
        if origin is None:
            return None  # the fetcher refuses it with a better reason
        with self._guard:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            file = self._current(origin, now)
        if file.outcome is RobotsOutcome.ABSENT:
            return None
        if file.outcome is RobotsOutcome.UNREACHABLE:
            reason, _, detail = file.detail.partition(": ")
            return _rejection(Reason(reason), f"robots.txt could not be had: {detail}", url, now)
        if self._rules(file).can_fetch(url, AGENT):
            return None
        return _rejection(Reason.DISALLOWED, f"{origin}/robots.txt does not allow it", url, now)

    def gap_seconds(self, url: str) -> float:
        """Return the pause between two requests that the host's file asks for, at most `LONGEST_GAP_SECONDS`; 0 else.

        Read are Crawl-delay and Request-rate, of a file that `refusal` has had; nothing is fetched for it.
        """
        file = self._had.get(_origin(url) or "")
        if file is None or file.outcome is not RobotsOutcome.FOUND:
            return 0.0
        rules = self._rules(file)
        delay, rate = rules.crawl_delay(AGENT), rules.request_rate(AGENT)
        asked = max(delay or 0.0, rate.seconds / rate.requests if rate is not None and rate.requests > 0 else 0.0)
        return min(asked, LONGEST_GAP_SECONDS) if asked > 0 else 0.0

    def _current(self, origin: str, now: datetime) -> RobotsFile:
        file = self._files.get(origin)
        if file is None or not file.fetched_at <= now < file.expires_at:
            file = self._ask(origin, now)
            with self._guard:
                self.asked.append(file)
                self._remember(file)
        had = self._had.get(origin)
        if file.outcome is RobotsOutcome.UNREACHABLE and had is not None and now - had.fetched_at <= KEPT_AT_MOST:
            return had
        return file

    def _remember(self, file: RobotsFile) -> None:
        self._files[file.origin] = file
        self._parsed.pop(file.origin, None)
        if file.outcome is not RobotsOutcome.UNREACHABLE:
            self._had[file.origin] = file

    def _ask(self, origin: str, now: datetime) -> RobotsFile:
        request = FetchRequest(url=f"{origin}/robots.txt", accept="text/plain, */*;q=0.5", max_bytes=MAX_BYTES)
        answer = self._fetch(request, RejectionStage.PAGE)
        if isinstance(answer, Response):
            text = answer.body[:READ_BYTES].decode("utf-8", "replace").replace("\0", "")
            outcome, detail, lasts = RobotsOutcome.FOUND, "", KEPT_FOR
        elif answer.rejection.reason in _NO_FILE:
            text, outcome, detail, lasts = "", RobotsOutcome.ABSENT, "", KEPT_FOR
        else:
            refused = answer.rejection
            text, outcome, lasts = "", RobotsOutcome.UNREACHABLE, ASKED_AGAIN_AFTER
            detail = f"{refused.reason.value}: {clean_line(refused.detail)[:200]}"
        return RobotsFile(
            origin=origin, outcome=outcome, fetched_at=now, expires_at=now + lasts, text=text, detail=detail
        )

    def _rules(self, file: RobotsFile) -> Protego:
        with self._guard:
            if file.origin not in self._parsed:
                self._parsed[file.origin] = Protego.parse(file.text)
            return self._parsed[file.origin]


def _origin(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _rejection(reason: RejectionReason, detail: str, url: str, now: datetime) -> Rejection:
    return Rejection(stage=RejectionStage.PAGE, reason=reason, at=now, url=url[:2048], detail=detail[:300])
