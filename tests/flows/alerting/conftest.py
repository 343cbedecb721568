"""A warehouse, a clock that tests turn, and a receiver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.alerting.receivers import Receiver, receiving
from tests.flows.alerting.samples import Hands
from tests.flows.shared import lay_warehouse
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
    lay_warehouse(tmp_path / "warehouse.duckdb")
    return Warehouse(tmp_path / "warehouse.duckdb", clock=clock)
