"""The words with which outlets take back what they printed: a YAML file in, checked models out."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from seeds.model import LanguageCode, SeedModel
from seeds.yaml_files import load_yaml_model

CORRECTIONS_FILE = Path(__file__).parent / "corrections.yaml"


class Corrections(SeedModel):
    """The words of one language; "…" in a phrase stands for other words within the sentence."""

    language: LanguageCode
    printed: tuple[str, ...] = Field(min_length=1)
    """They mark a correction or withdrawal of the piece in which they stand."""
    taken_back: tuple[str, ...] = Field(min_length=1)
    """Beside them a sentence says that the report of an event was false."""
    retold: tuple[str, ...] = Field(min_length=1)
    """Beside them a sentence only repeats what stood in a former version."""


class CorrectionsFile(SeedModel):
    """`corrections.yaml`."""

    corrections: tuple[Corrections, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_for_each_language(self) -> CorrectionsFile:
        languages = [each.language for each in self.corrections]
        twice = sorted({language for language in languages if languages.count(language) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)}: expected each language once")
        return self


def load_corrections(path: Path = CORRECTIONS_FILE) -> tuple[Corrections, ...]:
    """Return the words of every language. Raises SeedError with file, key and value of each fault."""
    return load_yaml_model(path, CorrectionsFile).corrections
