"""Pages, addresses, dates and headers of whatever kind are read or refused; nothing that reads them fails."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from extractors.articles.dates import day_in_url, instant_of
from extractors.articles.interstitials import obstacle
from extractors.articles.page_dates import date_with_precision, stated_date
from extractors.articles.page_text import take_apart
from extractors.articles.plain_text import clean_text, text_of_markup
from extractors.web.charsets import decode
from extractors.web.headers import parse_content_type, parse_retry_after, usable_validator
from extractors.web.urls import absolute_url, canonical_url, host_of, site_of, url_key
from tests.fuzz.inputs import NOW, documents, many, words


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
