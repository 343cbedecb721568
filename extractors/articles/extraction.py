"""Pages and feeds taken apart: their bytes in, their parts or the reason for refusing them out, under hard limits."""

from __future__ import annotations

import logging
import queue
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from types import TracebackType

from extractors.articles.extraction_worker import receive_message, send_message
from extractors.feeds.parsed_feeds import ParsedFeed, unpack_feed
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.outlets import Feed, Outlet

logger = logging.getLogger(__name__)

MAX_PAGE_BYTES = 3_000_000
"""The largest of 181 real news pages has 2.4 MB; beyond that trafilatura's time grows faster than the page."""

START_SECONDS = 60.0
"""For the worker's imports on a loaded machine."""

SELF_END_SECONDS = 5
"""Beyond the limit: a worker whose parent was killed ends itself."""

PAGES_PER_WORKER = 1000
"""A worker is replaced after so many, so that nothing that leaks in the parsers adds up."""

MEMORY_BYTES = 2_000_000_000
"""Address space of a worker; a 3 MB page needs a tenth of it."""

MIN_TEXT_CHARS = 100
MIN_TEXT_CHARS_CJK = 40
"""Shorter texts are teasers and captions; Chinese and Japanese say as much in fewer characters."""

_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from extractors.articles.extraction_worker import main; main(sys.argv[1:])"
)
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """What a page says: plain NFC text, "\\n" between paragraphs."""

    title: str
    text: str
    author: str | None
    site: str | None
    canonical: str | None  # as the page claims; not to be believed across hosts
    published_at: datetime | None
    published_precision: str | None  # "second" or "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRefusal:
    """Why a page gave no article text."""

    reason: RejectionReason
    detail: str


class _Worker:
    """One child process and the socket to it; used by one thread at a time."""

    def __init__(self, memory_bytes: int, seconds: float) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-c", _START, _ROOT, str(theirs.fileno())]
            command += [str(memory_bytes), str(ceil(seconds) + SELF_END_SECONDS)]
            self._process = subprocess.Popen(
                command,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt is for us to pass on, by closing
            )
        self._socket = ours
        self._socket.settimeout(START_SECONDS)
        self.pages = 0
        if receive_message(ours) is None:
            self.kill()
            raise OSError("the extraction worker did not start")

    def ask(self, task: Mapping[str, object], body: bytes, seconds: float) -> dict[str, object] | None:
        """Return the answer, or None where the worker died; raises TimeoutError."""
        self.pages += 1
        ends = time.monotonic() + seconds
        self._socket.settimeout(seconds)
        try:
            send_message(self._socket, {**task, "size": len(body)})
            self._socket.sendall(body)
            self._socket.settimeout(max(0.001, ends - time.monotonic()))
            return receive_message(self._socket)
        except (BrokenPipeError, ConnectionResetError):
            return None

    def kill(self) -> None:
        """End the process, whatever it is doing, and close the socket."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


class Extractor:
    """Takes pages and feeds apart in up to `workers` child processes, started when needed; safe from many threads."""

    def __init__(
        self,
        *,
        workers: int = 2,
        seconds: float = 20.0,
        max_bytes: int = MAX_PAGE_BYTES,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._memory_bytes = memory_bytes
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._count = workers
        for _ in range(workers):
            self._slots.put(None)

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, after the pages under way."""
        for _ in range(self._count):
            worker = self._slots.get()
            if worker is not None:
                worker.kill()
        for _ in range(self._count):
            self._slots.put(None)

    def extract(self, body: bytes, url: str, charset: str | None) -> ExtractedPage | ExtractionRefusal:
        """Return the article's parts. `url` only dates the page; `charset` is the HTTP header's.

        Refused: too large, empty, out of time, a crash (both cost the worker, not us), an obstacle, too little text.
        """
        if len(body) > self._max_bytes:
            detail = f"{len(body):,} bytes, {self._max_bytes:,} are taken apart"
            return ExtractionRefusal(reason=RejectionReason.TOO_LARGE, detail=detail)
        if not body.strip():
            return ExtractionRefusal(reason=RejectionReason.EMPTY, detail="the body is empty")
        answer = self._ask({"task": "page", "url": url, "charset": charset}, body)
        return answer if isinstance(answer, ExtractionRefusal) else _judge(answer)

    def parse_feed(
        self,
        body: bytes,
        feed: Feed,
        outlet: Outlet,
        final_url: str,
        content_type: str,
        charset: str | None,
        now: datetime,
    ) -> ParsedFeed:
        """Take a feed apart as `extractors.feeds.feeds.parse_feed` does, under the same limits as a page."""
        task = {
            "task": "feed",
            "feed": feed.model_dump(mode="json"),
            "outlet": outlet.model_dump(mode="json"),
            "url": final_url,
            "content_type": content_type,
            "charset": charset,
            "now": now.isoformat(),
        }
        answer = self._ask(task, body)
        if isinstance(answer, dict) and "refused" not in answer:
            return unpack_feed(answer)
        refusal = answer if isinstance(answer, ExtractionRefusal) else _refusal(answer)
        return Rejection(
            stage=RejectionStage.FEED,
            reason=refusal.reason,
            at=now,
            url=str(feed.url),
            feed_id=feed.id,
            outlet_id=outlet.id,
            detail=refusal.detail,
        )

    def _ask(self, task: Mapping[str, object], body: bytes) -> dict[str, object] | ExtractionRefusal:
        """Let a free worker answer; one that was too slow, died or has served long enough is replaced."""
        worker = self._slots.get()
        try:
            worker = worker or _Worker(self._memory_bytes, self._seconds)
            answer = worker.ask(task, body, self._seconds)
            if answer is None or worker.pages >= PAGES_PER_WORKER:
                worker.kill()
                worker = None
        except TimeoutError:
            logger.warning("extraction_timeout task=%s url=%s seconds=%g", task["task"], task["url"], self._seconds)
            if worker is not None:
                worker.kill()
            worker = None
            detail = f"not finished within {self._seconds:g} s"
            return ExtractionRefusal(reason=RejectionReason.EXTRACTION_TIMEOUT, detail=detail)
        finally:
            self._slots.put(worker)
        if answer is None:
            return ExtractionRefusal(reason=RejectionReason.EXTRACTION_CRASHED, detail="the worker process died")
        return answer


def _judge(answer: dict[str, object]) -> ExtractedPage | ExtractionRefusal:
    if "refused" in answer:
        return _refusal(answer)
    text = str(answer["text"])
    if len(text) < minimum_chars(text):
        return ExtractionRefusal(reason=RejectionReason.TOO_SHORT, detail=f"{len(text)} characters of text")
    published = answer["published"]
    return ExtractedPage(
        title=str(answer["title"]),
        text=text,
        author=_optional(answer["author"]),
        site=_optional(answer["site"]),
        canonical=_optional(answer["canonical"]),
        published_at=datetime.fromisoformat(str(published)) if published else None,
        published_precision=_optional(answer["precision"]),
    )


def _refusal(answer: Mapping[str, object]) -> ExtractionRefusal:
    return ExtractionRefusal(reason=RejectionReason(str(answer["refused"])), detail=str(answer["detail"]))


def minimum_chars(text: str) -> int:
    """Return how many characters make an article in the script that the text is mostly in."""
    dense = sum("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text)
    return MIN_TEXT_CHARS_CJK if dense * 3 > len(text) else MIN_TEXT_CHARS


def _optional(value: object) -> str | None:
    return str(value) if value else None
