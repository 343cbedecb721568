"""The storyline and the outlets that ship: sound, whole, and true to known dates."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from seeds.checking import check_seeds
from seeds.entities import Entity, EntityKind, Office
from seeds.loading import load_outlets, load_storyline
from seeds.outlets import FeedFormat
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode, Severity

SLUGS = (
    "austin-li-handshake",
    "austin-li-meeting",
    "biden-xi-meeting",
    "blinken-beijing-visit",
    "li-sanctions-lifted",
    "li-shangfu-removed",
    "mil-mil-dialogue-resumed",
    "new-prc-defense-minister",
    "us-prc-defense-ministers-call",
    "us-prc-defense-ministers-meeting",
    "us-prc-mil-incident",
)


@cache
def shipped() -> Storyline:
    return load_storyline("us-china-defense")


def holders(office_id: str, day: date) -> list[str]:
    (office,) = [office for office in shipped().offices if office.id == office_id]
    return [t.person for t in office.held_by if t.start <= day and (t.end is None or day < t.end)]


def test_shipped_seeds_have_no_fault() -> None:
    assert [str(fault) for fault in check_seeds()] == []


def test_storyline_ships_the_eleven_watches() -> None:
    assert tuple(sorted(watch.slug for watch in shipped().watches)) == SLUGS


def test_headline_watches_speak_loudest() -> None:
    severities = {watch.slug: watch.severity for watch in shipped().watches}
    assert severities["austin-li-meeting"] is severities["li-sanctions-lifted"] is Severity.HIGH


def test_meeting_of_the_two_men_implies_the_meeting_of_the_offices() -> None:
    (watch,) = [watch for watch in shipped().watches if watch.slug == "austin-li-meeting"]
    assert watch.implies == ("us-prc-defense-ministers-meeting",)
    assert watch.closes_with == "office-left"


def test_storyline_has_its_people_organisations_forums_places_and_measures() -> None:
    kinds = Counter(entity.kind for entity in shipped().entities)
    assert kinds.total() >= 45
    assert kinds[EntityKind.PERSON] >= 45
    for kind in (EntityKind.ORGANISATION, EntityKind.FORUM, EntityKind.PLACE, EntityKind.MEASURE, EntityKind.THING):
        assert kinds[kind] >= 1


def test_no_name_belongs_to_two_entities_or_offices() -> None:
    owners: dict[str, set[str]] = {}
    named: list[Entity | Office] = [*shipped().entities, *shipped().offices]
    for one in named:
        for names in one.names.values():
            for name in names:
                owners.setdefault(name.casefold(), set()).add(one.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("entity_id", "language", "name"),
    [
        ("lloyd-austin", "zh", "奥斯汀"),
        ("lloyd-austin", "zh", "奥斯丁"),
        ("lloyd-austin", "ja", "オースティン"),
        ("lloyd-austin", "ru", "Ллойдом Остином"),
        ("li-shangfu", "en", "Li Changfu"),
        ("li-shangfu", "en", "Lee Shang-bok"),
        ("li-shangfu", "ru", "Ли Шанфу"),
        ("pete-hegseth", "zh", "赫格塞思"),
        ("pete-hegseth", "zh", "赫塞斯"),
        ("pete-hegseth", "zh", "海格塞斯"),
        ("dong-jun", "ja", "董軍"),
        ("antony-blinken", "zh", "布林肯"),
    ],
)
def test_known_spelling_is_listed(entity_id: str, language: str, name: str) -> None:
    (entity,) = [entity for entity in shipped().entities if entity.id == entity_id]
    assert name in entity.names[language]


@pytest.mark.parametrize(
    ("office", "day", "expected"),
    [
        ("us-secretary-of-defense", date(2018, 9, 20), ["jim-mattis"]),
        ("us-secretary-of-defense", date(2019, 7, 1), ["mark-esper"]),
        ("us-secretary-of-defense", date(2019, 7, 18), ["richard-spencer"]),
        ("us-secretary-of-defense", date(2020, 12, 1), ["christopher-miller"]),
        ("us-secretary-of-defense", date(2023, 6, 2), ["lloyd-austin"]),
        ("us-secretary-of-defense", date(2025, 1, 22), ["robert-salesses"]),
        ("us-secretary-of-defense", date(2025, 9, 9), ["pete-hegseth"]),
        ("prc-minister-of-national-defense", date(2022, 6, 10), ["wei-fenghe"]),
        ("prc-minister-of-national-defense", date(2023, 3, 12), ["li-shangfu"]),
        ("prc-minister-of-national-defense", date(2023, 6, 2), ["li-shangfu"]),
        ("prc-minister-of-national-defense", date(2023, 10, 23), ["li-shangfu"]),
        ("prc-minister-of-national-defense", date(2023, 11, 15), []),
        ("prc-minister-of-national-defense", date(2024, 5, 31), ["dong-jun"]),
        ("us-secretary-of-state", date(2023, 6, 18), ["antony-blinken"]),
        ("us-secretary-of-state", date(2025, 10, 1), ["marco-rubio"]),
        ("us-president", date(2018, 9, 20), ["donald-trump"]),
        ("us-president", date(2023, 11, 15), ["joe-biden"]),
        ("us-president", date(2025, 10, 30), ["donald-trump"]),
        ("prc-president", date(2022, 11, 14), ["xi-jinping"]),
        ("prc-foreign-minister", date(2022, 11, 14), ["wang-yi"]),
        ("prc-foreign-minister", date(2023, 6, 18), ["qin-gang"]),
        ("prc-foreign-minister", date(2024, 4, 26), ["wang-yi"]),
        ("us-joint-chiefs-chairman", date(2023, 7, 1), ["mark-milley"]),
        ("us-joint-chiefs-chairman", date(2023, 12, 21), ["cq-brown"]),
        ("us-joint-chiefs-chairman", date(2025, 3, 1), ["christopher-grady"]),
        ("us-joint-chiefs-chairman", date(2025, 9, 1), ["dan-caine"]),
        ("prc-joint-staff-chief", date(2023, 12, 21), ["liu-zhenli"]),
        ("prc-cmc-vice-chairman", date(2024, 8, 29), ["zhang-youxia"]),
        ("us-indopacom-commander", date(2024, 5, 1), ["john-aquilino"]),
        ("us-indopacom-commander", date(2024, 9, 9), ["samuel-paparo"]),
        ("prc-southern-theater-commander", date(2024, 9, 9), ["wu-yanan"]),
        ("us-national-security-adviser", date(2024, 8, 29), ["jake-sullivan"]),
        ("prc-ambassador-to-us", date(2023, 5, 30), ["xie-feng"]),
        ("us-ambassador-to-china", date(2023, 5, 8), ["nicholas-burns"]),
    ],
)
def test_office_is_held_by_the_right_person_on_a_day(office: str, day: date, expected: list[str]) -> None:
    assert holders(office, day) == expected


def test_baseline_tells_at_least_22_events_and_where_documents_disagree() -> None:
    baseline = shipped().baseline
    assert len(baseline) >= 22
    assert sum(1 for event in baseline if event.disputed) >= 6


def test_every_seed_document_supports_events() -> None:
    used = Counter(document for event in shipped().baseline for document in event.documents)
    assert {document.id for document in shipped().documents} == set(used)
    assert min(used.values()) >= 5


def test_baseline_answers_neither_headline_watch() -> None:
    for slug in ("austin-li-meeting", "li-sanctions-lifted"):
        statuses = {event.status for event in shipped().baseline if event.watch == slug and event.mode in MODES[slug]}
        assert EventStatus.OCCURRED not in statuses
        assert statuses


MODES = {"austin-li-meeting": {EventMode.MEETING}, "li-sanctions-lifted": {EventMode.SANCTION_LIFTED}}


def test_sanctions_are_both_under_negotiation_and_denied() -> None:
    statuses = {
        event.id: event.status
        for event in shipped().baseline
        if event.watch == "li-sanctions-lifted" and event.mode is EventMode.SANCTION_LIFTED
    }
    assert statuses == {
        "biden-sanctions-under-negotiation-2023-05": EventStatus.PROPOSED,
        "state-department-denial-2023-05": EventStatus.DENIED,
    }


def test_no_words_of_the_seed_documents_are_in_the_baseline(shared: Path) -> None:
    """No seven words in a row are a document's own."""
    seen: set[tuple[str, ...]] = set()
    for document in sorted((shared / "seeds").glob("*.txt")):
        words = re.findall(r"\w+", document.read_text(encoding="utf-8").lower())
        seen |= {tuple(words[start : start + 7]) for start in range(len(words) - 6)}
    assert seen
    for event in shipped().baseline:
        for sentence in (event.summary, event.disputed or ""):
            words = re.findall(r"\w+", sentence.lower())
            copied = [
                " ".join(words[start : start + 7])
                for start in range(len(words) - 6)
                if tuple(words[start : start + 7]) in seen
            ]
            assert copied == [], event.id


