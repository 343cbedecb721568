"""Ordinary wordings: every phrase is read in every sentence that tells it, and in none that takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from seeds.loading import load_yaml_model
from seeds.model import SeedModel
from tests.extractors.reading.conftest import Read


class Wording(SeedModel):
    """One way of telling a watched development: phrases, and sentences with a blank for each of them."""

    name: str
    language: str = "en"
    watch: str
    day: date
    """The day of the article."""
    phrases: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    """Phrases that are not read in every sentence yet."""
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    """Sentences in which the same phrases tell of nothing that happened, or of somebody else."""
    also: tuple[str, ...] = ()
    """Other watches that some of the sentences raise too, and rightly."""


class Wordings(SeedModel):
    """One file of `wordings/`."""

    wordings: tuple[Wording, ...]


FILES = sorted((Path(__file__).parent / "wordings").rglob("*.yaml"))
GROUPS = [wording for path in FILES for wording in load_yaml_model(path, Wordings).wordings]


def label(group: Wording) -> str:
    return f"{group.language}: {group.name}"


def sentences(phrases: tuple[str, ...], frames: tuple[str, ...]) -> list[str]:
    """Return every phrase in every sentence."""
    filled = [frame.replace("{}", phrase) for phrase in phrases for frame in frames]
    return [sentence[0].upper() + sentence[1:] for sentence in filled]


def one_of_each(phrases: tuple[str, ...], frames: tuple[str, ...]) -> list[str]:
    """Return every phrase in one sentence, the sentences in turn."""
    count = len(frames)
    return [s for i, phrase in enumerate(phrases) for s in sentences((phrase,), frames[i % count : i % count + 1])]


def read_phrases(group: Wording) -> tuple[str, ...]:
    """Return the phrases that are read in every sentence that tells."""
    return tuple(phrase for phrase in group.phrases if phrase not in group.gaps)


def misread(texts: list[str], group: Wording, read: Read, *, told: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the texts that do not raise the watch they tell, or that raise another, with what they raise."""
    by_rule = ("us-prc-defense-ministers-meeting",) if group.watch == "austin-li-meeting" else ()
    for text in texts:
        raises = read(text, day=group.day.isoformat(), language=group.language).raises
        others = set(raises) - {group.watch, *by_rule, *group.also}
        if (group.watch in raises) is not told or others:
            yield text, raises


@pytest.mark.parametrize("group", [g for g in GROUPS if g.told], ids=label)
def test_a_wording_is_read_where_it_tells(group: Wording, read: Read) -> None:
    assert list(misread(one_of_each(read_phrases(group), group.told), group, read, told=True)) == []


def test_a_gap_is_one_of_the_phrases() -> None:
    assert [(label(group), gap) for group in GROUPS for gap in group.gaps if gap not in group.phrases] == []


@pytest.mark.parametrize("group", [g for g in GROUPS if g.untold], ids=label)
def test_a_wording_raises_nothing_where_it_is_taken_back(group: Wording, read: Read) -> None:
    assert list(misread(one_of_each(group.phrases, group.untold), group, read, told=False)) == []


@pytest.mark.long
@pytest.mark.parametrize("group", [g for g in GROUPS if g.told], ids=label)
def test_a_wording_is_read_in_every_sentence_that_tells(group: Wording, read: Read) -> None:
    assert list(misread(sentences(read_phrases(group), group.told), group, read, told=True)) == []


@pytest.mark.long
@pytest.mark.parametrize("group", [g for g in GROUPS if g.untold], ids=label)
def test_a_wording_raises_nothing_in_any_sentence_that_takes_it_back(group: Wording, read: Read) -> None:
    assert list(misread(sentences(group.phrases, group.untold), group, read, told=False)) == []
