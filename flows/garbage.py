"""How often a process looks for cycles of garbage."""

from __future__ import annotations

import gc


def look_rarely() -> None:
    """Look for cycles of garbage rarely: looking as often as Python does costs 3 % of reading, more in a large process.

    Each look goes through what an article has led to so far, and at times through all seeds, which stay.
    """
    gc.set_threshold(50_000, 20, 10)
