"""Record of how much of history new evidence asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWindow:
    """The stored evidence of one watch that can bear on new evidence.

    All whose event or article is of the days, whole developments where a part is; and where undated words recall
    something, the last occasion of each set of participants before the day that they look back from.
    """

    watch: str
    days: tuple[tuple[date, date], ...]  # first and last day of each stretch, in order and apart
    recalled_before: tuple[date, ...] = ()
