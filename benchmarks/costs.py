"""Work in, what it cost out: seconds by the clock and of the processor, the fewest of some tries."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

REPEATS = 3
"""Each is done so often and the fastest counts: what else the machine does only ever adds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, and of the processor in this process and those that it started."""

    wall: float
    processor: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.processor - other.processor)


def cost_so_far() -> Cost:
    """Return what has been spent until now; processes that were started count once they have ended."""
    ended = os.times()
    return Cost(time.perf_counter(), time.process_time() + ended.children_user + ended.children_system)


def cost_of(work: Callable[[], object]) -> Cost:
    """Return what the work cost."""
    began = cost_so_far()
    work()
    return cost_so_far() - began


def least(costs: Iterable[Cost]) -> Cost:
    """Return the fewest seconds of each kind."""
    tried = list(costs)
    return Cost(min(cost.wall for cost in tried), min(cost.processor for cost in tried))


def warm_cost(work: Callable[[], object]) -> Cost:
    """Return the least cost of some tries after one that warms up."""
    work()
    return least(cost_of(work) for _ in range(REPEATS))
