"""Whatever comes in from outside, the functions that take it apart answer or refuse; they never fail."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.articles.article_files import ArticleFileError, load_articles
from extractors.articles.dates import day_in_url, instant_of
from extractors.articles.interstitials import obstacle
from extractors.articles.page_dates import date_with_precision, stated_date
from extractors.articles.page_text import take_apart
from extractors.articles.plain_text import clean_text, text_of_markup
from extractors.articles.text_files import read_plain_article
from extractors.feeds.feeds import parse_feed
from extractors.records.rejections import Rejection
from extractors.web.charsets import decode
from extractors.web.headers import parse_content_type, parse_retry_after, usable_validator
from extractors.web.urls import absolute_url, canonical_url, host_of, site_of, url_key
from seeds.errors import SeedError
from seeds.outlets import Feed, FeedFormat, Outlet, OutletFile
from seeds.yaml_files import load_yaml_model

NOW = datetime(2024, 6, 1, tzinfo=UTC)
OUTLET = Outlet(
    id="a-times",
    name="A",
    owner="A",
    independence_group="a",
    country="GB",
    languages=("en",),
    kind="newspaper",
    hosts=("a.example",),
)
FEEDS = [
    Feed.model_validate({"id": "a", "url": "https://a.example/f", "format": form, "link_pattern": "/"})
    for form in FeedFormat
]
TOKENS = (
    "<", ">", "</", "/>", "&", ";", "&#", "&#x", "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "?>", "<!DOCTYPE", "rss",
    "feed", "channel", "item", "entry", "title", "link", "href=", "content:encoded", "pubDate", "description", '"',
    "'", "=", "{", "}", "[", "]", ":", ",", "null", "1e999", "-0", "\\u", "\\ud800", "html", "meta", "article", "p",
    "script", "http://", "https:", "[::1]", "%", "@", "#", "?", "/", ".", "xn--", "2024-02-30", "T24:00:00", "+99:99",
    "GMT", "Fri, 31 May", "0000", "99999", "李尚福", "\u202e", "\x00", "\ufeff", "\ud800", "\x1b[2J", "\u0301" * 40,
    "é", "😀", "\r\n", "\u2028", " " * 50, "a" * 300,
)  # fmt: skip
"""What formats are made of: random letters alone would never get behind the first check."""

words = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=8)), max_size=40).map("".join)
documents = st.one_of(st.binary(max_size=400), words.map(lambda text: text.encode("utf-8", "surrogatepass")))
# the same inputs each time, so that a fault of today is not the build of tomorrow; STORYWATCH_FUZZ=1 tries new ones
many = settings(
    max_examples=150,
    deadline=None,
    derandomize="STORYWATCH_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@many
@given(documents, st.sampled_from(FEEDS), st.one_of(st.none(), words))
def test_feed(body: bytes, feed: Feed, charset: str | None) -> None:
    found = parse_feed(body, feed, OUTLET, "https://a.example/f", "text/xml", charset, NOW)
    if not isinstance(found, Rejection):
        entries, _ = found
        assert all(entry.url is None or canonical_url(entry.url) is not None for entry in entries)
        assert all(entry.title == clean_text(entry.title) for entry in entries)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=12,
)
FIELDS = (
    "id",
    "url",
    "title",
    "summary",
    "content_html",
    "content_text",
    "date_published",
    "authors",
    "author",
    "external_url",
)


@many
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6), max_size=4), json_values)
def test_json_feed(items: list[object], top: object) -> None:
    for document in (
        {"version": "https://jsonfeed.org/version/1.1", "items": items, "authors": top},
        {"articles": items, "version": top},
        {"results": items},
        items,
    ):
        parse_feed(json.dumps(document).encode(), FEEDS[0], OUTLET, "https://a.example/f", "", None, NOW)


@many
@given(documents, st.one_of(st.none(), words))
def test_page(body: bytes, charset: str | None) -> None:
    parts = take_apart(body, "https://a.example/2024/05/31/x", charset)
    assert "refused" in parts or parts["text"] == clean_text(parts["text"])
    assert json.loads(json.dumps(parts)) == parts


@many
@given(words, words)
def test_markup_and_text(markup: str, title: str) -> None:
    text = text_of_markup(markup)
    assert text == clean_text(text)
    obstacle(markup, text)
    stated_date(markup)


@many
@given(words, words)
def test_urls(url: str, base: str) -> None:
    for candidate in (url, f"http://{url}", f"https://a.example/{url}", f"https://{url}/{base}"):
        found = canonical_url(candidate)
        if found is not None:
            assert canonical_url(found) is not None
            assert url_key(found)
        host_of(candidate)
        site_of(candidate)
        absolute_url(candidate, base)
        day_in_url(candidate)


@many
@given(st.one_of(words, st.datetimes().map(str), st.from_regex(r"\d{1,9}[-/.T: ]\d{1,4}[-/.T: ]\d{1,4}.{0,20}")))
def test_dates(text: str) -> None:
    for found in (instant_of(text), (date_with_precision(text) or (None,))[0], parse_retry_after(text, NOW)):
        assert found is None or found.utcoffset() is not None


@many
@given(words)
def test_headers(text: str) -> None:
    parse_content_type(text)
    validator = usable_validator(text)
    assert validator is None or validator.encode("ascii")


@many
@given(documents, words)
def test_bytes(body: bytes, charset: str) -> None:
    assert isinstance(decode(body, charset), str)


@many
@given(body=documents)
def test_plain_text_file(body: bytes) -> None:
    try:
        read_plain_article(body)
    except ValueError as error:
        assert str(error) == "the file has no words"


@many
@given(documents)
def test_article_file(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(body)
    try:
        list(load_articles(path, NOW))
    except ArticleFileError as error:
        assert str(path) in str(error)


@many
@given(st.one_of(words, json_values.map(lambda value: json.dumps({"outlets": value}))))
def test_seed_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(load_yaml_model(path, OutletFile), OutletFile)
    except SeedError as error:
        assert str(path) in str(error)
