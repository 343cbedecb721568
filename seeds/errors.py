"""The one exception of this package: something a person wrote in a seed file is wrong."""

from __future__ import annotations

from pathlib import Path


class SeedError(Exception):
    """One or more faults in seed files; the message has one line per fault: file, key, value, what is expected."""

    def __init__(self, faults: list[SeedFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class SeedFault:
    """One fault: the file, the key path inside it (``watches[2].severity``), and what is wrong with which value."""

    __slots__ = ("key", "message", "path")

    def __init__(self, path: Path, key: str, message: str) -> None:
        self.path, self.key, self.message = path, key, message

    def __str__(self) -> str:
        where = f"{self.path}: {self.key}" if self.key else str(self.path)
        return f"{where}: {self.message}"
