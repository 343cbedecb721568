"""Steps of a pass: every statement that writes, sends, waits or decides what is written, counted, and one deadly."""

from __future__ import annotations

import linecache
import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WATCHED = (
    "flows/passes",
    "flows/storing",
    "flows/gating",
    "flows/readings",
    "flows/data_dir",
    "flows/desk",
    "flows/alerting/delivery",
    "flows/alerting/sending",
    "warehouse/",
    "extractors/web/fetch",
    "extractors/web/addresses",
    "extractors/feeds/polling",
    "extractors/articles/pages",
    "extractors/articles/extraction",
)
"""The reader only computes: to kill it differs in nothing from killing its caller."""

Deadly = tuple[str, int]
"""A step's name, and before which of its occurrences the process dies."""


class Steps:
    """Names and counts the statements about to run, and kills the process with SIGKILL before the deadly one."""

    def __init__(self, deadly: Deadly | None = None) -> None:
        self.counts: Counter[str] = Counter()
        self._deadly = deadly
        self._places: dict[CodeType, str] = {}

    def watch(self) -> None:
        """Watch the threads that are started from now on, and this one."""
        threading.settrace(self._enter)
        sys.settrace(self._enter)

    def rest(self) -> None:
        """Watch no more."""
        sys.settrace(None)
        threading.settrace(None)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code not in self._places:
            self._places[code] = _place(code)
        return self._step if self._places[code] else None

    def _step(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            statement = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
            name = f"{self._places[frame.f_code]}: {statement}"
            self.counts[name] += 1
            if self._deadly is not None and name == self._deadly[0] and self.counts[name] == self._deadly[1]:
                os.kill(os.getpid(), signal.SIGKILL)
        return self._step


def _place(code: CodeType) -> str:
    """Where the code is, or "" where it is not watched: other files, and what runs once a row."""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT) or code.co_name.startswith("<"):
        return ""
    inside = path.relative_to(ROOT).as_posix()
    return f"{inside.removesuffix('.py')} {code.co_qualname}" if inside.startswith(WATCHED) else ""
