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
    ├── BusyLakeError           another machine has its turn at the lake and did not end it in time
    ├── CatalogError            the lake's PostgreSQL cannot be reached or refuses us
    ├── ObjectStoreError        the bucket of the lake's files cannot be reached or refuses us
    ├── ExtensionError          an extension of DuckDB that a lake needs is not to be had
    └── QueryError              an analyst's SQL that is refused or wrong
        └── ExportError         a view or format that cannot be exported
"""

from __future__ import annotations

from pathlib import Path


class WarehouseError(Exception):
    """Base of all; the message is one or two sentences for a person."""


class NoWarehouseError(WarehouseError):
    """There is no file yet."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"There is no warehouse at {place} yet. Run `storywatch run` first, or name another --data-dir."
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

    def __init__(self, place: object) -> None:
        super().__init__(
            f"{place} is a DuckDB database, but not a storywatch warehouse. It is left alone; name another --data-dir."
        )


class DamagedError(WarehouseError):
    """DuckDB recognises the file but cannot read it."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} is damaged ({detail}). Put back a copy: the published snapshot beside the warehouse, or a backup "
            "warehouse.before-*.duckdb. A snapshot is made anew by the next run."
        )


class TooNewError(WarehouseError):
    """A later program wrote the file."""

    def __init__(self, place: object, detail: str) -> None:
        super().__init__(f"{place} was written by a later version ({detail}). Upgrade storywatch to open it.")


class TooOldError(WarehouseError):
    """The file needs migrations before this program can use it."""

    def __init__(self, place: object, version: int, needed: int) -> None:
        super().__init__(
            f"{place} has schema version {version}, this storywatch needs {needed}. "
            "`storywatch run` brings it up to date."
        )


class MigrationChangedError(WarehouseError):
    """A migration that was applied has other words in this program."""

    def __init__(self, place: object, version: int, name: str) -> None:
        super().__init__(
            f"Migration {version} ({name}) was applied to {place} with other contents than this storywatch has. "
            "Install the release that wrote it; applied migrations are never edited."
        )


class NotWritableError(WarehouseError):
    """The file or its directory cannot be written."""

    def __init__(self, place: object, detail: str) -> None:
        super().__init__(
            f"{place} cannot be written ({detail}). Check the directory's rights, or name another --data-dir."
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


class BusyLakeError(WarehouseError):
    """Another machine has its turn."""

    def __init__(self, place: object, waited_seconds: float, holder: str | None) -> None:
        super().__init__(
            f"{place} is being written by {holder or 'another machine'}; waited {waited_seconds:.0f} s. "
            "Run again when it has finished, or raise lock_wait_seconds."
        )


class CatalogError(WarehouseError):
    """PostgreSQL, which keeps the catalogue, cannot be reached or refuses us."""

    def __init__(self, place: object, detail: str) -> None:
        super().__init__(
            f"{place} cannot be used ({detail}). Check that PostgreSQL runs, and the setting `warehouse`. "
            "What was committed is safe; run again."
        )


class ObjectStoreError(WarehouseError):
    """The store that keeps the lake's files cannot be reached or refuses us."""

    def __init__(self, place: object, detail: str) -> None:
        super().__init__(
            f"{place} cannot be used ({detail}). Check the store, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and "
            "AWS_ENDPOINT_URL_S3. What was committed is safe; run again."
        )


class ExtensionError(WarehouseError):
    """An extension of DuckDB is neither packaged nor installed, and cannot be fetched."""

    def __init__(self, name: str, version: str, detail: str) -> None:
        super().__init__(
            f"DuckDB {version} has no extension {name} here ({detail}). Install the extra storywatch[lake], which "
            "brings it for a DuckDB that has it packaged, or run once on a machine that is online."
        )


class QueryError(WarehouseError):
    """SQL of an analyst that is refused or wrong."""


class ExportError(QueryError):
    """A view that does not exist, or that cannot be had in the format that was asked for."""
