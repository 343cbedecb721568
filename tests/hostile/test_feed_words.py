"""An entry of hostile words, dates or references is read or refused, and costs none of its neighbours."""

from __future__ import annotations

import json
import unicodedata

import pytest

from extractors.feeds.feeds import parse_feed
from extractors.feeds.parsed_feeds import pack_feed, unpack_feed
from extractors.records.feeds import FeedEntry
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW
from tests.hostile.words import DATES, REFERENCES, WORDS

GOOD = "https://example.com/good"


def entries_of(body: str, kind: str, feed: Feed, outlet: Outlet) -> list[FeedEntry]:
    """Parse a feed and return its entries as they come out of the worker."""
    parsed = parse_feed(body.encode("utf-8"), feed, outlet, "https://example.com/feed", kind, None, NOW)
    crossed = unpack_feed(json.loads(json.dumps(pack_feed(parsed)).encode()))
    assert isinstance(crossed, tuple), crossed
    return list(crossed[0])


def json_feed(word: str, date: str) -> str:
    crowded = {"id": word, "title": f"T{word}", "summary": word, "content_html": word, "date_published": date}
    crowded |= {"url": f"https://example.com/a?{word}", "authors": [{"name": word}], "date_modified": word}
    good = {"id": "good", "url": GOOD, "title": "Good"}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [crowded, good]})


def rss(inner: str) -> str:
    good = f"<item><title>Good</title><link>{GOOD}</link></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{inner}{good}</channel></rss>'


def unseen(entry: FeedEntry) -> set[str]:
    """Characters of an entry that steer, hide or are none; joiners are part of words and of emoji."""
    texts = (entry.title, entry.summary, entry.full_text, entry.author, entry.guid, entry.url, entry.link)
    return {
        letter
        for text in texts
        for letter in text or ""
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and letter not in "\n\u200c\u200d"
    }


@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word)[:30])
def test_word_in_every_field_of_a_json_feed_costs_no_other_entry(word: str, feed: Feed, outlet: Outlet) -> None:
    entries = entries_of(json_feed(word, "2023-06-01T00:00:00Z"), "application/feed+json", feed, outlet)
    assert GOOD in {entry.url for entry in entries}
    assert set().union(*(unseen(entry) for entry in entries)) == set()


@pytest.mark.parametrize("date", DATES, ids=lambda date: ascii(date)[:30])
def test_date_that_cannot_be_is_none(date: str, feed: Feed, outlet: Outlet) -> None:
    written = date.encode("utf-8", "replace").decode().replace("\x1b", "")
    in_json = entries_of(json_feed("x", date), "application/feed+json", feed, outlet)
    in_rss = entries_of(rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>"), "text/xml", feed, outlet)
    for entries in (in_json, in_rss):
        assert len(entries) == 2
        assert {entry.published_at for entry in entries} == {None}


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference[:20])
def test_reference_to_no_character_costs_no_entry(reference: str, feed: Feed, outlet: Outlet) -> None:
    item = (
        f"<item><title>Talks {reference} held</title><link>https://example.com/a</link><guid>{reference}</guid>"
        f"<description>&lt;p&gt;{reference}&lt;/p&gt;</description></item>"
    )
    talks, good = entries_of(rss(item), "application/rss+xml", feed, outlet)
    assert (talks.url, good.url) == ("https://example.com/a", GOOD)
    assert talks.title.startswith("Talks ")
    assert talks.title.endswith("held")
    assert unseen(talks) == set()


@pytest.mark.parametrize("pair", ["&#55357;&#56832;", "&#xD83D;&#xDE00;", "&#xd83d;&#56832;"])
def test_emoji_in_two_halves_is_one_character(pair: str, feed: Feed, outlet: Outlet) -> None:
    (smiling, _) = entries_of(rss(f"<item><title>Talks {pair}</title></item>"), "text/xml", feed, outlet)
    assert smiling.title == "Talks \U0001f600"


def test_file_that_a_feed_includes_is_not_read(feed: Feed, outlet: Outlet) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    sheet = '<?xml-stylesheet href="file:///etc/hostname"?>'
    item = f"<item><title>Talks {include} held</title><description>{sheet}</description></item>"
    (talks, _) = entries_of(rss(f"{include}{sheet}{item}"), "application/rss+xml", feed, outlet)
    assert " ".join(talks.title.split()) == "Talks held"
    assert talks.summary == ""
