"""Doing one kind of work on many units at once: the interface, and its plain form on threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Unit = TypeVar("Unit")
Outcome = TypeVar("Outcome")


class Spread(Protocol):
    """Runs ``work`` on every unit, many at once, and yields what it returns in the order of the units."""

    def __call__(
        self,
        stage: str,
        work: Callable[[Unit], Outcome],
        units: Sequence[Unit],
        *,
        label: Callable[[Unit], str],
    ) -> Iterator[Outcome]:
        """``stage`` names the kind of work and ``label`` a unit, for people who look on."""


def spread_on_threads(workers: int) -> Spread:
    """Return a Spread on a pool of threads; the first exception ends it."""

    def spread(
        stage: str, work: Callable[[Unit], Outcome], units: Sequence[Unit], *, label: Callable[[Unit], str]
    ) -> Iterator[Outcome]:
        with ThreadPoolExecutor(workers, thread_name_prefix=stage) as pool:
            yield from pool.map(work, units)

    return spread
