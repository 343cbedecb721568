"""Telling a watchdog that passes run: an address in the manner of healthchecks.io, asked after each pass."""

from __future__ import annotations

import http.client
import logging
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.data_dir import DataDirBusyError
from flows.settings import Settings

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
TRIES = 2
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


def ping(address: str, words: str) -> bool:
    """Send one ping with a line of words; say whether it was taken. It never fails a pass, and is logged unnamed."""
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
