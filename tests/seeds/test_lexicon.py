"""Lexicon files: what they must hold, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.errors import SeedError
from seeds.lexicon import LEXICONS_DIR, Form, load_lexicon, load_lexicons

SMALL = """
language: xx
name: Small
sentences: {ends: ["."]}
verbs:
  meet: {past: [met]}
frames:
  - {mode: meeting, scheme: mutual, verbs: [meet]}
"""


def write(folder: Path, text: str, name: str = "xx.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_lexicon_loads(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, SMALL))
    assert lexicon.verbs["meet"][Form.PAST] == ("met",)


def test_a_frame_with_an_undefined_verb_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="'confer'"):
        load_lexicon(write(tmp_path, SMALL.replace("verbs: [meet]", "verbs: [confer]")))


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="tense"):
        load_lexicon(write(tmp_path, SMALL + "tense: past\n"))


def test_a_file_must_be_named_for_its_language(tmp_path: Path) -> None:
    write(tmp_path, SMALL, "yy.yaml")
    with pytest.raises(SeedError, match="language"):
        load_lexicons(tmp_path)


def test_english_and_chinese_are_shipped() -> None:
    assert {"en", "zh"} <= set(load_lexicons())


def test_no_shipped_phrase_keeps_its_alternatives_unread() -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for pair in value.items() for one in pair for text in texts(one)]
        if isinstance(value, (list, tuple)):
            return [text for one in value for text in texts(one)]
        return [value] if isinstance(value, str) else []

    kept = {name: [t for t in texts(one.model_dump()) if "|" in t] for name, one in load_lexicons().items()}
    assert not any(kept.values()), kept


def test_respellings_stand_in_a_file_beside_their_lexicon(tmp_path: Path) -> None:
    folder = tmp_path / "respellings"
    folder.mkdir()
    write(tmp_path, SMALL)
    write(folder, "language: xx\ntables: {spun: {signs: [overseas minister], words: {foreign: [overseas]}}}")
    (table,) = load_lexicons(tmp_path)["xx"].respellings
    assert table.words == {"foreign": ("overseas",)}


def test_respellings_without_a_lexicon_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "respellings"
    folder.mkdir()
    write(folder, "language: xx\ntables: {}")
    with pytest.raises(SeedError, match="no lexicon of 'xx'"):
        load_lexicons(tmp_path)


COLUMNS = 120
"""A line that people can read, and of which a change shows what has changed."""


@pytest.mark.parametrize("path", sorted(LEXICONS_DIR.rglob("*.yaml")), ids=lambda path: path.stem)
def test_lines_of_the_shipped_lexicons_are_broken_where_a_blank_allows_it(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [i for i, line in enumerate(lines, 1) if len(line) > COLUMNS and len(max(line.split(), key=len)) < 100] == []
