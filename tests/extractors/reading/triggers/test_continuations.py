"""In Chinese a plan or wish holds on across a comma, until a time or a word of completion ends it."""

from __future__ import annotations

import pytest

from tests.extractors.reading.language_passages import Passage, raised_by

MEETING = "us-prc-defense-ministers-meeting"


@pytest.mark.parametrize(
    "text",
    [
        "美国防长奥斯汀将前往新加坡，与中国防长李尚福会谈。",
        "美国防长奥斯汀希望改善关系，同中国防长李尚福会面。",
    ],
)
def test_a_clause_without_a_subject_is_still_planned_or_wished(text: str) -> None:
    assert raised_by(Passage(name="planned", text=text), "zh") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "美国防长奥斯汀希望改善关系，3日同中国防长李尚福会面。",
        "美国防长奥斯汀希望改善关系，随后同中国防长李尚福举行了会谈。",
    ],
)
def test_a_time_or_a_completion_ends_the_plan(text: str) -> None:
    assert MEETING in raised_by(Passage(name="done", text=text), "zh")
