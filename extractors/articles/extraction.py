"""Article text from pages: a page's bytes in, its parts or the reason for refusing it out, under hard limits."""

from __future__ import annotations

import logging
import queue
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from types import TracebackType

from extractors.articles.extraction_worker import entries_of, receive_message, send_message
from extractors.feeds.entries import RawEntry
from extractors.records.rejections import RejectionReason

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

    def ask(self, task: str, body: bytes, url: str, hint: str | None, seconds: float) -> dict[str, object] | None:
        """Return the answer, or None where the worker died; raises TimeoutError."""
        self.pages += 1
        ends = time.monotonic() + seconds
        self._socket.settimeout(seconds)
        try:
            send_message(self._socket, {"task": task, "url": url, "hint": hint, "size": len(body)})
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
    """Takes pages apart in up to `workers` child processes, started when first needed; safe from many threads."""

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
        answer = self._ask("page", body, url, charset)
        return answer if isinstance(answer, ExtractionRefusal) else _judge(answer)

    def parse_syndication(self, text: str, content_type: str) -> list[RawEntry] | str:
        """Parse RSS, RDF or Atom as `extractors.feeds.syndication` does, under the limits; ``reason: detail`` else."""
        answer = self._ask("feed", text.encode("utf-8", "replace"), "", content_type)
        if isinstance(answer, ExtractionRefusal):
            return f"{answer.reason}: {answer.detail}"
        if "entries" in answer:
            return entries_of(answer)
        return str(answer.get("refusal") or f"{answer['refused']}: {answer['detail']}")

    def _ask(self, task: str, body: bytes, url: str, hint: str | None) -> dict[str, object] | ExtractionRefusal:
        """Let a free worker answer; one that was too slow, died or has served long enough is replaced."""
        worker = self._slots.get()
        try:
            worker = worker or _Worker(self._memory_bytes, self._seconds)
            answer = worker.ask(task, body, url, hint, self._seconds)
            if answer is None or worker.pages >= PAGES_PER_WORKER:
                worker.kill()
                worker = None
        except TimeoutError:
            logger.warning("extraction_timeout task=%s url=%s seconds=%g", task, url, self._seconds)
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
        return ExtractionRefusal(reason=RejectionReason(str(answer["refused"])), detail=str(answer["detail"]))
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


def minimum_chars(text: str) -> int:
    """Return how many characters make an article in the script that the text is mostly in."""
    dense = sum("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text)
    return MIN_TEXT_CHARS_CJK if dense * 3 > len(text) else MIN_TEXT_CHARS


def _optional(value: object) -> str | None:
    return str(value) if value else None
