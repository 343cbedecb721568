from __future__ import annotations

import pytest

from benchmarks.growth import Growth, documented_queries, measure, report

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> list[Growth]:
    folder = tmp_path_factory.mktemp("growth")
    return [measure(folder, size, new_count=10) for size in (100, 300)]


def test_everything_is_measured_at_each_size(grown: list[Growth]) -> None:
    asked = {f"query: {title}" for title, _ in documented_queries()}
    listed = {f"listing: {name}" for name in ("watches", "feeds", "articles", "entities", "events", "alerts")}
    for growth in grown:
        done = {"a pass over 10 new articles", "storing 10 articles", "publishing after it", "search for two words"}
        assert asked | listed | done <= growth.costs.keys()
        assert all(cost.wall > 0 for cost in growth.costs.values())
        assert growth.bytes_per_article > 0
    assert len(asked) == 10


def test_the_table_names_the_sizes_and_their_ratio(grown: list[Growth]) -> None:
    table = report(grown)
    assert "| articles | 100 | 300 | 100 processor | 300 processor | ratio | ratio processor |" in table
    assert len([line for line in table.splitlines() if line.startswith("| query: ")]) == 10
