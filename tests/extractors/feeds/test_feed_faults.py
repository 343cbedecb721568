"""Feeds in false encodings, files and pages in their place, and markup made to cost without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.articles.extraction import Extractor
from extractors.records.rejections import Rejection, RejectionReason
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW
from tests.extractors.feeds.feed_samples import ADDRESS, RSS, entries_of, entry_of, parse, refusal

CYRILLIC = "<item><title>Встреча министров обороны</title></item>"


CHINESE = "<item><title>中美防长在新加坡会面</title></item>"


FRENCH = "<item><title>La Défense à l’été</title></item>"


@pytest.mark.parametrize(
    ("items", "prolog", "actual", "http"),
    [
        (CYRILLIC, "windows-1251", "windows-1251", None),
        (CYRILLIC, "koi8-r", "koi8-r", None),
        (CHINESE, "gb2312", "gb2312", None),
        (CHINESE, "utf-8", "gb18030", "gb2312"),
        (CHINESE, "gb2312", "utf-8", None),
        (CHINESE, "utf-8", "utf-8", "iso-8859-1"),
        (CHINESE, "utf-16", "utf-16", None),
        (FRENCH, "iso-8859-1", "cp1252", None),
        (FRENCH, "utf-8", "utf-8-sig", "windows-1252"),
        (FRENCH, "no-such-encoding", "utf-8", None),
    ],
)
def test_encodings_true_and_false(
    feed: Feed, outlet: Outlet, items: str, prolog: str, actual: str, http: str | None
) -> None:
    body = RSS.format(encoding=prolog, items=items).encode(actual)
    (entry,) = entries_of(body, feed, outlet, charset=http)
    assert f"<item><title>{entry.title}</title></item>" == items


def test_html_in_place_of_a_feed_is_the_wrong_type(feed: Feed, outlet: Outlet) -> None:
    page = b"<!DOCTYPE html><html><head><title>Access denied</title></head><body><p>No.</p></body></html>"
    assert refusal(page, feed, outlet, "text/html") == RejectionReason.WRONG_TYPE


@pytest.mark.parametrize("body", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04zip", b"\x1f\x8b\x08"])
def test_file_in_place_of_a_feed_is_the_wrong_type(feed: Feed, outlet: Outlet, body: bytes) -> None:
    assert refusal(body, feed, outlet) == RejectionReason.WRONG_TYPE


@pytest.mark.parametrize("body", [b"", b"  \r\n ", b"\xef\xbb\xbf", b"\0\0\0"])
def test_nothing_in_place_of_a_feed_is_empty(feed: Feed, outlet: Outlet, body: bytes) -> None:
    assert refusal(body, feed, outlet) == RejectionReason.EMPTY


@pytest.mark.parametrize("body", [b"Service unavailable", b"<note>hi</note>", b"<rs", b"{oops", b"[1,"])
def test_rubbish_is_malformed(feed: Feed, outlet: Outlet, body: bytes) -> None:
    assert refusal(body, feed, outlet) == RejectionReason.MALFORMED


def test_feed_cut_short_gives_what_it_has(feed: Feed, outlet: Outlet) -> None:
    whole = RSS.format(encoding="utf-8", items="<item><title>First</title></item><item><title>Second</title></item>")
    parsed = parse(whole[: whole.index("Second") + 3].encode(), feed, outlet)
    assert isinstance(parsed, tuple)
    assert parsed[0][0].title == "First"


def test_entity_bomb_is_refused_unexpanded(feed: Feed, outlet: Outlet) -> None:
    bomb = (
        """<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>"""
        + RSS.format(encoding="utf-8", items="<item><title>&b;</title></item>").partition("?>")[2]
    )
    assert refusal(bomb.encode(), feed, outlet) == RejectionReason.MALFORMED


def test_entity_bomb_in_another_encoding_is_refused(feed: Feed, outlet: Outlet) -> None:
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "x">]><rss><channel/></rss>'
    assert refusal(bomb.encode("utf-16"), feed, outlet) == RejectionReason.MALFORMED


def test_no_collected_feed_raises(shared: Path, feed: Feed, outlet: Outlet) -> None:
    files = [
        path for folder in ("feeds", "hostile") for path in (shared / "data" / folder).rglob("*") if path.is_file()
    ]
    parsed = {path.name: parse(path.read_bytes(), feed, outlet) for path in files}
    assert len(parsed) > 40
    assert {name: len(found[0]) for name, found in parsed.items() if isinstance(found, tuple)}["large_rss.xml"] == 25
    for name in ("xmlbomb.xml", "quadratic.xml", "external.xml", "cyclic.xml"):
        assert isinstance(parsed[name], Rejection), name


def test_parsing_in_the_worker_gives_the_same_entries(feed: Feed, outlet: Outlet, extractor: Extractor) -> None:
    body = RSS.format(
        encoding="utf-8",
        items="<item><title>防长 &amp; Li</title><link>/a/1</link>"
        "<pubDate>Fri, 02 Jun 2023 10:00:00 GMT</pubDate></item>",
    ).encode()
    inside = extractor.parse_feed(body, feed, outlet, ADDRESS, "", None, NOW)
    assert inside == parse(body, feed, outlet)


def test_worker_says_what_is_no_feed(feed: Feed, outlet: Outlet, extractor: Extractor) -> None:
    refused = extractor.parse_feed(b"Oops", feed, outlet, ADDRESS, "", None, NOW)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.MALFORMED


def test_feed_that_the_parser_chokes_on_is_given_up(feed: Feed, outlet: Outlet) -> None:
    choking = "<item><title>x</title>" + "".join(f"<author>{'a.' * 2000}@</author>" for _ in range(1000)) + "</item>"
    body = RSS.format(encoding="utf-8", items=choking).encode()
    with Extractor(workers=1, seconds=1.0) as limited:
        refused = limited.parse_feed(body, feed, outlet, ADDRESS, "", None, NOW)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.EXTRACTION_TIMEOUT


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item " + b" ".join(b'a%d="1"' % number for number in range(60_000)) + b"/></channel></rss>",
        b"<!DOCTYPE " * 100_000,
    ],
    ids=["attributes", "doctypes"],
)
def test_markup_that_costs_without_end_is_refused_unparsed(feed: Feed, outlet: Outlet, body: bytes) -> None:
    assert refusal(body, feed, outlet) == RejectionReason.MALFORMED


def test_inlined_picture_does_not_cost_the_feed(feed: Feed, outlet: Outlet) -> None:
    picture = "&lt;img src='data:image/png;base64," + "aGVs" * 10_000 + "=='&gt;Words."
    entry = entry_of(f"<item><title>t</title><description>{picture}</description></item>", feed, outlet)
    assert entry.summary == "Words."


def test_feed_without_end_is_read_to_the_two_thousandth_entry(feed: Feed, outlet: Outlet) -> None:
    items = "".join(f"<item><title>{number}</title><link>/{number}</link></item>" for number in range(2_100))
    found = parse(RSS.format(encoding="utf-8", items=items).encode(), feed, outlet)
    assert isinstance(found, tuple)
    entries, rejections = found
    assert len(entries) == 2_000
    assert [rejection.reason for rejection in rejections] == [RejectionReason.TOO_LARGE]


@pytest.mark.parametrize(
    "body",
    [
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_html": "<a %s>x</a>"}]}',
        b"<rss version='2.0'><channel><item><description>&lt;a %s&gt;</description></item></channel></rss>",
    ],
    ids=["json", "escaped"],
)
def test_words_that_cost_without_end_are_given_up(feed: Feed, outlet: Outlet, body: bytes) -> None:
    costly = body % b" ".join(b"x%d" % number for number in range(100_000))
    with Extractor(workers=1, seconds=1.0) as limited:
        refused = limited.parse_feed(costly, feed, outlet, ADDRESS, "", None, NOW)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.EXTRACTION_TIMEOUT
