"""Bytes of unsure encoding in, text out: labels are believed only where the bytes do not say otherwise. Pure."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LABEL = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LABEL_WITHIN_BYTES = 4096
"""Browsers look at the first 1,024; real pages put their label later."""

_MEANT = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
}
"""What web pages mean by a label: the supersets of the WHATWG encoding standard."""

_TEXT_CODECS = re.compile(r"^(?:utf|cp|iso|gb|big5|koi8|euc|shift|mac|latin|ascii|hz|johab|tis|ptcp|kz)", re.IGNORECASE)
_GUESS_FROM_BYTES = 64 * 1024
_GUESSES = [
    "utf_8",
    "gb18030",
    "big5hkscs",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1252",
    "cp1251",
    "koi8_r",
    "cp1250",
    "cp1256",
]
"""Encodings that news sites have been seen to use; without the list, short texts are taken for exotic cousins."""
_BROKEN_SHARE = 0.1
"""Of the characters beyond ASCII: above it the label is wrong (a UTF-8 label on GB 18030 breaks nearly all)."""


def decode(body: bytes, http_charset: str | None) -> str:
    """Decode a page or feed: byte order mark, valid UTF-8, the HTTP label, the document's label, a guess; never fails.

    Valid UTF-8 beyond ASCII is taken for UTF-8 whatever the labels say: in any other encoding it would be chance.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    labels = _labels(body, http_charset)
    if text is not None and (not body.isascii() or not any(_is_wide_or_escaped(name) for name in labels)):
        return text
    for name in labels:
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    if labels and _is_mostly_whole(repaired := body.decode(labels[0], "replace")):
        return repaired
    best = from_bytes(body[:_GUESS_FROM_BYTES], cp_isolation=_GUESSES).best()
    return body.decode(best.encoding if best is not None else "utf-8", "replace")


def _is_mostly_whole(text: str) -> bool:
    """Whether a label that does not quite fit is still the right one: few broken characters among the non-ASCII."""
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    return text.count("\ufffd") <= _BROKEN_SHARE * beyond_ascii


def _labels(body: bytes, http_charset: str | None) -> list[str]:
    found = [http_charset] if http_charset else []
    found += [match.decode("ascii") for match in _LABEL.findall(body[:_LABEL_WITHIN_BYTES])]
    names = [_MEANT.get(label.lower(), label.lower()) for label in found]
    return list(dict.fromkeys(name for name in names if _is_text_codec(name)))


def _is_text_codec(name: str) -> bool:
    try:
        return bool(_TEXT_CODECS.match(codecs.lookup(name).name))
    except (LookupError, ValueError):
        return False


def _is_wide_or_escaped(name: str) -> bool:
    """Encodings whose bytes can all be ASCII while the text is not."""
    return name.startswith(("utf-16", "utf-32", "utf_16", "utf_32", "iso-2022", "iso2022", "hz", "utf-7"))
