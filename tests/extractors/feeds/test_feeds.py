"""Feeds in RSS, RDF and Atom: what becomes of an entry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from seeds.outlets import Feed, Outlet
from tests.extractors.feeds.feed_samples import RSS, MakeFeed, entries_of, entry_of, parse


def test_rss_entry_is_read_whole(feed: Feed, outlet: Outlet) -> None:
    entry = entry_of(
        """<item><title>Austin &amp;amp; Li &lt;b&gt;shake&lt;/b&gt; hands</title>
        <link>https://www.example.com/world/1?utm_source=rss&amp;id=7#top</link>
        <guid isPermaLink="false">tag-1</guid><dc:creator>A. Writer</dc:creator>
        <pubDate>Fri, 02 Jun 2023 20:15:00 +0800</pubDate>
        <description><![CDATA[<p>One.</p><p>Two<br/>three.</p>]]></description>
        <content:encoded><![CDATA[<p>The whole text.</p><script>steal()</script>]]></content:encoded></item>""",
        feed,
        outlet,
    )
    assert entry.title == "Austin & Li shake hands"
    assert entry.url == "https://www.example.com/world/1?id=7"
    assert entry.link == "https://www.example.com/world/1?utm_source=rss&id=7#top"
    assert entry.guid == "tag-1"
    assert entry.author == "A. Writer"
    assert entry.published_at == datetime(2023, 6, 2, 12, 15, tzinfo=UTC)
    assert entry.updated_at is None
    assert entry.summary == "One.\nTwo\nthree."
    assert entry.full_text == "The whole text."


def test_atom_entry_is_read_whole(feed: Feed, outlet: Outlet) -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.example.com/news/"><title>x</title>
    <entry><id>urn:1</id><title type="html">Talks &amp;lt;again&amp;gt;</title><link rel="alternate" href="talks/1"/>
    <published>2023-06-02T09:00:00+02:00</published><updated>2023-06-02T08:30:00Z</updated>
    <summary type="text">Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long.</p></div></content></entry></feed>"""
    (entry,) = entries_of(atom.encode(), feed, outlet)
    assert entry.url == "https://www.example.com/news/talks/1"
    assert entry.published_at == datetime(2023, 6, 2, 7, 0, tzinfo=UTC)
    assert entry.updated_at == datetime(2023, 6, 2, 8, 30, tzinfo=UTC)
    assert (entry.summary, entry.full_text) == ("Short.", "Long.")


