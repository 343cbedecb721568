"""Plain text: titles, summaries and bodies as outlets write them in, clean NFC lines out. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from lxml import etree

_TAG = re.compile(r"<(?:!--|/?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*)?/?>)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""For a class of characters: letters and marks by category that nobody sees, which Unicode calls default ignorable
beside format characters."""
_INVISIBLE = re.compile(
    f"[{FILLERS}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Soft hyphens, zero-width blanks, direction marks, tags, fillers, variation selectors: they hide names from matching
and forge what people see. The joiners U+200C and U+200D stay: Persian and Hindi are written with them."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""What is not one plain blank already."""
MARKS_IN_A_ROW = 30
"""More combining marks on one letter are cut, as in Unicode's stream-safe format (UAX 15, 13): putting them in order
takes quadratic time, 30 seconds for 200,000 of them."""
_LINES = re.compile(r" ?\n\s*")
"""Between lines whose blanks are single."""

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"})
MAX_FRAGMENT_CHARS = 1_000_000
"""A feed's text field beyond this is cut: the longest real article is a fifth of it."""


def clean_text(text: str) -> str:
    """Return NFC text without control, invisible or surrogate characters, blanks single, one "\\n" between lines."""
    visible = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")))
    return _LINES.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", _without_piles(visible)))).strip()


def _without_piles(text: str) -> str:
    """Cut every pile of marks; a pile that is too high shows at one of every so many characters."""
    if text.isascii() or not any(_is_mark(letter) for letter in text[:: MARKS_IN_A_ROW + 1]):
        return text
    return _piles().sub(lambda found: found[0][:MARKS_IN_A_ROW], text)


def _is_mark(letter: str) -> bool:
    """What moves when text is normalised: marks, and the few signs that fall apart into nothing but marks."""
    return unicodedata.combining(letter) > 0 or letter in "\u0f73\u0f75\u0f81"


@cache
def _piles() -> re.Pattern[str]:
    marks = "".join(filter(_is_mark, map(chr, range(0x300, 0x1F000))))
    return re.compile(f"[{marks}]{{{MARKS_IN_A_ROW + 1},}}")


def clean_line(text: str) -> str:
    """Return the same on one line."""
    return clean_text(text).replace("\n", " ")


def text_of_markup(markup: str) -> str:
    """Return the text of an HTML fragment, a line per block; text without markup comes back as it is.

    Markup that was escaped twice, as many feeds do, is unescaped twice.
    """
    text = markup[:MAX_FRAGMENT_CHARS].replace("<![CDATA[", "").replace("]]>", "")
    for _ in range(2):
        if _TAG.search(text):
            text = _walk(text)
        elif _ENTITY.search(text):
            text = html.unescape(text)
        else:
            break
    return clean_text(text)


def markup_of_text(text: str) -> str:
    """Return markup from which `text_of_markup` makes this very text, whatever it looks like."""
    return html.escape(html.escape(text, quote=False), quote=False)


def line_of_markup(markup: str) -> str:
    """Return the text of an HTML fragment on one line."""
    return text_of_markup(markup).replace("\n", " ")


def _walk(markup: str) -> str:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    source = f"<div>{_CONTROL.sub('', markup)}</div>".encode("utf-8", "ignore")
    root = etree.fromstring(source, parser)
    if root is None:
        return ""
    pieces: list[str] = []
    silent_depth = 0
    for step, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        is_start = step == "start"
        if name in _BLOCKS:
            pieces.append("\n")
        if name in _SILENT:
            silent_depth += 1 if is_start else -1
        words = element.text if is_start else element.tail
        if words and silent_depth == 0:
            pieces.append(words)
    return "".join(pieces)
