"""Decoding bytes whose labels may lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.web.charsets import decode

CHINESE = "中美防长在新加坡"
FALSELY_LABELLED = """<?xml version="1.0" encoding="utf-8"?><rss><channel><title>要闻</title><item>
<title>国防部：部长将出席新加坡安全论坛</title><description>发言人在例行记者会上说，部长将发表演讲。</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "http", "text"),
    [
        (CHINESE.encode(), None, CHINESE),
        (CHINESE.encode(), "gb2312", CHINESE),
        (CHINESE.encode("gb18030"), "gb2312", CHINESE),
        ('<meta charset="gbk">测试'.encode("gb18030"), "utf-8", '<meta charset="gbk">测试'),
        ("防長在新加坡".encode("big5"), "Big5", "防長在新加坡"),
        ("防衛相が会談".encode("shift_jis"), "Shift_JIS", "防衛相が会談"),
        ("防衛相が会談".encode("iso2022_jp"), "iso-2022-jp", "防衛相が会談"),
        ("Встреча".encode("koi8-r"), "koi8-r", "Встреча"),
        ("“Défense”".encode("cp1252"), "iso-8859-1", "“Défense”"),
        ("\ufeffx".encode("utf-16"), "utf-8", "\ufeffx"),
        (b"\xef\xbb\xbfx", "latin-1", "x"),
        # Labels that are not true: the bytes are no UTF-8.
        (FALSELY_LABELLED.encode("gb18030"), None, FALSELY_LABELLED),
        (
            "China’s minister “will attend” – Zürich".encode("cp1252"),
            "utf-8",
            "China’s minister “will attend” – Zürich",
        ),
        # The label is true, and one byte is broken.
        ("äöüßéèêáàâçñ".encode() + b"\xff", "utf-8", "äöüßéèêáàâçñ\ufffd"),
        (b"plain", "no-such-charset", "plain"),
        (b"plain", "base64", "plain"),
        (b"", None, ""),
    ],
)
def test_bytes_are_decoded(body: bytes, http: str | None, text: str) -> None:
    assert decode(body, http) == text


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gb2312", "utf-16", "idna", "punycode", "hex", "\0"]))
def test_no_bytes_and_no_label_break_it(body: bytes, http: str | None) -> None:
    assert isinstance(decode(body, http), str)