def test_at_least_60_feeds_are_enabled() -> None:
    feeds = [feed for outlet in load_outlets().outlets for feed in outlet.feeds]
    assert sum(feed.enabled for feed in feeds) >= 60
    assert len({feed.id for feed in feeds}) == len(feeds)


def test_feed_ids_start_with_their_outlet() -> None:
    for outlet in load_outlets().outlets:
        for feed in outlet.feeds:
            assert feed.id.startswith(f"{outlet.id}-")


def test_both_defence_ministries_are_official_and_read_whole() -> None:
    outlets = {outlet.id: outlet for outlet in load_outlets().outlets}
    for outlet_id in ("us-dow", "prc-mnd"):
        assert outlets[outlet_id].official
        assert all(feed.read_whole for feed in outlets[outlet_id].feeds if feed.enabled)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ft", "nikkei-asia"),
        ("prc-xinhua", "prc-mnd"),
        ("us-dow", "us-state"),
        ("defensenews", "militarytimes"),
        ("straitstimes", "zaobao"),
        ("france24", "rfi"),
        ("rfa", "voa"),
        ("tw-cna", "tw-focustaiwan"),
    ],
)
def test_one_owners_outlets_are_one_voice(one: str, other: str) -> None:
    groups = {outlet.id: outlet.independence_group for outlet in load_outlets().outlets}
    assert groups[one] == groups[other]


