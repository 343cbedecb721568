"""A ledger: a file of what really happened, written by people, in; the true developments to score a replay by out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from seeds.model import SeedModel, Slug
from seeds.yaml_files import load_yaml_model


class TrueDevelopment(SeedModel):
    """One occurrence of a watch that really was."""

    watch: Slug
    date: date
    place: Slug | None = None
    """Entity id; empty where it does not matter."""


class WithdrawnReport(SeedModel):
    """A report that was printed and taken back: it may be raised, and must then be retracted."""

    watch: Slug
    date: date
    """The day that it told, or else its own."""


class Ledger(SeedModel):
    """What really happened; what is not in it did not."""

    developments: tuple[TrueDevelopment, ...] = Field(min_length=1)
    withdrawn: tuple[WithdrawnReport, ...] = ()


def load_ledger(path: Path) -> Ledger:
    """Return a ledger file. Raises SeedError with file, key and value of each fault."""
    return load_yaml_model(path, Ledger)
