"""Example files of watches: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.errors import SeedError
from seeds.examples import WatchExamples, load_examples
from seeds.loading import STORYLINES_DIR, load_storyline

SOUND = """\
watch: they-met
must_raise:
  en:
    - published: 2023-06-03
      text: They met on Friday.
      why: told as done
must_not_raise:
  en:
    - {text: They will meet., why: planned, known_gap: true}
"""


def write(tmp_path: Path, text: str, name: str = "they-met") -> Path:
    (tmp_path / "examples").mkdir(exist_ok=True)
    (tmp_path / "examples" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def shipped() -> tuple[WatchExamples, ...]:
    storyline = load_storyline("us-china-defense")
    return load_examples(STORYLINES_DIR / storyline.slug, {watch.slug for watch in storyline.watches})


def test_examples_are_read_by_language(tmp_path: Path) -> None:
    (examples,) = load_examples(write(tmp_path, SOUND), {"they-met"})
    assert examples.must_raise["en"][0].text == "They met on Friday."
    assert examples.must_not_raise["en"][0].known_gap


def test_a_storyline_without_examples_has_none(tmp_path: Path) -> None:
    assert load_examples(tmp_path, {"they-met"}) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SOUND.replace("watch: they-met", "watch: they-left"), "'they-left' is no watch of this storyline"),
        (SOUND.replace("They will meet.", "They met on Friday."), r"must_not_raise\.en\[0\]\.text: is there twice"),
        (SOUND.replace("why: told as done", "because: told as done"), "because"),
    ],
)
def test_a_faulty_file_is_refused_with_its_key(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(SeedError, match=fault):
        load_examples(write(tmp_path, text), {"they-met"})


def test_a_file_is_named_after_its_watch(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="expected the name of its file, 'other'"):
        load_examples(write(tmp_path, SOUND, name="other"), {"they-met"})


def test_every_shipped_watch_has_examples_each_way_in_both_languages(shipped: tuple[WatchExamples, ...]) -> None:
    assert {group.watch for group in shipped} == {watch.slug for watch in load_storyline("us-china-defense").watches}
    for group in shipped:
        for side in (group.must_raise, group.must_not_raise):
            assert len(side["en"]) >= 12, group.watch
            assert len(side["zh"]) >= 6, group.watch
