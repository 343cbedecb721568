"""Logging: one line an event on standard error, `key=value` or JSON, as loud as asked for and without secrets."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from flows.words import plain

OURS = ("flows", "warehouse", "extractors", "seeds")
LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
SHORTEST_SECRET = 4
"""Shorter parts of an address are words like "www", and no secrets."""


def set_up_logging(
    *, verbose: bool, log_format: str = "text", level: str = "warning", secrets: Iterable[str] = ()
) -> None:
    """Send our own loggers to standard error, from `level` on or with ``verbose`` every event.

    `secrets` are addresses of channels: neither they nor their user names, passwords and paths are written.
    """
    handler = logging.StreamHandler(sys.stderr)
    form = JsonLines if log_format == "json" else TextLines
    handler.setFormatter(form(secret_parts(secrets)))
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO if verbose else LEVELS[level])
        logger.handlers = [handler]
        logger.propagate = False


def set_up_flow_logging(log_format: str, level: str, secrets: Iterable[str]) -> None:
    """Do the same where a worker or `serve` started the flow and no command has done it, and for what Prefect logs."""
    from prefect.logging.configuration import ensure_logging_setup

    ensure_logging_setup()
    secrets = tuple(secrets)
    if not logging.getLogger(OURS[0]).handlers:
        set_up_logging(verbose=False, log_format=log_format, level=level, secrets=secrets)
    root = logging.getLogger()
    for place, handler in enumerate(root.handlers):
        if isinstance(handler, logging.StreamHandler) and type(handler).__module__.startswith("prefect."):
            ours = logging.StreamHandler(sys.stderr)
            ours.setLevel(handler.level)
            ours.setFormatter((JsonLines if log_format == "json" else TextLines)(secret_parts(secrets)))
            root.handlers[place] = ours


def hide_in_logs(addresses: Iterable[str]) -> None:
    """Keep further addresses and secrets out of what is logged from now on: those that came later than the settings."""
    parts = secret_parts(addresses)
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in OURS)]
    for form in {handler.formatter for logger in loggers for handler in logger.handlers}:
        if isinstance(form, _Lines):
            form.hide(parts)


def secret_parts(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return what must not be written of addresses: the whole, user and password, path and query; the longest first."""
    parts: set[str] = set()
    for address in addresses:
        parts.add(address)
        try:
            split = urlsplit(address)
        except ValueError:
            continue
        found = (split.username, split.password, split.path.strip("/"), split.query, *split.path.split("/"))
        parts |= {each for part in found if part for each in (part, unquote(part))}
    return tuple(sorted((part for part in parts if len(part) >= SHORTEST_SECRET), key=len, reverse=True))


def fields_of(record: logging.LogRecord) -> dict[str, object]:
    """Return an event's keys and values: our messages are written ``event=name key=%s``; others are one ``message``."""
    tokens = [token.partition("=") for token in str(record.msg).split(" ")]
    if not all(equals for _, equals, _ in tokens):
        return {"message": record.getMessage()}
    values = list(record.args) if isinstance(record.args, tuple) else []
    fields: dict[str, object] = {}
    for key, _, written in tokens:
        value = values.pop(0) if written.startswith("%") and values else written
        fields[key] = value if isinstance(value, int | float | bool) or value is None else str(value)
    return fields


class _Lines(logging.Formatter):
    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime
        self._secrets = secrets

    def hide(self, secrets: tuple[str, ...]) -> None:
        self._secrets = tuple(sorted({*self._secrets, *secrets}, key=len, reverse=True))

    def _clean(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        for secret in self._secrets:
            value = value.replace(secret, "****")
        return plain(value)

    def _fields(self, record: logging.LogRecord) -> dict[str, object]:
        fields = fields_of(record)
        if record.exc_info and record.exc_info[0] is not None:
            fields["error"] = f"{record.exc_info[0].__name__}: {record.exc_info[1]}"
        return {key: self._clean(value) for key, value in fields.items()}


class TextLines(_Lines):
    """``time level logger key=value key="value with blanks"``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event."""
        told = " ".join(f"{key}={_quoted(value)}" for key, value in self._fields(record).items())
        return f"{self.formatTime(record, self.datefmt)} {record.levelname} {record.name} {told}"


class JsonLines(_Lines):
    """One JSON object a line, with ``time``, ``level``, ``logger`` and the event's own keys."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event."""
        stamp = {
            "time": self.formatTime(record, self.datefmt),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        return json.dumps(stamp | self._fields(record), ensure_ascii=False)


def _quoted(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or any(mark in text for mark in ' "=') else text
