"""Telling a watchdog that passes run: an address in the manner of healthchecks.io, asked after each pass."""

from __future__ import annotations

import http.client
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.data_dir import DataDirBusyError
from flows.settings import Settings

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
TRIES = 2
TOTAL_SECONDS = 30.0
"""For all tries; the limit above is for each read, and who drips a header a second would hold the pass."""
FAILED = "/fail"
"""What such services want behind the address after a failure."""


@contextmanager
def told_to_watchdog(settings: Settings) -> Iterator[None]:
    """Ping after the body, as failed where it raises; without an address nothing is asked.

    A pass that finds another at work has done nothing and says nothing: the other one does.
    """
    address = settings.ping_address
    try:
        yield
    except DataDirBusyError:
        raise
    except BaseException as error:
        if address is not None:
            ping(f"{address.rstrip('/')}{FAILED}", f"failed: {type(error).__name__}")
        raise
    if address is not None:
        ping(address, "ok")


def ping(address: str, words: str, limit_seconds: float = TOTAL_SECONDS) -> bool:
    """Send one ping with a line of words; say whether it was taken. It never fails a pass, and is logged unnamed.

    Whoever does not end within the limit is left behind, in a thread that ends with the process.
    """
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(_ask(address, words)), name="ping", daemon=True)
    thread.start()
    thread.join(limit_seconds)
    if not answers:
        log.warning("event=ping_failed detail=%s", "no end")
    return bool(answers and answers[0])


def _ask(address: str, words: str) -> bool:
    problem = ""
    for _ in range(TRIES):
        try:
            request = urllib.request.Request(address, data=words.encode(), method="POST")
            with urllib.request.urlopen(request, timeout=PING_SECONDS) as answer:
                return bool(200 <= answer.status < 300)
        except urllib.error.HTTPError as error:
            problem = f"status {error.code}"
        except (OSError, ValueError, http.client.HTTPException) as error:
            problem = type(error).__name__
    log.warning("event=ping_failed detail=%s", problem)
    return False
