"""Any text in any language is read without failing, and every quote and name stands where the reading says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading import Reader
from extractors.records.reading import Reading
from seeds.lexicon import Lexicon, load_lexicons
from tests.extractors.reading.conftest import make_article
from tests.extractors.reading.language_passages import shipped_reader
from tests.extractors.reading.test_offsets import assert_points_at_words
from tests.fuzz.inputs import TOKENS, many

LANGUAGES = ("en", "zh", "de", "fr", "es", "ja", "ru", "it", "pt", "ko", "xx")
NAMES = (
    "Lloyd Austin", "Li Shangfu", "Dong Jun", "Pete Hegseth", "李尚福", "董军", "オースティン", "李尚福国防相", "Остин",
    "the Pentagon", "China's defence minister", "his Chinese counterpart", "Beijing", "Singapore", "PLA", "Xi", "Biden",
)  # fmt: skip
JOINTS = (
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "“",
    "”",
    "(",
    ")",
    "。",
    "，",
    " – ",
    " said ",
    " on Friday",
    " 2 June 2023 ",
    "",
)


@pytest.fixture(scope="module")
def lexicons() -> dict[str, Lexicon]:
    return load_lexicons()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return shipped_reader()


def cue_words() -> list[str]:
    """Words that the lexicons look for, of all languages."""
    found = (
        word for lexicon in load_lexicons().values() for cue in lexicon.cues for word in (*cue.phrases, *cue.verbs)
    )
    return sorted(set(found))


pieces = st.one_of(st.sampled_from(NAMES), st.sampled_from(cue_words()), st.sampled_from(TOKENS), st.text(max_size=5))
texts = st.lists(st.tuples(pieces, st.sampled_from(JOINTS)), max_size=30).map(
    lambda parts: "".join(piece + joint for piece, joint in parts)
)


@many
@given(text=texts, title=texts, language=st.sampled_from(LANGUAGES), day=st.sampled_from([None, "2023-06-04"]))
def test_whatever_is_read_quotes_and_names_stand_where_the_reading_says(
    reader: Reader, text: str, title: str, language: str, day: str | None
) -> None:
    reading: Reading = reader.read(make_article(text, title=title, day=day, language=language))
    assert_points_at_words(reading, title, text)
    assert all(event.quote.strip() for event in reading.events)
    assert set(reading.raises) <= {watch for event in reading.events for watch in event.watches}
