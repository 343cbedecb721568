"""A warehouse, a clock that tests turn, and a receiver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.alerting.receivers import Receiver, receiving
from tests.flows.alerting.samples import Hands
from warehouse.store import Warehouse


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def warehouse(tmp_path: Path, clock: Hands) -> Warehouse:
    made = Warehouse(tmp_path / "warehouse.duckdb", clock=clock)
    made.migrate()
    return made
