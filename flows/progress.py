"""Progress of long work: the stages tell how far they are, and whoever looks on shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Onlooker = Callable[[str, int, int | None], None]
"""Called with the stage, how many units are done, and how many there are (None where nobody knows)."""

_onlooker: ContextVar[Onlooker | None] = ContextVar("onlooker", default=None)


def note_progress(stage: str, done: int, total: int | None) -> None:
    """Tell the onlooker, if there is one, how far a stage is."""
    onlooker = _onlooker.get()
    if onlooker is not None:
        onlooker(stage, done, total)


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show progress bars on standard error while the body runs; nothing where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    from flows.printing import progress_console

    console = progress_console()
    if not console.is_terminal:
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        shown: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in shown:
                shown[stage] = bars.add_task(stage, total=total)
            bars.update(shown[stage], completed=done, total=total)

        token = _onlooker.set(show)
        try:
            yield
        finally:
            _onlooker.reset(token)
