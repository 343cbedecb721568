"""What a lake costs beside a file, in one run: `python -m benchmarks.lakes [TRANSACTIONS]`, in the environment of
`make lake`. A transaction stores 50 articles with a page of text each, as a batch of a pass does."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.lake.postgres import find_binaries, running_server
from tests.warehouse.samples import ON, make_article, make_reading
from warehouse.articles import append_articles
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import parse_lake
from warehouse.readings import append_readings
from warehouse.store import Warehouse

ARTICLES = 50
"""In a transaction: the default of the setting batch_size."""

TEXT = "The defence ministers of the two countries met on the sidelines of the dialogue and spoke for an hour. " * 40
"""Some 4 KB, the length of an ordinary article."""

QUERIES = {
    "watches": "SELECT count(*) FROM watches",
    "events": "SELECT status, count(*) FROM events GROUP BY 1",
    "articles": "SELECT outlet_id, count(*) FROM articles GROUP BY 1",
    "search": "SELECT count(*) FROM search('sidelines')",
}


def write(warehouse: Warehouse, worker: str, count: int) -> list[float]:
    """Store so many batches and return the seconds that each took."""
    seconds = []
    for number in range(count):
        names = [f"{worker}-{number}-{each}" for each in range(ARTICLES)]
        articles = [(make_article(f"ver-{name}", f"art-{name}", text=f"{name} {TEXT}"), ON) for name in names]
        started = time.perf_counter()
        with warehouse.transaction("run") as tx:
            append_articles(tx, articles)
            append_readings(tx, [make_reading(f"ver-{name}") for name in names])
        seconds.append(time.perf_counter() - started)
    return seconds


def ask(warehouse: Warehouse) -> dict[str, float]:
    """Return the seconds of each query, the better of two."""
    found = {}
    for name, sql in QUERIES.items():
        with warehouse.reading() as look:
            found[name] = min(timed(lambda sql=sql: look.rows(sql)) for _ in range(2))  # type: ignore[misc]  # bound now
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("no PostgreSQL server is installed (apt-get install postgresql)")
    with tempfile.TemporaryDirectory() as name, running_server(binaries) as server:
        server.sql("CREATE DATABASE bench")
        folder = Path(name)
        lake = parse_lake(f"ducklake:postgres:{server.address('bench')}", f"{folder}/files/")
        clock = lambda: datetime.now(UTC)  # noqa: E731  one line says it all
        file = Warehouse(folder / "warehouse.duckdb", clock=clock)
        machines = [LakeWarehouse(lake, clock=clock, lock_wait_seconds=600) for _ in range(2)]
        file.migrate()
        print(f"make a lake: {timed(machines[0].migrate):.2f} s")
        for kind, warehouse in (("file", file), ("lake", machines[0])):
            seconds = write(warehouse, "one", count)
            print(f"{kind}: median {statistics.median(seconds):.3f} s a batch of {ARTICLES}, most {max(seconds):.3f} s")
        started = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda pair: write(pair[1], pair[0], count), zip("ab", machines, strict=True)))
        rate = 2 * count * ARTICLES / (time.perf_counter() - started)
        print(f"lake, two at once: {rate:.0f} articles/s together")
        before = len(list(folder.rglob("*.parquet")))
        spent = timed(lambda: machines[0].tidy(at_least=0))
        print(f"tidy: {spent:.2f} s, {before} Parquet files before, {len(list(folder.rglob('*.parquet')))} after")
        write(file, "two", 2 * count)
        for kind, warehouse in (("file", file), ("lake", machines[0])):
            print(f"{kind}: " + ", ".join(f"{name} {1000 * each:.0f} ms" for name, each in ask(warehouse).items()))


if __name__ == "__main__":
    main()
