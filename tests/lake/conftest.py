"""Lakes in a PostgreSQL of the tests' own. `make lake` runs these tests where the extensions are."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.lake.postgres import Server, find_binaries, running_server
from tests.warehouse.conftest import fill
from tests.warehouse.samples import Clock
from warehouse.extensions import packaged_extension
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake, parse_lake

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("NOT TESTED: lakes, because no PostgreSQL server is installed (apt-get install postgresql)")
    if packaged_extension("ducklake") is None or packaged_extension("postgres_scanner") is None:
        pytest.skip("NOT TESTED: lakes, because this DuckDB has no extensions packaged (run `make lake`)")
    with running_server(binaries) as started:
        yield started


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def address(server: Server) -> str:
    """The setting that names a new, empty lake."""
    name = f"lake{next(_NUMBERS)}"
    server.sql(f"CREATE DATABASE {name}")
    return f"ducklake:postgres:{server.address(name)}"


@pytest.fixture
def lake(address: str, tmp_path: Path) -> Lake:
    (tmp_path / "files").mkdir()
    return parse_lake(address, str(tmp_path / "files"))


@pytest.fixture
def warehouse(lake: Lake, clock: Clock) -> LakeWarehouse:
    """An empty, migrated lake."""
    made = LakeWarehouse(lake, clock=clock, lock_wait_seconds=30)
    made.migrate()
    return made


@pytest.fixture
def filled(warehouse: LakeWarehouse, clock: Clock) -> LakeWarehouse:
    """A lake with the small story of the warehouse's tests; the clock stands on the second day."""
    fill(warehouse, clock)
    return warehouse


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[str]]]:
    """An address that takes messages, slowly, and the ids of those that came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            came.append(self.headers["Idempotency-Key"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_address[1]}/", came
    server.shutdown()
    server.server_close()
