"""Markup to plain text, and plain text made clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles.plain_text import clean_line, clean_text, markup_of_text, text_of_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two<br/>three.</p>", "One.\nTwo\nthree."),
        ("Austin &amp;amp; Li", "Austin & Li"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("5 < 6 and AT&T", "5 < 6 and AT&T"),
        ("a<b>c</b>d", "acd"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("x<script>alert(1)</script><style>p{}</style>y", "xy"),
        ("<img src=x onerror=alert(1)>Words", "Words"),
        ("<!-- hidden -->Shown", "Shown"),
        ("<![CDATA[<p>Kept</p>]]>", "Kept"),
        ("中文<br>第二行", "中文\n第二行"),
        ("<p>cut of", "cut of"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a \t b \n\n\n c ", "a b\nc"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Li\u00ad Shang\u200bfu\ufeff", "Li Shangfu"),
        ("\u202eevil\u202c", "evil"),
        ("\x1b[31mred\x1b[0m\x00\x07", "[31mred[0m"),
        ("a\r\nb\rc\u2028d", "a\nb\nc d"),
        ("a\ud800b", "ab"),
    ],
)
def test_text_is_made_clean(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_line_has_no_breaks() -> None:
    assert clean_line("a\n b\n\nc") == "a b c"


@given(st.text(max_size=300))
def test_text_comes_back_from_its_markup(text: str) -> None:
    assert text_of_markup(markup_of_text(text)) == clean_text(text)


@given(st.text(alphabet="<>/&;!-[]p br=\"'abc#x123\n", max_size=200))
def test_no_markup_breaks_it(markup: str) -> None:
    assert isinstance(text_of_markup(markup), str)


def test_deep_markup_is_bounded() -> None:
    assert isinstance(text_of_markup("<div>" * 100_000 + "deep"), str)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73", "\u0344\u0323", "\u05b0\u05b1"])
def test_pile_of_marks_is_cut_before_it_is_put_in_order(marks: str) -> None:
    cleaned = clean_text("Li " + "a" + marks * 200_000 + " met Austin")  # uncut, a hundred seconds
    assert cleaned.startswith("Li ")
    assert cleaned.endswith(" met Austin")
    assert len(cleaned) < 100


def test_thirty_marks_on_one_letter_are_left_alone() -> None:
    assert clean_text("a" + "\u0316" * 30) == "a" + "\u0316" * 30
