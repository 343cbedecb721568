"""Near-duplicates: copies are found, other reports on the same event are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.articles.duplicates import find_near_duplicates, signature
from extractors.records.articles import NearDuplicate, TextSignature

NOON = datetime(2023, 6, 2, 12, 0, tzinfo=UTC)

WIRE = """SINGAPORE - The defence ministers of both countries shook hands before dinner on Friday but did not hold the
talks that one of them had asked for, officials said. The two men spoke for less than a minute, according to
a person who stood near the table, and then took their seats among thirty other delegates. A spokesman for
the ministry said that the greeting was a courtesy and that the conditions for a proper conversation had not
been created. His counterpart across the ocean said that lines between the armed forces ought to stay open
at all times, and above all in times of trouble. The invitation had been declined four days earlier.
Analysts expect no change before the autumn, when the next gathering of the region's ministers is due in
Jakarta, and they point to the measures still in force against one of the two."""

OTHER_REPORT = """Hopes for a meeting at this weekend's security forum faded when the two defence chiefs
exchanged no more
than a handshake at the opening banquet. Delegates watched the pair greet one another at the head table;
neither stopped to talk. Beijing had turned the request down on Monday, blaming sanctions, and Washington
called that regrettable. Staff on both sides will now look to Jakarta, where ministers gather in November,
for another try. Several Asian governments have urged the powers to restore the telephone links that were
cut last August, and worry about an accident at sea."""

CHINESE = """国防部发言人周五表示，两国防长在晚宴前握手致意，但没有举行会谈。发言人说，中方重视发展两军关系，交流
合作必须有原则，双方应当相互尊重。在场人士称，两人交谈不到一分钟便各自入座。此前四天，中方拒绝了美方
提出的会晤请求，并指出制裁措施尚未取消。分析人士认为，在秋季雅加达会议之前，局面不会有变化。地区多国
呼吁恢复去年八月中断的军事热线，以避免海上发生意外。"""


def signed(version: str, text: str, hours: int = 0, language: str = "en") -> TextSignature:
    return TextSignature(version_id=version, at=NOON + timedelta(hours=hours), values=signature(text, language))


def pairs(found: tuple[NearDuplicate, ...]) -> list[tuple[str, str]]:
    return [(pair.version_id, pair.original_version_id) for pair in found]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper().replace(",", ";"),
        WIRE.replace("SINGAPORE - ", "By our staff and agencies. "),
        WIRE.replace("\n", " ").removesuffix(", and they point to the measures still in force against one of the two."),
        WIRE + " Reporting by A. Writer; editing by B. Editor.",
    ],
    ids=["same", "case and commas", "other dateline", "cut at the end", "credit added"],
)
def test_syndicated_copy_is_found(copy: str) -> None:
    (pair,) = find_near_duplicates([signed("copy", copy, hours=3)], [signed("wire", WIRE)])
    assert (pair.version_id, pair.original_version_id) == ("copy", "wire")
    assert pair.similarity >= 0.7


def test_another_report_on_the_same_event_is_no_copy() -> None:
    assert find_near_duplicates([signed("other", OTHER_REPORT, 3)], [signed("wire", WIRE)]) == ()


def test_chinese_copy_is_found_by_its_characters() -> None:
    copy = CHINESE.replace("国防部发言人周五表示", "新华社北京电 国防部发言人表示")
    found = find_near_duplicates([signed("copy", copy, 1, "zh")], [signed("wire", CHINESE, 0, "zh")])
    assert pairs(found) == [("copy", "wire")]


def test_what_is_known_is_the_original_whatever_the_dates_say() -> None:
    early, late = signed("early", WIRE), signed("late", WIRE, 5)
    assert pairs(find_near_duplicates([late], [early])) == [("late", "early")]
    assert pairs(find_near_duplicates([early], [late])) == [("early", "late")]


def test_copies_that_arrive_together_point_to_the_first() -> None:
    together = [signed("c", WIRE, 2), signed("a", WIRE, 0), signed("b", WIRE, 1)]
    assert pairs(find_near_duplicates(together, [])) == [("b", "a"), ("c", "a")]


def test_version_stored_before_is_not_its_own_copy() -> None:
    assert find_near_duplicates([signed("a", WIRE)], [signed("a", WIRE)]) == ()


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("China says no.", "en"), ("中方拒绝。", "zh")])
def test_short_text_has_no_signature_and_no_copies(text: str, language: str) -> None:
    assert signature(text, language) == ()
    assert find_near_duplicates([signed("b", text, 1)], [signed("a", text)]) == ()


def test_signature_is_the_same_in_every_release() -> None:
    values = signature(WIRE, "en")
    assert len(values) == 128
    assert values[:3] == (30212823, 58023548, 18715116)
