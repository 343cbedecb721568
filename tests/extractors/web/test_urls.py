"""URLs: canonical form, identity, host."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.web.urls import absolute_url, canonical_url, host_of, site_of, url_key


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.COM:80/a/?utm_source=rss&id=5&fbclid=3#top", "http://www.example.com/a/?id=5"),
        ("https://example.com:443/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/news.php?12345", "https://example.com/news.php?12345"),
        ("https://example.com/a/amp/", "https://example.com/a"),
        ("https://example.com/a.amp.html", "https://example.com/a.html"),
        ("https://example.com/a?outputType=amp", "https://example.com/a"),
        ("https://example.com/camp", "https://example.com/camp"),
        (" https://example.com/a \n", "https://example.com/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://例子.中国/新闻/1", "https://例子.中国/%E6%96%B0%E9%97%BB/1"),
    ],
)
def test_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a",
        "example.com/a",
        "ftp://example.com/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://./",
        "https://user:secret@example.com/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "http://127.1.1.1:80\\@127.2.2.2:80/",
        "https://exa mple.com/",
        "https://example.com/\x00",
        "https://[::1/",
        "https://example.com/" + "a" * 3000,
    ],
)
def test_what_is_no_page_address_has_no_canonical_form(url: str) -> None:
    assert canonical_url(url) is None


@given(st.text(st.characters(), max_size=200).map(lambda rest: f"https://example.com/{rest}"))
def test_canonical_form_of_a_canonical_form_is_itself(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical is None or canonical_url(canonical) == canonical


@given(st.text(st.characters(), max_size=300))  # half characters too, which JSON can hold
def test_no_text_breaks_the_functions(text: str) -> None:
    canonical_url(text)
    host_of(text)
    site_of(text)
    absolute_url(text, "https://example.com/")


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/a/1",
        "https://www.example.com/a/1",
        "https://m.example.com/a/1/",
        "https://amp.example.com/a/1",
    ],
)
def test_one_page_under_several_addresses_has_one_key(other: str) -> None:
    assert url_key(other) == url_key("https://example.com/a/1")


def test_pages_that_differ_in_their_query_have_two_keys() -> None:
    assert url_key("https://example.com/a?id=1") != url_key("https://example.com/a?id=2")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.Example.com/a", "example.com"),
        ("http://eng.mod.gov.cn/x", "eng.mod.gov.cn"),
        ("https://例子.中国/", "xn--fsqu00a.xn--fiqs8s"),
        ("http://www.cn/", "www.cn"),
        ("nonsense", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("../b", "https://example.com/b"),
        ("//other.example/b", "https://other.example/b"),
        ("b c", "https://example.com/a/b%20c"),
        ("https://other.example/\n b", "https://other.example/%20b"),
        ("b\u202e\u200bc", "https://example.com/a/b%E2%80%AE%E2%80%8Bc"),
        ("https://exam\u200bple.com/b", None),
        ("b\ud800", None),
        ("mailto:a@example.com", None),
        ("http://[", None),
    ],
)
def test_link_is_made_absolute(link: str, absolute: str | None) -> None:
    assert absolute_url(link, "https://example.com/a/x") == absolute


def test_address_that_is_too_long_in_its_percent_form_is_none() -> None:
    assert canonical_url("https://a.example/?q=" + "李" * 220) is not None
    assert canonical_url("https://a.example/?q=" + "李" * 230) is None
