"""What two leaders agreed is as recent as the meeting that the article reports."""

from __future__ import annotations

from datetime import date

from tests.extractors.reading.language_passages import Passage, raised_by

CHANNEL = "mil-mil-dialogue-resumed"
SUMMIT = "国家主席习近平15日在旧金山同美国总统拜登举行会晤。会晤持续四小时。"


def _raised(text: str) -> frozenset[str]:
    return raised_by(Passage(name="agreed", day=date(2023, 11, 16), text=text), "zh")


def test_an_agreement_far_down_the_text_is_of_the_meeting_that_it_reports() -> None:
    assert CHANNEL in _raised(SUMMIT + "双方就多项议题交换意见。双方同意恢复两军高层沟通。")


def test_an_agreement_far_down_a_text_without_a_meeting_stays_weak() -> None:
    assert CHANNEL not in _raised(
        "中国国防部举行记者会。发言人回答了提问。会上谈及台湾。中美双方同意恢复两军高层沟通。"
    )


def test_what_will_be_reopened_by_the_leaders_is_agreed() -> None:
    assert CHANNEL in _raised("拜登宣布，美中将恢复两军直接沟通。" + SUMMIT)


def test_what_may_be_reopened_is_not_agreed() -> None:
    assert CHANNEL not in _raised("美中可能将恢复两军直接沟通。" + SUMMIT)
