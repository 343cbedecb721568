"""Remarks: what a sentence says of an event without reporting one is read with its status, and raises nothing."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

REMARKS = [
    ("austin-li-meeting", "declined", "2023-07-21", "Li Shangfu turned Mr Austin down in Singapore last month."),
    ("austin-li-meeting", "declined", "2023-08-30", "A man who would not see Lloyd Austin, Li Shangfu, flew home."),
    ("austin-li-meeting", "not_occurred", "2024-06-04", "In 2023 Lloyd Austin and Li Shangfu had no formal exchange."),
    ("us-prc-defense-ministers-call", "declined", "2023-02-08", "Lloyd Austin's calls to Wei Fenghe went unanswered."),
    ("new-prc-defense-minister", "not_occurred", "2023-10-25", "Li Shangfu left without a successor."),
    (
        "new-prc-defense-minister",
        "not_occurred",
        "2023-12-28",
        "The United States waits. China has had no defense minister since October.",
    ),
    ("li-sanctions-lifted", "not_occurred", "2023-03-06", "General Li Shangfu, blacklisted in 2018, went to Moscow."),
    (
        "blinken-beijing-visit",
        "background",
        "2023-08-30",
        "Gina Raimondo came to Beijing after Antony Blinken in June.",
    ),
    ("blinken-beijing-visit", "scheduled", "2024-04-19", "Antony Blinken is due in China next week, Washington says."),
    ("li-shangfu-removed", "background", "2024-06-28", "Li Shangfu was removed last October, Chinese media say."),
    (
        "mil-mil-dialogue-resumed",
        "proposed",
        "2023-07-05",
        "Washington urged China to resume military talks with the US army.",
    ),
    ("mil-mil-dialogue-resumed", "not_occurred", "2023-05-31", "Washington's military channels to China are silent."),
    ("li-shangfu-removed", "background", "2024-01-05", "General Li Shangfu was dropped in October without a word."),
    (
        "li-shangfu-removed",
        "proposed",
        "2023-09-16",
        "China's defence minister Li Shangfu has been placed under investigation, US officials say.",
    ),
    ("new-prc-defense-minister", "background", "2023-06-05", "Li Shangfu, in charge since March, spoke in Singapore."),
    (
        "li-sanctions-lifted",
        "denied",
        "2023-06-01",
        "The State Department said relief for Li Shangfu was not in hand. It ruled that out a day later.",
    ),
    (
        "mil-mil-dialogue-resumed",
        "declined",
        "2023-06-20",
        "Antony Blinken raised military channels; China had not agreed to move ahead with the United States.",
    ),
    (
        "austin-li-meeting",
        "not_occurred",
        "2023-06-08",
        "The talks that Lloyd Austin sought with Li Shangfu in Singapore did not come about.",
    ),
    (
        "biden-xi-meeting",
        "background",
        "2024-01-10",
        "China said talks with the Pentagon follow the consensus reached by the two heads of state in San Francisco.",
    ),
    (
        "us-prc-mil-incident",
        "background",
        "2023-05-21",
        "President Joe Biden told the Pentagon that a silly balloon had chilled ties with China.",
    ),
    (
        "us-prc-defense-ministers-meeting",
        "background",
        "2023-05-29",
        "Lloyd Austin last saw a Chinese minister, Wei Fenghe, in Cambodia.",
    ),
    (
        "mil-mil-dialogue-resumed",
        "proposed",
        "2023-07-05",
        "Military channels remain shut. Antony Blinken urged China to reopen military channels with the United States.",
    ),
    (
        "li-sanctions-lifted",
        "not_occurred",
        "2023-07-06",
        "Aides said Janet Yellen would not discuss the sanctions on Defence Minister Li Shangfu in China.",
    ),
    (
        "li-sanctions-lifted",
        "denied",
        "2023-05-24",
        "The sanctions on China's defence minister Li Shangfu are not going away, Washington made clear on Monday.",
    ),
    (
        "new-prc-defense-minister",
        "not_occurred",
        "2023-12-21",
        "China's defense ministry is silent. Beijing has not yet named a successor to Li Shangfu.",
    ),
    (
        "us-prc-defense-ministers-meeting",
        "declined",
        "2024-11-22",
        "Lloyd Austin regretted the decision of Dong Jun not to see him in Laos.",
    ),
    (
        "us-prc-defense-ministers-call",
        "not_occurred",
        "2025-03-21",
        "Pete Hegseth has had no conversation with Dong Jun since January.",
    ),
]


OTHERS = [
    ("it", "austin-li-meeting", "declined", "A giugno Li Shangfu aveva negato un colloquio a Lloyd Austin."),
    ("pt", "austin-li-meeting", "declined", "Em junho Li Shangfu recusou uma conversa com Lloyd Austin."),
    ("nl", "li-sanctions-lifted", "not_occurred", "Li Shangfu staat op een Amerikaanse sanctielijst."),
    ("ru", "austin-li-meeting", "declined", "Ли Шанфу во встрече Ллойду Остину отказал."),
    ("tr", "li-sanctions-lifted", "not_occurred", "Li Shangfu 2018'den beri ABD'nin yaptırım listesinde bulunuyor."),
    ("pl", "li-sanctions-lifted", "not_occurred", "Li Shangfu jest objęty amerykańskimi sankcjami od 2018 roku."),
    ("zh", "li-sanctions-lifted", "not_occurred", "中国国防部长李尚福仍受美国制裁。"),
    ("zh", "mil-mil-dialogue-resumed", "not_occurred", "中美两军的军事热线至今打不通。"),
    ("zh", "us-prc-mil-incident", "background", "自从那颗气球飞过美国，中美关系就变了。"),
    ("zh", "biden-xi-meeting", "background", "布林肯说，拜登与习近平在巴厘岛达成的共识应当落实。"),
    ("de", "biden-xi-meeting", "background", "Was Joe Biden und Xi Jinping auf Bali vereinbart haben, soll gelten."),
    ("es", "us-prc-mil-incident", "background", "Biden culpó a un globo de la crisis de Estados Unidos con China."),
    (
        "de",
        "li-sanctions-lifted",
        "not_occurred",
        "Die US-Sanktionen gegen Verteidigungsminister Li Shangfu gelten weiter.",
    ),
    ("es", "li-sanctions-lifted", "not_occurred", "Li Shangfu sigue en la lista de sancionados de Estados Unidos."),
    ("fr", "li-sanctions-lifted", "not_occurred", "Li Shangfu reste visé par des sanctions américaines."),
    ("ja", "li-sanctions-lifted", "not_occurred", "中国の李尚福国防相は2018年から米国の制裁対象となっている。"),
]


@pytest.mark.parametrize(
    ("language", "watch", "status", "day", "text"),
    [
        *(("en", *remark) for remark in REMARKS),
        *((language, watch, status, "2023-07-05", text) for language, watch, status, text in OTHERS),
    ],
)
def test_a_remark_is_read_with_its_status(
    language: str, watch: str, status: str, day: str, text: str, read: Read
) -> None:
    reading = read(text, day=day, language=language)
    assert (watch, status) in {(slug, event.status.value) for event in reading.events for slug in event.watches}
    assert reading.raises == ()


def test_urging_a_country_is_no_visit_to_it(read: Read) -> None:
    reading = read("Antony Blinken urged China to reopen military channels with the United States.", day="2023-07-05")
    assert reading.raises == ()


def test_a_visit_told_of_behind_its_noun_has_the_day_told_there(read: Read) -> None:
    reading = read("The talks followed the visit that Antony Blinken paid to Beijing in June.", day="2023-10-29")
    assert {e.status.value for e in reading.events if "blinken-beijing-visit" in e.watches} == {"background"}


def test_what_happened_silences_the_remark_that_it_had_not(read: Read) -> None:
    text = "China named Dong Jun minister of national defense on Friday. It had had no defense minister since October."
    reading = read(text, day="2023-12-30")
    assert {e.status.value for e in reading.events if "new-prc-defense-minister" in e.watches} == {"occurred"}


def test_a_remark_on_strangers_is_not_taken_for_one_on_the_ministers(read: Read) -> None:
    text = "Lloyd Austin met Li Shangfu on Friday. Reznikov had asked for a meeting too and was rebuffed."
    reading = read(text, day="2023-06-03")
    assert "declined" not in {e.status.value for e in reading.events if "austin-li-meeting" in e.watches}


def test_what_is_not_so_since_an_event_is_not_said_of_the_event(read: Read) -> None:
    text = "American and Chinese defence ministers have not met since Lloyd Austin saw Wei Fenghe in November."
    reading = read(text, day="2023-07-05")
    statuses = {e.status.value for e in reading.events if "us-prc-defense-ministers-meeting" in e.watches}
    assert statuses == {"background", "not_occurred"}


def test_a_summit_that_is_still_to_come_is_none_that_lies_back(read: Read) -> None:
    reading = read("Joe Biden and Xi Jinping will hold their summit in San Francisco next week.", day="2023-11-09")
    assert {e.status.value for e in reading.events if "biden-xi-meeting" in e.watches} == {"scheduled"}


def test_of_two_who_left_office_what_was_told_lies_in_their_time(read: Read) -> None:
    reading = read("Lloyd Austin met Dong Jun in Singapore in May 2024.", day="2026-03-10")
    found = {(w, e.status.value) for e in reading.events for w in e.watches}
    assert found == {("us-prc-defense-ministers-meeting", "background")}
