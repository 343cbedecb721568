"""Logging: one line an event on standard error, `key=value`, as loud as asked for."""

from __future__ import annotations

import logging
import sys
import time

from flows.printing import plain_text

OURS = ("flows", "warehouse", "extractors", "seeds")


def set_up_logging(*, verbose: bool) -> None:
    """Send our own loggers to standard error: warnings and worse, or with ``verbose`` every event."""
    formatter = _HarmlessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO if verbose else logging.WARNING)
        logger.handlers = [handler]
        logger.propagate = False


class _HarmlessFormatter(logging.Formatter):
    """Lines that quote addresses and errors from outside end on terminals: escape sequences must not."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        return plain_text(super().formatMessage(record))
