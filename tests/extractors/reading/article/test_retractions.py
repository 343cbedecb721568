"""A sentence that denies the report takes back what the sentence before it told."""

from __future__ import annotations

from tests.extractors.reading.language_passages import Passage, raised_by, statuses_of

MET = "有网站称，李尚福3日在酒店会见了美国防长奥斯汀。"


def _passage(text: str) -> Passage:
    return Passage(name="retracted", text=text)


def test_a_report_denied_by_the_next_sentence_raises_nothing() -> None:
    passage = _passage(MET + "该报道纯属捏造。")

    assert raised_by(passage, "zh") == frozenset()
    assert "denied" in statuses_of(passage, "zh")["austin-li-meeting"]


def test_a_denial_of_something_else_takes_nothing_back() -> None:
    assert "austin-li-meeting" in raised_by(_passage(MET + "发言人否认两国正在军备竞赛。"), "zh")


def test_a_denial_that_closes_the_next_clause_takes_the_report_back() -> None:
    assert raised_by(_passage("有报道称李尚福3日会见了美国防长奥斯汀，五角大楼否认。"), "zh") == frozenset()
