"""Errors that nobody else would see: in threads, in finalizers and in the log."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def places_of(error: BaseException | None) -> str:
    """Say through which places of the program an error came: a storm does not come twice, so it is all there is."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)[-6:]
    return "".join(f" < {Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


@contextmanager
def listening(tell: Callable[[str], None]) -> Iterator[None]:
    """Take errors that end in threads, in finalizers and in the log for findings: nobody else would see them."""

    class Ears(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            error = record.exc_info[1] if record.exc_info else None
            tell(f"log: {record.name}: {record.getMessage()}"[:400] + places_of(error))

    def in_thread(args: Any) -> None:
        tell(
            f"thread {args.thread.name if args.thread else '?'}: {args.exc_type.__name__}: {args.exc_value}"
            + places_of(args.exc_value)
        )

    def unraisable(args: Any) -> None:
        tell(f"unraisable: {args.exc_value!r} in {args.object!r}" + places_of(args.exc_value))

    ears = Ears(level=logging.ERROR)
    before = threading.excepthook, sys.unraisablehook
    logging.getLogger().addHandler(ears)
    threading.excepthook, sys.unraisablehook = in_thread, unraisable
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before
        logging.getLogger().removeHandler(ears)
