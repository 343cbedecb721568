from __future__ import annotations

import pytest

from benchmarks.growth import Growth, documented_queries, measure, report


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> list[Growth]:
    folder = tmp_path_factory.mktemp("growth")
    return [measure(folder, size, new_count=30) for size in (300, 900)]


def test_everything_is_measured_at_each_size(grown: list[Growth]) -> None:
    asked = {f"query: {title}" for title, _ in documented_queries()}
    listed = {f"listing: {name}" for name in ("watches", "feeds", "articles", "entities", "events", "alerts")}
    for growth in grown:
        assert asked | listed | {"storing 30 articles", "publishing", "search for two words"} <= growth.seconds.keys()
        assert all(seconds > 0 for seconds in growth.seconds.values())
        assert growth.bytes_per_article > 0
    assert len(asked) == 10


def test_the_table_names_the_sizes_and_their_ratio(grown: list[Growth]) -> None:
    table = report(grown)
    assert "| articles | 300 | 900 | ratio |" in table
    assert len([line for line in table.splitlines() if line.startswith("| query: ")]) == 10
