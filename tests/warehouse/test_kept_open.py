from __future__ import annotations

import duckdb
import pytest

from tests.warehouse.samples import make_rejection
from warehouse.connecting import open_for_reading
from warehouse.rejections import append_rejections
from warehouse.store import Warehouse


def count(warehouse: Warehouse) -> int:
    with warehouse.reading() as look:
        return int(look.rows("SELECT count(*) AS many FROM ledger.rejections")[0]["many"])


def test_what_is_written_to_a_file_kept_open_is_read_at_once_and_later(warehouse: Warehouse) -> None:
    with warehouse.kept_open():
        with warehouse.transaction("run-1") as tx:
            append_rejections(tx, [make_rejection()])
        assert count(warehouse) == 1
    assert count(warehouse) == 1


def test_what_fails_in_a_file_kept_open_leaves_nothing(warehouse: Warehouse) -> None:
    with warehouse.kept_open():
        with pytest.raises(ZeroDivisionError), warehouse.transaction("run-1") as tx:
            append_rejections(tx, [make_rejection()])
            raise ZeroDivisionError
        assert count(warehouse) == 0


def test_a_file_is_kept_until_the_body_ends_and_no_longer(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.kept_open():
        with pytest.raises(duckdb.ConnectionException, match="different configuration"):
            open_for_reading(warehouse.path, 0)
        raise ZeroDivisionError
    open_for_reading(warehouse.path, 0).close()
