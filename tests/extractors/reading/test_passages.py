"""Passages in other languages than English: what happened is raised, none of its twins, and what else the words say."""

from __future__ import annotations

import pytest

from tests.extractors.reading.language_passages import PASSAGES, Passage, passages_of, raised_by, statuses_of

ALL = [(path.stem, passage) for path in sorted(PASSAGES.glob("*.yaml")) for passage in passages_of(path.stem)]


def label(case: object) -> str:
    return case.name if isinstance(case, Passage) else str(case)


@pytest.mark.parametrize(("name", "passage"), ALL, ids=label)
def test_raises_exactly_what_the_words_report_as_happened(name: str, passage: Passage) -> None:
    assert raised_by(passage, name[:2]) == passage.raises


@pytest.mark.parametrize(("name", "passage"), [case for case in ALL if case[1].status], ids=label)
def test_tells_the_status_of_what_did_not_happen(name: str, passage: Passage) -> None:
    found = statuses_of(passage, name[:2])

    assert {
        watch: status for watch, status in passage.status.items() if status in found.get(watch, ())
    } == passage.status