def test_feeds_of_a_search_behind_opaque_links_do_not_fetch_pages() -> None:
    feeds = [feed for outlet in load_outlets().outlets for feed in outlet.feeds if feed.url.host == "news.google.com"]
    assert feeds
    assert not any(feed.fetch_pages for feed in feeds)


def test_browser_like_user_agent_says_why() -> None:
    feeds = [feed for outlet in load_outlets().outlets for feed in outlet.feeds]
    assert all(feed.note for feed in feeds if feed.enabled and feed.user_agent == "browser-like")


@pytest.mark.parametrize(
    ("feed_id", "link", "expected"),
    [
        ("prc-mnd-press-conferences", "http://www.mod.gov.cn/gfbw/xwfyr/lxjzh_246940/16400123.html", True),
        ("prc-mnd-press-conferences", "http://www.mod.gov.cn/gfbw/xwfyr/lxjzh_246940/index_2.html", False),
        ("prc-mnd-english-press", "http://eng.mod.gov.cn/2025xb/P/R/16400123.html", True),
        (
            "prc-mfa-press-conferences-en",
            "https://www.mfa.gov.cn/eng/xw/fyrbt/lxjzh/202506/t20250612_11646578.html",
            True,
        ),
        ("prc-mfa-press-conferences-en", "https://www.mfa.gov.cn/eng/xw/fyrbt/lxjzh/index_1.html", False),
        ("us-ofac-actions", "https://ofac.treasury.gov/recent-actions/20180920", True),
        ("us-ofac-actions", "https://ofac.treasury.gov/recent-actions?page=2", False),
        ("zaobao-china", "https://www.zaobao.com.sg/realtime/china/story20240531-3790000", True),
        ("zaobao-china", "https://www.zaobao.com.sg/realtime/china", False),
    ],
)
def test_link_pattern_takes_articles_and_leaves_list_pages(feed_id: str, link: str, expected: bool) -> None:
    (feed,) = [feed for outlet in load_outlets().outlets for feed in outlet.feeds if feed.id == feed_id]
    assert feed.format is FeedFormat.HTML
    assert bool(re.search(feed.link_pattern or "", link)) is expected
