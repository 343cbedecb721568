"""A sweep of ordinary Chinese news sentences by watch: the facts are raised, and none of their twins."""

from __future__ import annotations

import pytest

from tests.extractors.reading.language_passages import Passage, passages_of, raised_by, statuses_of

PASSAGES = passages_of("zh-sweep")


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_raises_exactly_what_the_words_report_as_happened(passage: Passage) -> None:
    assert raised_by(passage, "zh") == passage.raises


@pytest.mark.parametrize("passage", [p for p in PASSAGES if p.status], ids=lambda passage: passage.name)
def test_tells_the_status_of_what_did_not_happen(passage: Passage) -> None:
    found = statuses_of(passage, "zh")

    assert {
        watch: status for watch, status in passage.status.items() if status in found.get(watch, ())
    } == passage.status
