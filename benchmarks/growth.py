"""How the cost of a pass and of the questions grows with history: sizes in, a table of times in Markdown out.

python -m benchmarks.growth [--largest] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.costs import REPEATS, Cost, cost_of, least, warm_cost
from benchmarks.passing import store_pass
from benchmarks.synthetic import SECONDS_PER_ARTICLE, START, fill_warehouse
from benchmarks.whole_pass import measure_passes
from warehouse import queries
from warehouse.connecting import open_for_reading
from warehouse.snapshot import publish_snapshot, reading_snapshot
from warehouse.store import Warehouse

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
_TWO_WORDS = "SELECT word FROM derived.word_lists GROUP BY word ORDER BY abs(sum(len(article_nos)) - 50), word LIMIT 2"
"""Neither the commonest nor the rarest words."""

QUERIES_FILE = Path(__file__).parent.parent / "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What was measured at one size: cost by what was done, and the bytes of an article."""

    article_count: int
    costs: dict[str, Cost]
    bytes_per_article: float


def measure(folder: Path, article_count: int, new_count: int = 1000, repeats: int = REPEATS) -> Growth:
    """Measure everything on a warehouse of so many articles, which is filled unless the folder has it."""
    data_dir = folder / str(article_count)
    data_dir.mkdir(parents=True, exist_ok=True)
    path, snapshot = data_dir / "warehouse.duckdb", data_dir / "storywatch.duckdb"
    now = START + timedelta(seconds=SECONDS_PER_ARTICLE * article_count)
    warehouse = Warehouse(path, clock=lambda: now) if path.is_file() else fill_warehouse(path, article_count)
    bytes_per_article = path.stat().st_size / article_count
    passes = measure_passes(data_dir, now, new_count, repeats)
    costs = {
        f"a pass over {new_count:,} new articles": least(done.passing for done in passes),
        "publishing after it": least(done.publishing for done in passes),
        f"storing {new_count:,} articles": least(
            cost_of(partial(store_pass, warehouse, new_count, number)) for number in range(repeats)
        ),
    }
    publishing = []
    for number in range(repeats):
        store_pass(warehouse, 10, repeats + number)
        publishing.append(cost_of(partial(publish_snapshot, warehouse, snapshot)))
    costs["publishing after 10 articles"] = least(publishing)
    costs |= {name: warm_cost(ask) for name, ask in _questions(snapshot, article_count).items()}
    return Growth(article_count=article_count, costs=costs, bytes_per_article=bytes_per_article)


def _questions(snapshot: Path, article_count: int) -> dict[str, Callable[[], object]]:
    asked: dict[str, Callable[[], object]] = {}
    look = open_for_reading(snapshot, 5)
    words = [word for (word,) in look.execute(_TWO_WORDS).fetchall()]
    for title, sql in documented_queries():
        asked[f"query: {title}"] = partial(_fetch, look, sql)
    half = START + timedelta(seconds=45 * article_count)
    asked["events_as_of, half of history"] = partial(
        _fetch, look, f"SELECT count(*), max(event_date) FROM events_as_of('{half.isoformat()}') WHERE is_current"
    )
    asked["developments_as_of, half of history"] = partial(
        _fetch, look, f"SELECT * EXCLUDE (evidence_ids) FROM developments_as_of('{half.isoformat()}')"
    )
    asked["search for one word"] = partial(_fetch, look, f"SELECT title, url FROM search('{words[0]}')")
    asked["search for two words"] = partial(_fetch, look, f"SELECT title, url FROM search('{' '.join(words)}')")
    asked["count of articles"] = partial(_fetch, look, "SELECT count(*) FROM articles")
    asked["count of events"] = partial(_fetch, look, "SELECT count(*) FROM events")
    for name in ("watches", "feeds", "articles", "entities", "events", "alerts"):
        asked[f"listing: {name}"] = partial(getattr(queries, f"list_{name}"), snapshot)
    asked["explaining an alert"] = partial(_explain_one, snapshot)
    return asked


def documented_queries() -> list[tuple[str, str]]:
    """Return title and SQL of each query in the README."""
    parts = QUERIES_FILE.read_text("utf-8").split("```sql\n")
    titles = [part.rsplit("**", 2)[1] for part in parts[:-1]]
    return list(zip(titles, (part.split("```")[0] for part in parts[1:]), strict=True))


def _fetch(look: duckdb.DuckDBPyConnection, sql: str) -> object:
    return look.sql(sql).to_arrow_table()


def _explain_one(snapshot: Path) -> object:
    with reading_snapshot(snapshot) as look:
        newest = look.rows("SELECT alert_id FROM alerts ORDER BY raised_at DESC LIMIT 1")[0]["alert_id"]
    return queries.explain_alert(snapshot, newest)


def report(grown: list[Growth], repeats: int = REPEATS) -> str:
    """Return the table: a line for each measurement, two columns for each size, and the last by the first."""
    sizes = [f"{growth.article_count:,}" for growth in grown]
    heads = [*sizes, *(f"{size} processor" for size in sizes), "ratio", "ratio processor"]
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}; milliseconds by the clock and of the "
        f"processor, the fewest of {repeats} passes and of {REPEATS} tries of each question.",
        "",
        f"| articles | {' | '.join(heads)} |",
        "|---" * (len(heads) + 1) + "|",
    ]
    for name in grown[0].costs:
        costs = [growth.costs[name] for growth in grown]
        both = [[cost.wall for cost in costs], [cost.processor for cost in costs]]
        cells = [_milliseconds(value) for values in both for value in values]
        ratios = [f"{values[-1] / values[0]:.2f}" if values[0] else "" for values in both]
        lines.append(f"| {name} | {' | '.join([*cells, *ratios])} |")
    bytes_each = ", ".join(f"{growth.bytes_per_article:,.0f}" for growth in grown)
    return "\n".join([*lines, "", f"Bytes per article: {bytes_each}."])


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}" if seconds >= 0.01 else f"{seconds * 1000:.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="articles in each warehouse")
    parser.add_argument("--largest", action="store_true", help=f"also {LARGEST:,} articles: minutes, and 5 GB of disk")
    parser.add_argument("--keep", type=Path, help="make the warehouses here, or take those that are, and leave them")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="tries of each pass, of which the cheapest counts")
    options = parser.parse_args()
    sizes = [*options.sizes, LARGEST] if options.largest else options.sizes
    with tempfile.TemporaryDirectory() as passing_folder:
        folder = options.keep or Path(passing_folder)
        folder.mkdir(parents=True, exist_ok=True)
        print(report([measure(folder, size, repeats=options.repeats) for size in sizes], options.repeats))


if __name__ == "__main__":
    main()
