"""Feeds of every format, whole and broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.articles.extraction import Extractor
from extractors.feeds.feeds import parse_feed
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW

MakeFeed = Callable[..., Feed]
ADDRESS = "https://example.com/feeds/world.xml"

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example</title><link>https://www.example.com/</link>{items}</channel></rss>"""


def parse(
    body: bytes, feed: Feed, outlet: Outlet, content_type: str = "application/rss+xml", charset: str | None = None
) -> tuple[tuple[FeedEntry, ...], tuple[Rejection, ...]] | Rejection:
    return parse_feed(body, feed, outlet, ADDRESS, content_type, charset, NOW)


def entries_of(body: bytes, feed: Feed, outlet: Outlet, charset: str | None = None) -> tuple[FeedEntry, ...]:
    parsed = parse(body, feed, outlet, charset=charset)
    assert isinstance(parsed, tuple), parsed
    assert parsed[1] == ()
    return parsed[0]


def entry_of(items: str, feed: Feed, outlet: Outlet) -> FeedEntry:
    (entry,) = entries_of(RSS.format(encoding="utf-8", items=items).encode(), feed, outlet)
    return entry


def refusal(body: bytes, feed: Feed, outlet: Outlet, content_type: str = "text/xml") -> RejectionReason:
    parsed = parse(body, feed, outlet, content_type)
    assert isinstance(parsed, Rejection), parsed
    assert (parsed.stage, parsed.feed_id, parsed.outlet_id) == (RejectionStage.FEED, feed.id, outlet.id)
    return parsed.reason


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


def test_json_feed_is_read(feed: Feed, outlet: Outlet) -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [
      {"id": 5, "url": "https://example.com/5", "title": "A < B & C", "content_text": "Plain <text>.",
       "date_published": "2023-06-02T10:00:00-04:00", "authors": [{"name": "W"}]},
      {"id": "6", "external_url": "https://example.com/6", "title": "Six", "content_html": "<p>Rich</p>"}]}"""
    five, six = entries_of(body.encode(), feed, outlet)
    assert (five.guid, five.title, five.full_text, five.author) == ("5", "A < B & C", "Plain <text>.", "W")
    assert five.published_at == datetime(2023, 6, 2, 14, 0, tzinfo=UTC)
    assert (six.url, six.full_text) == ("https://example.com/6", "Rich")


def test_federal_register_documents_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""{"count": 1, "results": [{"title": "Notice of OFAC Sanctions Actions", "abstract": "Names are removed.",
      "document_number": "2023-11111", "html_url": "https://www.federalregister.gov/d/2023-11111",
      "publication_date": "2023-06-01", "agencies": [{"name": "Treasury Department"}]}]}"""
    (entry,) = entries_of(body, feed, outlet)
    assert (entry.guid, entry.summary, entry.author) == ("2023-11111", "Names are removed.", "Treasury Department")
    assert entry.published_at == datetime(2023, 6, 1, tzinfo=UTC)


def test_wordpress_posts_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""[{"id": 9, "date_gmt": "2023-06-01T07:00:00", "modified_gmt": "2023-06-01T09:00:00",
      "guid": {"rendered": "https://example.com/?p=9"}, "link": "https://example.com/nine/",
      "title": {"rendered": "Nine &#8211; news"}, "content": {"rendered": "<p>Body</p>", "protected": false},
      "excerpt": {"rendered": "<p>Short</p>"}}]"""
    (entry,) = entries_of(body, feed, outlet)
    assert (entry.title, entry.summary, entry.full_text) == ("Nine \u2013 news", "Short", "Body")
    assert entry.updated_at == datetime(2023, 6, 1, 9, 0, tzinfo=UTC)


def test_gdelt_articles_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""{"articles": [{"url": "https://post.example.org/1", "title": "Li declines", "domain": "post.example.org",
      "seendate": "20230602T101500Z", "language": "English", "sourcecountry": "Singapore"}]}"""
    (entry,) = entries_of(body, feed, outlet)
    assert entry.published_at == datetime(2023, 6, 2, 10, 15, tzinfo=UTC)
    assert entry.publisher_name == "post.example.org"


def test_json_of_another_kind_is_the_wrong_type(feed: Feed, outlet: Outlet) -> None:
    assert refusal(b'{"error": "quota"}', feed, outlet) == RejectionReason.WRONG_TYPE


def test_deep_json_is_malformed(feed: Feed, outlet: Outlet) -> None:
    assert refusal(b"[" * 200_000, feed, outlet) == RejectionReason.MALFORMED


def test_list_page_gives_the_links_that_match(make_feed: MakeFeed, outlet: Outlet) -> None:
    listing = make_feed(format="html", link_pattern=r"/t\d{8}_\d+\.html$")
    page = """<html><head><base href="https://www.example.com/xw/"></head><body><a href="/">Home</a>
      <a href="./t20230601_1.html"><img src="x.jpg"></a> <a href="./t20230601_1.html">国防部 发言人\n答记者问</a>
      <a href="../other/t20230530_2.html#a">谈建华</a></body></html>"""
    first, second = entries_of(page.encode(), listing, outlet)
    assert first.url == "https://www.example.com/xw/t20230601_1.html"
    assert first.title == "国防部 发言人 答记者问"
    assert first.published_at == datetime(2023, 6, 1, tzinfo=UTC)
    assert second.url == "https://www.example.com/other/t20230530_2.html"


def test_list_page_without_matching_links_is_empty(make_feed: MakeFeed, outlet: Outlet) -> None:
    listing = make_feed(format="html", link_pattern=r"/article/\d+")
    assert refusal(b"<html><body><a href='/x'>x</a></body></html>", listing, outlet) == RejectionReason.EMPTY


def test_news_sitemap_is_read(make_feed: MakeFeed, outlet: Outlet) -> None:
    sitemap = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/a/1</loc>
      <lastmod>2023-06-02T11:00:00Z</lastmod><news:news><news:publication><news:name>Example</news:name>
      </news:publication><news:publication_date>2023-06-02T10:00:00+02:00</news:publication_date>
      <news:title>Q&amp;A: what now</news:title></news:news></url></urlset>"""
    (entry,) = entries_of(sitemap.encode(), make_feed(format="sitemap"), outlet)
    assert (entry.url, entry.title) == ("https://example.com/a/1", "Q&A: what now")
    assert entry.published_at == datetime(2023, 6, 2, 8, 0, tzinfo=UTC)


def test_index_of_sitemaps_is_the_wrong_type(make_feed: MakeFeed, outlet: Outlet) -> None:
    index = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>x</loc></sitemap></sitemapindex>'
    assert refusal(index, make_feed(format="sitemap"), outlet) == RejectionReason.WRONG_TYPE


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
