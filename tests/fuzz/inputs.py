"""What property tests try: documents, words and values made of what formats are made of, the same ones each time."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

NOW = datetime(2024, 6, 1, tzinfo=UTC)

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

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=12,
)
