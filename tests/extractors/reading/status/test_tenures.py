"""An event without a date is old news once its people have left office."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extractors.reading.language_passages import Passage, raised_by, statuses_of

MET = "奥斯汀在雅加达见到了李尚福，两人谈了一小时。"
REMOVED = "李尚福被免去国防部长职务，官方没有说明原因。"


def test_an_undated_meeting_with_a_minister_in_office_is_news() -> None:
    passage = Passage(name="met", day=date(2023, 8, 20), text=MET)

    assert "austin-li-meeting" in raised_by(passage, "zh")


def test_an_undated_meeting_with_a_minister_long_removed_is_recalled() -> None:
    passage = Passage(name="met", day=date(2024, 8, 20), text=MET)

    assert statuses_of(passage, "zh")["austin-li-meeting"] == {"background"}


@pytest.mark.parametrize(("day", "status"), [(date(2023, 10, 27), "occurred"), (date(2024, 1, 10), "background")])
def test_an_undated_removal_is_news_for_as_long_as_the_window(day: date, status: str) -> None:
    passage = Passage(name="removed", day=day, text=REMOVED)

    assert statuses_of(passage, "zh")["li-shangfu-removed"] == {status}


def test_a_dated_meeting_with_a_former_minister_goes_by_its_date() -> None:
    passage = Passage(name="met", day=date(2024, 8, 20), text="奥斯汀19日在雅加达见到了李尚福，两人谈了一小时。")

    assert "austin-li-meeting" in raised_by(passage, "zh")
