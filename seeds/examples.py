"""Examples of a watch: short texts that must and must not raise it, each with the reason, as its analyst wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from pydantic import Field

from seeds.errors import SeedError, SeedFault
from seeds.model import LanguageCode, SeedModel, Slug
from seeds.yaml_files import load_yaml_model

EXAMPLES_FOLDER = "examples"
"""Inside a storyline's folder; one file for each watch, named after it."""


class Example(SeedModel):
    """One short article, one to three sentences."""

    published: date | None = None
    """The article's day, against which its times are read; without it the text is taken for news of its day."""
    title: str = ""
    text: str = Field(min_length=1)
    why: str = Field(min_length=1)
    """What makes it one that must, or must not, raise the watch."""
    known_gap: bool = False
    """The example is right and the reader is not there yet: the failure is counted, not held against it."""


class WatchExamples(SeedModel):
    """The examples of one watch, by language."""

    watch: Slug
    must_raise: dict[LanguageCode, tuple[Example, ...]] = Field(default_factory=dict)
    must_not_raise: dict[LanguageCode, tuple[Example, ...]] = Field(default_factory=dict)


def load_examples(storyline_folder: Path, watches: Collection[str]) -> tuple[WatchExamples, ...]:
    """Return the examples of a storyline's watches, by watch; empty where its folder has none.

    Raises:
        SeedError: with all faults: of form, of a watch that is none of ``watches``, of a text that is there twice.
    """
    faults: list[SeedFault] = []
    found: list[WatchExamples] = []
    for path in sorted((storyline_folder / EXAMPLES_FOLDER).glob("*.yaml")):
        try:
            examples = load_yaml_model(path, WatchExamples)
        except SeedError as error:
            faults.extend(error.faults)
            continue
        faults.extend(_faults(path, examples, watches))
        found.append(examples)
    if faults:
        raise SeedError(faults)
    return tuple(found)


def _faults(path: Path, examples: WatchExamples, watches: Collection[str]) -> Iterator[SeedFault]:
    if examples.watch not in watches:
        known = ", ".join(sorted(watches))
        yield SeedFault(path, "watch", f"{examples.watch!r} is no watch of this storyline; expected one of: {known}")
    if examples.watch != path.stem:
        yield SeedFault(path, "watch", f"{examples.watch!r}: expected the name of its file, {path.stem!r}")
    seen: set[tuple[str, str]] = set()
    for side, group in (("must_raise", examples.must_raise), ("must_not_raise", examples.must_not_raise)):
        for language, texts in group.items():
            for index, example in enumerate(texts):
                words = (example.title, example.text)
                if words in seen:
                    yield SeedFault(path, f"{side}.{language}[{index}].text", "is there twice; expected it once")
                seen.add(words)
