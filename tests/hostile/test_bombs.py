"""What unpacks, nests or expands without end is refused or cut, in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import resource
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractors.articles.article_files import ArticleFileError, load_articles
from extractors.articles.extraction import ExtractedPage, ExtractionRefusal, Extractor
from extractors.articles.plain_text import text_of_markup
from extractors.feeds.feeds import parse_feed
from extractors.feeds.json_feeds import parse_json_feed
from extractors.official_lists.list_markup import read_markup
from extractors.official_lists.list_parts import ListFaultError
from extractors.records.rejections import Rejection, RejectionReason
from extractors.web.bodies import BodyBrokenError, BodyTooLargeError, read_body
from seeds.errors import SeedError
from seeds.outlets import Feed, FeedFormat, Outlet, OutletFile
from seeds.yaml_files import load_yaml_model
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer

MEGABYTE = 1_000_000
ZEROS = bytes(40 * MEGABYTE)


def in_pieces(body: bytes) -> Iterable[bytes]:
    return (body[place : place + 16_384] for place in range(0, len(body), 16_384))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(ZEROS), "gzip"),
        (gzip.compress(ZEROS), "X-GZIP"),
        (gzip.compress(ZEROS[:MEGABYTE]) * 40, "gzip"),
        (zlib.compress(ZEROS), "deflate"),
        (raw_deflate(ZEROS), "deflate"),
    ],
    ids=["gzip", "x-gzip", "members", "deflate", "raw deflate"],
)
def test_bomb_is_left_at_the_limit(body: bytes, encoding: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BodyTooLargeError):
        read_body(in_pieces(body), encoding, max_bytes=8 * MEGABYTE, max_decoded_bytes=2 * MEGABYTE)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "deflate, gzip", "lzma", "\x00"]
)
def test_packing_that_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    with pytest.raises(BodyBrokenError, match="not asked for"):
        read_body(
            in_pieces(gzip.compress(gzip.compress(ZEROS))), encoding, max_bytes=MEGABYTE, max_decoded_bytes=MEGABYTE
        )


def test_empty_members_without_end_are_read_once() -> None:
    body = gzip.compress(b"", mtime=0) * 200_000
    assert read_body(in_pieces(body), "gzip", max_bytes=8 * MEGABYTE, max_decoded_bytes=MEGABYTE) == (b"", len(body))


MEMBER = gzip.compress(b"five.", mtime=0)


@pytest.mark.parametrize(
    ("chunks", "body"),
    [
        ([gzip.compress(b"", mtime=0) * 300_000], b""),
        ([MEMBER, *[b"\0"] * 200_000], b"five."),
        ([MEMBER, *[b"x"] * 400_000], b"five."),
        ([MEMBER, *[b"\0" * 65_536] * 100], b"five."),
        ([*[bytes([byte]) for byte in MEMBER + bytes(99) + MEMBER]], b"five.five."),
        ([MEMBER, b"\0\x1f", b"", b"\x8b", MEMBER[2:], b"\x1f", b"x", MEMBER], b"five.five."),
    ],
    ids=["members in one chunk", "zeros", "rubbish", "zeros at length", "byte by byte", "a mark in two chunks"],
)
def test_what_stands_behind_a_packed_body_is_passed_over_as_it_comes(chunks: list[bytes], body: bytes) -> None:
    """Kept together, the first four take time out of all proportion."""
    assert read_body(chunks, "gzip", max_bytes=8 * MEGABYTE, max_decoded_bytes=MEGABYTE)[0] == body


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9)) + "]>"
XML_BOMBS = {
    "laughs": f"{LAUGHS}<rss><channel><title>&a8;</title></channel></rss>",
    "parameter": "<!DOCTYPE r [<!ENTITY % x \"<!ENTITY y 'z'>\"> %x;]><rss>&y;</rss>",
    "lower case": f"{LAUGHS.lower()}<rss>&a8;</rss>",
    "external": '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>',
    "within the prolog": f"<?xml version='1.0'?><!-- x -->\n\n{LAUGHS}<urlset/>",
    "quadratic": f'<!DOCTYPE r [<!ENTITY a "{"B" * 9000}">]><rss><channel><title>{"&a;" * 900}</title></channel></rss>',
    "cyclic": '<!DOCTYPE r [<!ENTITY a "1 &b;"><!ENTITY b "&a;">]><rss><channel><title>&a;</title></channel></rss>',
    "external parameter": '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/evil.dtd"> %x;]><rss/>',
    "attributes": '<!DOCTYPE rss [<!ATTLIST item a CDATA "AAAA">]><rss><channel><item/></channel></rss>',
    "behind a comment": f"<?xml version='1.0'?><!-- <rss> --><?x y?>{LAUGHS}<rss><channel/></rss>",
    "within the feed": f"<rss><channel><title>t</title>{LAUGHS}</channel></rss>",
    "two": "<!DOCTYPE a><!DOCTYPE b [<!ENTITY c 'd'>]><rss/>",
}


@pytest.mark.parametrize("form", [FeedFormat.RSS, FeedFormat.SITEMAP])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-8-sig", "cp1252", "gb18030"])
@pytest.mark.parametrize("name", XML_BOMBS)
def test_entities_are_refused_in_every_form_and_encoding(
    make_feed: type[Feed], outlet: Outlet, name: str, encoding: str, form: FeedFormat
) -> None:
    refused = parse_feed(
        XML_BOMBS[name].encode(encoding), make_feed(format=form), outlet, "https://a.example/", "", None, NOW
    )
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.MALFORMED


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16-le", "utf-16-be", "utf-32-le", "cp037", "iso2022_jp", "hz"])
@pytest.mark.parametrize("says", [True, False], ids=["labelled", "unlabelled"])
def test_entities_are_not_expanded_whatever_the_encoding(
    make_feed: type[Feed], outlet: Outlet, encoding: str, says: bool
) -> None:
    bomb = f"<?xml version='1.0' encoding='{encoding}'?>{XML_BOMBS['laughs']}" if says else XML_BOMBS["laughs"]
    for charset in (encoding, None):
        found = parse_feed(bomb.encode(encoding), make_feed(), outlet, "https://a.example/", "text/xml", charset, NOW)
        assert isinstance(found, Rejection)


def test_document_type_of_another_server_is_not_fetched(server: Loopback, feed: Feed, outlet: Outlet) -> None:
    server.answers["/evil.dtd"] = answer(200, b'<!ENTITY e "x">')
    doctype = f'<!DOCTYPE rss SYSTEM "{server.url}/evil.dtd">'
    for body in (f"{doctype}<rss version='2.0'><channel/></rss>", f"<?xml version='1.0'?>{doctype}<urlset/>"):
        for form in (FeedFormat.RSS, FeedFormat.SITEMAP, FeedFormat.HTML):
            listing = feed.model_copy(update={"format": form, "link_pattern": "/"})
            parse_feed(body.encode(), listing, outlet, "https://a.example/", "text/xml", None, NOW)
    assert server.asked == []


def test_no_collected_bomb_gets_into_an_official_list(shared: Path) -> None:
    files = [path for path in (shared / "data" / "hostile" / "xml_bombs").iterdir() if path.is_file()]
    for path in files:
        with pytest.raises(ListFaultError):
            read_markup([path.read_bytes()], "sdnList", lambda *_: None)
    assert len(files) > 5


NESTS = {
    "div": "<div>" * 150_000,
    "table": "<table><tr><td>" * 50_000,
    "font": "<font color=red><b><i>" * 40_000,
    "list": "<ul><li>" * 80_000,
    "form": "<form><select><option>" * 30_000,
    "script": "<script>" * 90_000,
    "comment": "<!--" * 150_000,
    "entity": "&amp;" * 150_000,
    "svg": "<svg><math><mtext>" * 30_000,
}


@pytest.mark.parametrize("name", NESTS)
def test_nest_is_taken_apart_or_refused_and_the_next_page_read(extractor: Extractor, name: str) -> None:
    page = f"<html><body>{NESTS[name]}{'Austin met Li in Singapore on Friday. ' * 10}".encode()
    assert isinstance(extractor.extract(page, "https://a.example/", None), ExtractedPage | ExtractionRefusal)
    assert len(text_of_markup(NESTS[name])) <= len(NESTS[name])


@pytest.mark.parametrize("depth", ["[", '{"a":', '[{"items":', "[[],"])
def test_deep_json_is_refused(depth: str, tmp_path: Path) -> None:
    bomb = depth * 200_000
    assert str(parse_json_feed(bomb)).startswith("malformed")
    (tmp_path / "deep.jsonl").write_text(bomb + "\n", encoding="utf-8")
    with pytest.raises(ArticleFileError, match="not JSON"):
        list(load_articles(tmp_path / "deep.jsonl", NOW))


def test_number_of_a_million_digits_is_refused() -> None:
    assert str(parse_json_feed(f'{{"version": {"9" * MEGABYTE}}}')).startswith("malformed")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "a: &x [*x]",
        "a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]",
        "!!python/object/apply:os.system ['true']",
        "!!python/name:os.system",
        "outlets: !!binary =",
        "outlets: 2024-99-99",
        "outlets: 0x" + "f" * 100_000,
        "outlets: " + "9" * 10_000,
        "? [a]\n: b",
        "%YAML 9.9\n---\na: b",
        "a: \x00",
        "--- a\n--- b",
    ],
)
def test_hostile_seed_file_is_a_seed_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError):
        load_yaml_model(path, OutletFile)


def test_json_feed_of_nonsense_has_no_entries(feed: Feed, outlet: Outlet) -> None:
    nonsense = [None, 1, "x", [], {}, {"url": {}, "title": []}, {"date_published": 7, "authors": "x", "id": True}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": nonsense}).encode()
    found = parse_feed(body, feed, outlet, "https://a.example/", "", None, NOW)
    assert isinstance(found, tuple)
    assert found[0] == ()