def test_rdf_entry_is_read(feed: Feed, outlet: Outlet) -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.com/"><title>x</title></channel>
    <item rdf:about="https://example.com/1"><title>Eins</title><link>https://example.com/1</link>
    <dc:date>2023-06-01T08:00:00+02:00</dc:date></item></rdf:RDF>"""
    (entry,) = entries_of(rdf.encode(), feed, outlet)
    assert (entry.title, entry.url) == ("Eins", "https://example.com/1")
    assert entry.published_at == datetime(2023, 6, 1, 6, 0, tzinfo=UTC)


def test_relative_link_is_made_absolute_against_the_site(feed: Feed, outlet: Outlet) -> None:
    assert entry_of("<item><title>t</title><link>/a/1</link></item>", feed, outlet).url == "https://www.example.com/a/1"


def test_entry_without_link_keeps_no_made_up_one(feed: Feed, outlet: Outlet) -> None:
    entry = entry_of("<item><title>t</title><guid>1234</guid><description>d</description></item>", feed, outlet)
    assert (entry.url, entry.guid) == (None, "1234")


def test_permalink_guid_serves_as_link(feed: Feed, outlet: Outlet) -> None:
    entry = entry_of("<item><title>t</title><guid>https://example.com/a/5</guid></item>", feed, outlet)
    assert entry.url == "https://example.com/a/5"


def test_undated_entry_has_no_date(feed: Feed, outlet: Outlet) -> None:
    assert entry_of("<item><title>t</title><pubDate>soon</pubDate></item>", feed, outlet).published_at is None


def test_date_from_the_future_is_not_believed(feed: Feed, outlet: Outlet) -> None:
    later = "<item><title>t</title><pubDate>Mon, 05 Jun 2023 10:00:00 GMT</pubDate></item>"
    assert entry_of(later, feed, outlet).published_at is None


def test_aggregator_names_the_publisher_and_its_title_loses_the_name(feed: Feed, outlet: Outlet) -> None:
    entry = entry_of(
        "<item><title>Austin meets Li - Example Post</title><link>https://news.example.com/x</link>"
        '<source url="https://post.example.org">Example Post</source></item>',
        feed,
        outlet,
    )
    assert entry.title == "Austin meets Li"
    assert (entry.publisher_name, entry.publisher_url) == ("Example Post", "https://post.example.org/")


def test_wordless_entry_is_refused_and_counted(feed: Feed, outlet: Outlet) -> None:
    items = "<item><link>https://example.com/1</link></item><item><title>t</title></item><item></item>"
    parsed = parse(RSS.format(encoding="utf-8", items=items).encode(), feed, outlet)
    assert isinstance(parsed, tuple)
    assert [entry.title for entry in parsed[0]] == ["t"]
    assert [(r.stage, r.reason) for r in parsed[1]] == [
        (RejectionStage.ENTRY, RejectionReason.EMPTY),
        (RejectionStage.ENTRY, RejectionReason.NO_LINK),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@example.com", "file:///etc/passwd", "http://a b/"])
def test_link_that_is_no_web_address_is_refused(feed: Feed, outlet: Outlet, link: str) -> None:
    parsed = parse(
        RSS.format(encoding="utf-8", items=f"<item><title>t</title><link>{link}</link></item>").encode(), feed, outlet
    )
    assert isinstance(parsed, tuple)
    assert [r.reason for r in parsed[1]] == [RejectionReason.BAD_LINK]


def test_same_entry_twice_is_one(feed: Feed, outlet: Outlet) -> None:
    item = "<item><title>t</title><link>https://example.com/1</link></item>"
    assert len(entries_of(RSS.format(encoding="utf-8", items=item * 2).encode(), feed, outlet)) == 1


def test_entry_id_holds_when_only_blanks_or_trackers_change(feed: Feed, outlet: Outlet) -> None:
    one = entry_of("<item><title>A  b</title><link>https://example.com/1?utm_source=a</link></item>", feed, outlet)
    two = entry_of("<item><title> A b</title><link>https://example.com/1#x</link></item>", feed, outlet)
    assert one.entry_id == two.entry_id


def test_no_entry_is_lost_where_all_have_one_guid_and_one_title(feed: Feed, outlet: Outlet) -> None:
    items = "".join(
        f"<item><title>News</title><guid>0</guid><link>https://example.com/{n}</link></item>" for n in "abca"
    )
    entries = entries_of(RSS.format(encoding="utf-8", items=items).encode(), feed, outlet)
    assert [entry.url for entry in entries] == [f"https://example.com/{name}" for name in "abc"]
    assert len({entry.entry_id for entry in entries}) == 3


def test_entry_id_changes_with_the_title(feed: Feed, outlet: Outlet) -> None:
    one = entry_of("<item><title>To meet</title><link>https://example.com/1</link></item>", feed, outlet)
    two = entry_of("<item><title>Met</title><link>https://example.com/1</link></item>", feed, outlet)
    assert one.entry_id != two.entry_id


def test_changed_text_of_a_full_text_feed_is_a_new_entry(make_feed: MakeFeed, outlet: Outlet) -> None:
    full = make_feed(full_text=True)
    first, second = (
        entry_of(f"<item><title>t</title><guid>1</guid><description>{words}</description></item>", full, outlet)
        for words in ("They will meet.", "They met.")
    )
    assert first.entry_id != second.entry_id
