"""Who first wrote the words of an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.origins.origins import Origin, decide_origin, find_outlet, origin_of_words
from extractors.records.articles import Article, NearDuplicate, TextOrigin
from seeds.outlets import Outlet


def outlet(id_: str, group: str, host: str, *names: str, **more: object) -> Outlet:
    return Outlet.model_validate(
        {
            "id": id_,
            "name": id_,
            "owner": "somebody",
            "independence_group": group,
            "country": "US",
            "languages": ["en"],
            "kind": "newspaper",
            "hosts": [host],
            "names": names,
            **more,
        }
    )


REUTERS = outlet("reuters", "reuters", "reuters.com", "Reuters", "路透社")
TIMES = outlet("straitstimes", "sph", "straitstimes.com", "The Straits Times")
ZAOBAO = outlet("zaobao", "sph", "zaobao.com.sg", "联合早报")
GLOBAL_TIMES = outlet("prc-globaltimes", "prc-state", "globaltimes.cn", "Global Times", "环球时报")
XINHUA = outlet("prc-xinhua", "prc-state", "news.cn", "Xinhua", "新华社")
NEWS_SEARCH = outlet("news-search", "news-search", "news.example", aggregator=True, kind="aggregator")
OUTLETS = (REUTERS, TIMES, ZAOBAO, GLOBAL_TIMES, XINHUA, NEWS_SEARCH)


def article(text: str, *, url: str = "https://www.straitstimes.com/a", author: str | None = None) -> Article:
    return Article(
        article_id="a",
        version_id="v",
        url=url,
        requested_url=url,
        final_url=url,
        outlet_id="straitstimes",
        feed_id=None,
        title="Ministers meet",
        text=text,
        author=author,
        site=None,
        language="en",
        published_at=None,
        published_precision=None,
        fetched_at=datetime(2024, 5, 31, tzinfo=UTC),
        text_origin=TextOrigin.PAGE,
    )


OWN_WORDS = "The two ministers met on Friday in a hotel, our correspondent saw. " * 12


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("SINGAPORE, May 31 (Reuters) - The two ministers met.", "reuters"),
        ("WASHINGTON (AP) — The two ministers met.", "ap"),
        ("BEIJING, May 31 (Xinhua) -- The two ministers met.", "prc-state"),
        ("（法新社新加坡31日電）两国防长会晤。", "afp"),
        ("中新社新加坡5月31日电 (记者 某某)两国防长会晤。", "prc-state"),
        ("新华社新加坡5月31日电(记者某某)两国防长会晤。", "prc-state"),
        ("路透新加坡5月31日 - 两国防长会晤。", "reuters"),
        ("据路透社报道，两国防长会晤。", "reuters"),
        ("The two ministers met, Reuters reported on Friday.", "reuters"),
        ("According to AFP, the two ministers met.", "afp"),
        (OWN_WORDS + "— Reuters", "reuters"),
        (OWN_WORDS + "来源：新华社", "prc-state"),
        (OWN_WORDS + "(Reporting by A Writer in Singapore; Editing by B Editor)", "reuters"),
    ],
)
def test_credit_makes_the_agency_the_origin(text: str, group: str) -> None:
    assert decide_origin(article(text), TIMES, OUTLETS).origin_id == f"group:{group}"


@pytest.mark.parametrize(
    "author", ["Reuters", "By Reuters staff", "AFP-JIJI", "ASSOCIATED PRESS / AP", "The Straits Times and AFP"]
)
def test_byline_of_an_agency_makes_it_the_origin(author: str) -> None:
    origin = decide_origin(article(OWN_WORDS, author=author), TIMES, OUTLETS)
    assert origin.origin_id in {"group:reuters", "group:afp", "group:ap"}
    assert origin.reason.startswith("byline: ")


@pytest.mark.parametrize(
    "text",
    [
        OWN_WORDS,
        "The two ministers met, an official told Reuters. " + OWN_WORDS,
        "The two ministers before their talks. (AP Photo/Somebody) " + OWN_WORDS,
        "两国防长会晤（法新社资料图）。" + OWN_WORDS,
        OWN_WORDS + "Earlier this year, Reuters reported on another matter. " + OWN_WORDS,
        "Mr Capper met a BAP official over an APEC (maps) row. " + OWN_WORDS,
    ],
)
def test_article_of_its_own_keeps_its_outlet(text: str) -> None:
    assert decide_origin(article(text), TIMES, OUTLETS) == Origin(origin_id="group:sph", reason="owner group sph")


def test_outlets_of_one_owner_are_one_origin() -> None:
    ids = {decide_origin(article(OWN_WORDS), o, OUTLETS).origin_id for o in (TIMES, ZAOBAO)}
    assert ids == {"group:sph"}


def test_state_media_in_chorus_are_one_origin() -> None:
    chorus = [
        decide_origin(article(OWN_WORDS, url="https://www.globaltimes.cn/1"), GLOBAL_TIMES, OUTLETS),
        decide_origin(article(OWN_WORDS, url="https://www.news.cn/1"), XINHUA, OUTLETS),
        decide_origin(article(OWN_WORDS, url="http://www.mod.gov.cn/1"), None, OUTLETS),
        decide_origin(article(OWN_WORDS, url="https://world.people.com.cn/1"), None, OUTLETS),
    ]
    assert {origin.origin_id for origin in chorus} == {"group:prc-state"}


def test_wire_s_own_article_is_the_wire_s() -> None:
    told = article("SINGAPORE (Reuters) - They met.", url="https://www.reuters.com/1")
    assert decide_origin(told, REUTERS, OUTLETS) == Origin(origin_id="group:reuters", reason="outlet")


def test_near_duplicate_has_the_origin_of_its_original_whatever_it_says_itself() -> None:
    original = Origin(origin_id="group:afp", reason="dateline: AFP")
    copies = [NearDuplicate(version_id="v", original_version_id="v0", similarity=0.9)]
    origin = decide_origin(article(OWN_WORDS), TIMES, OUTLETS, copies, {"v0": original})
    assert origin == Origin(origin_id="group:afp", reason="near-duplicate of v0: dateline: AFP")


def test_copy_of_what_an_aggregator_showed_first_keeps_its_own_origin() -> None:
    shown = Origin(origin_id="aggregator:news-search", reason="aggregator", counts=False)
    copies = [NearDuplicate(version_id="v", original_version_id="v0", similarity=0.9)]
    assert decide_origin(article(OWN_WORDS), TIMES, OUTLETS, copies, {"v0": shown}).origin_id == "group:sph"


def test_aggregator_never_counts() -> None:
    origin = decide_origin(article(OWN_WORDS, url="https://news.example/x"), NEWS_SEARCH, OUTLETS)
    assert origin == Origin(origin_id="aggregator:news-search", reason="aggregator", counts=False)


def test_publisher_behind_an_aggregator_counts_as_itself() -> None:
    origin = decide_origin(article(OWN_WORDS, url="https://www.straitstimes.com/x"), NEWS_SEARCH, OUTLETS)
    assert (origin.origin_id, origin.counts) == ("group:sph", True)


def test_text_of_unnamed_agencies_is_marked_so() -> None:
    assert decide_origin(article("综合外电报道，两国防长会晤。"), TIMES, OUTLETS).origin_id == "wire:unnamed"


@pytest.mark.parametrize(
    ("url", "origin_id"),
    [
        ("https://www.mothership.example/a", "host:mothership.example"),
        ("https://edition.paper.co.uk/a", "host:paper.co.uk"),
        ("https://www.defense.gov/a", "group:us-gov"),
    ],
)
def test_unknown_publisher_counts_as_its_registered_name(url: str, origin_id: str) -> None:
    assert decide_origin(article(OWN_WORDS, url=url), None, OUTLETS).origin_id == origin_id


def test_statement_told_to_a_wire_has_that_wire_as_origin() -> None:
    own = Origin(origin_id="group:sph", reason="outlet")
    assert origin_of_words("They met, an official told Reuters.", own, OUTLETS).origin_id == "group:reuters"
    assert origin_of_words("官员告诉路透社，两人已会面。", own, OUTLETS).origin_id == "group:reuters"
    assert origin_of_words("They met, an official said.", own, OUTLETS) is own


def test_subdomain_belongs_to_its_parent_and_lookalikes_do_not() -> None:
    assert find_outlet("https://live.reuters.com/a", OUTLETS) is REUTERS
    assert find_outlet("https://notreuters.com/a", OUTLETS) is None
    assert find_outlet("not an address", OUTLETS) is None


def test_statement_on_an_aggregator_s_page_does_not_count() -> None:
    shown = Origin(origin_id="aggregator:news-search", reason="aggregator", counts=False)
    assert origin_of_words("They met, an official told Reuters.", shown, OUTLETS).counts is False


def test_wire_copy_on_an_aggregator_s_page_counts_as_the_wire() -> None:
    copy = article("SINGAPORE (Reuters) - They met.", url="https://news.example/x")
    origin = decide_origin(copy, NEWS_SEARCH, OUTLETS)
    assert (origin.origin_id, origin.counts) == ("group:reuters", True)
