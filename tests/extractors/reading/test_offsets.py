"""Every event and mention points at the words it claims, and no input makes the reader fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.folding import MAX_CHARACTERS, fold_text
from extractors.reading import Reader
from extractors.records.reading import Reading
from tests.extractors.reading.conftest import Read, make_article

PIECES = st.sampled_from(
    [
        *("US Defense Secretary Lloyd Austin ", "China's defence minister Li Shangfu ", "met ", "held talks with "),
        *("on Friday ", ". ", "\n", ", ", "in Singapore", "\u201cLi\u201d ", "\u200b", "\u202e", "&#8217;s ", "&amp; "),
        *("<b>Austin</b> ", "未与", "李尚福", "會晤", "，", "奧斯汀", "6月2日", "sanctions ", "lifted ", "did not "),
        *("İstanbul ", "\u00a0", "the two defence chiefs ", "his Chinese counterpart ", "Biden\u2013Xi "),
    ]
)


def assert_points_at_words(reading: Reading, title: str, text: str) -> None:
    fields = {"title": title, "text": text}
    for event in reading.events:
        assert fields[event.span.field.value][event.span.start : event.span.end] == event.quote
    for mention in reading.mentions:
        assert fields[mention.span.field.value][mention.span.start : mention.span.end] == mention.text


@given(
    title=st.lists(PIECES, max_size=6), text=st.lists(PIECES, max_size=30), language=st.sampled_from(["en", "zh", "xx"])
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quotes_and_mentions_equal_the_words_at_their_offsets(
    reader: Reader, title: list[str], text: list[str], language: str
) -> None:
    head, body = "".join(title), "".join(text)
    reading = reader.read(make_article(body, title=head, day="2023-06-04", language=language))
    assert_points_at_words(reading, head, body)


@given(text=st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_a_way_back_to_every_character(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.cased) == len(folded.folded)
    for at in range(len(folded.folded)):
        start, end = folded.original_span(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_invisible_characters_inside_a_name_do_not_hide_it(read: Read) -> None:
    text = "Lloyd Au\u200bstin met Li Shang\u00adfu on Saturday in Singapore."
    reading = read(text, day="2023-06-04")
    assert reading.raises == ("austin-li-meeting", "us-prc-defense-ministers-meeting")
    assert_points_at_words(reading, "", text)


def test_markup_and_curly_quotes_left_in_the_text_do_not_hide_an_event(read: Read) -> None:
    text = "<p>“Lloyd Austin met China&#8217;s Li Shangfu</p> <i>on Saturday</i>,” the Pentagon said."
    reading = read(text, day="2023-06-04")
    assert "austin-li-meeting" in reading.raises
    assert_points_at_words(reading, "", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\ufffe\ud800",
        "LLOYD AUSTIN MET LI SHANGFU",
        "Lloyd Austin Li Shangfu " * 50,
        "<" * 2000,
        "((((((((" * 300 + "Lloyd Austin met Li Shangfu",
        "Lloyd Austin met " + "and Li Shangfu " * 400,
        "李尚福" * 2000,
        pytest.param("met " * 3000 + "Lloyd Austin, Li Shangfu", marks=pytest.mark.long),  # seconds each
        "met " * 500 + "Lloyd Austin, Li Shangfu",
        "الوزير لي شانغ فو",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh", "ar", "und"])
@pytest.mark.parametrize("day", [None, "2023-06-04", "2099-01-01"])
def test_strange_input_is_read_without_failing(read: Read, text: str, language: str, day: str | None) -> None:
    assert_points_at_words(read(text, title=text, day=day, language=language), text, text)


def test_a_paragraph_of_two_megabytes_is_cut_and_says_so(read: Read) -> None:
    sentence = "Lloyd Austin met Li Shangfu and the sanctions on Li Shangfu were not lifted, the Pentagon said "
    started = time.monotonic()
    reading = read(sentence * 21_000, day="2023-06-04")
    assert time.monotonic() - started < 60  # a bound against runaway time, not a measurement
    assert reading.note == f"text cut at {MAX_CHARACTERS} characters"


def test_a_language_without_lexicon_is_matched_and_linked_but_raises_nothing(read: Read) -> None:
    reading = read("Lloyd Austin ngadeg jeung Li Shangfu di Singapura.", day="2023-06-04", language="su")
    assert reading.match.on_storyline
    assert {m.entity_id for m in reading.mentions} >= {"lloyd-austin", "li-shangfu"}
    assert reading.events == ()
