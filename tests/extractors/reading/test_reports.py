"""Short reports of all languages, a file for each hand or subject, with exactly the watches that they raise."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.reading import Reader
from seeds.model import SeedModel
from tests.extractors.reading.conftest import make_article

FILES = sorted((Path(__file__).parent / "reports").glob("*.jsonl"))


class Report(SeedModel):
    """A few sentences as an outlet prints them."""

    lang: str
    day: str | None
    title: str
    text: str
    raises: tuple[str, ...]
    gap: bool = False
    """Not read as it should be yet."""


def reports(path: Path) -> list[Report]:
    return [Report.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def misread(path: Path, reader: Reader) -> set[str]:
    """Return the texts of which the reader raises something else than they report."""
    found = set()
    for report in reports(path):
        made = make_article(report.text, title=report.title, day=report.day, language=report.lang)
        if set(reader.read(made).raises) != set(report.raises):
            found.add(f"{report.title} | {report.text}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reports_raise_what_they_tell_but_for_known_gaps(path: Path, reader: Reader) -> None:
    assert misread(path, reader) == {f"{report.title} | {report.text}" for report in reports(path) if report.gap}
