"""Everything that can go wrong with the warehouse file and is not a mistake of ours, as exceptions that say what to do.

::

    WarehouseError
    ├── NoWarehouseError        there is no file yet
    ├── NotADatabaseError       the file is something else
    ├── NotAWarehouseError      a DuckDB database, but not one of storywatch
    ├── DamagedError            a DuckDB database whose bytes do not add up
    ├── TooNewError             written by a later storywatch or a later DuckDB
    ├── TooOldError             its migrations have not been run
    ├── MigrationChangedError   an applied migration no longer has the words it had
    ├── NotWritableError        the file or its directory cannot be written
    ├── DiskFullError           no room to write
    ├── LockedError             another process holds the file and did not let go in time
    └── QueryError              an analyst's SQL that is refused or wrong
        └── ExportError         a view or format that cannot be exported
"""

from __future__ import annotations

from pathlib import Path


class WarehouseError(Exception):
    """Base of all; the message is one or two sentences for a person."""


class NoWarehouseError(WarehouseError):
    """There is no file yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no warehouse at {path} yet. Run `storywatch run` first, or name another --data-dir."
        )


class NotADatabaseError(WarehouseError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a DuckDB database. Move it away, and the next run makes a new warehouse; "
            "or name another --data-dir."
        )


class NotAWarehouseError(WarehouseError):
    """A DuckDB database with tables that are not ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is a DuckDB database, but not a storywatch warehouse. It is left alone; name another --data-dir."
        )


class DamagedError(WarehouseError):
    """DuckDB recognises the file but cannot read it."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} is damaged ({detail}). Put back a copy: the published snapshot beside it, or a backup "
            f"{path.stem}.before-*.duckdb."
        )


class TooNewError(WarehouseError):
    """A later program wrote the file."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path} was written by a later version ({detail}). Upgrade storywatch to open it.")


class TooOldError(WarehouseError):
    """The file needs migrations before this program can use it."""

    def __init__(self, path: Path, version: int, needed: int) -> None:
        super().__init__(
            f"{path} has schema version {version}, this storywatch needs {needed}. "
            "`storywatch run` brings it up to date."
        )


class MigrationChangedError(WarehouseError):
    """A migration that was applied has other words in this program."""

    def __init__(self, path: Path, version: int, name: str) -> None:
        super().__init__(
            f"Migration {version} ({name}) was applied to {path} with other contents than this storywatch has. "
            "Install the release that wrote it; applied migrations are never edited."
        )


class NotWritableError(WarehouseError):
    """The file or its directory cannot be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} cannot be written ({detail}). Check the directory's rights, or name another --data-dir."
        )


class DiskFullError(WarehouseError):
    """No space left on the device, or the user's quota or file size limit is reached."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no room to write {path}. Nothing was changed; make room and run again.")


class LockedError(WarehouseError):
    """Another process holds the file."""

    def __init__(self, path: Path, waited_seconds: float, pid: int | None, command: str | None) -> None:
        self.pid, self.command = pid, command
        holder = "another process" if pid is None else f"process {pid}" + (f" ({command})" if command else "")
        super().__init__(
            f"{path} is in use by {holder}; waited {waited_seconds:.0f} s. Let it finish or end it, then try again. "
            "To query while storywatch runs, open the snapshot instead."
        )


class QueryError(WarehouseError):
    """SQL of an analyst that is refused or wrong."""


class ExportError(QueryError):
    """A view that does not exist, or that cannot be had in the format that was asked for."""
