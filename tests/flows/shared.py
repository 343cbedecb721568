"""What the tests of one process share, since each takes long to make: reader, workers, an empty warehouse."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.articles.extraction import Extractor
from extractors.reading import Reader
from tests.extractors.reading.language_passages import shipped_reader
from warehouse.store import Warehouse

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any moment of a test: what is written later must not be pushed behind the making of the file."""


def shared_reader() -> Reader:
    """Return the reader of the shipped storyline, with each language compiled at most once."""
    return shipped_reader()


@cache
def shared_extractor() -> Extractor:
    """Return workers that take pages and feeds apart; they end with the process."""
    extractor = Extractor(workers=2)
    atexit.register(extractor.close)
    return extractor


def lay_warehouse(path: Path) -> None:
    """Put an empty, migrated warehouse there, where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_empty_warehouse())


@cache
def _empty_warehouse() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        Warehouse(path, clock=lambda: LONG_AGO).migrate()
        return path.read_bytes()
