"""Feeds of whatever bytes give entries or one refusal; they never fail."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from extractors.articles.plain_text import clean_text
from extractors.feeds.feeds import parse_feed
from extractors.records.rejections import Rejection
from extractors.web.urls import canonical_url
from seeds.outlets import Feed, FeedFormat, Outlet
from tests.fuzz.inputs import NOW, documents, json_values, many, words

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
@given(documents, st.sampled_from(FEEDS), st.one_of(st.none(), words))
def test_feed(body: bytes, feed: Feed, charset: str | None) -> None:
    found = parse_feed(body, feed, OUTLET, "https://a.example/f", "text/xml", charset, NOW)
    if not isinstance(found, Rejection):
        entries, _ = found
        assert all(entry.url is None or canonical_url(entry.url) is not None for entry in entries)
        assert all(entry.title == clean_text(entry.title) for entry in entries)


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
