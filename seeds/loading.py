"""Storylines and outlets from their YAML files: paths in, checked models out."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from seeds.consistency import check_storyline
from seeds.entities import Entity, Office
from seeds.errors import SeedError, SeedFault
from seeds.model import SeedModel
from seeds.outlet_clashes import check_outlets
from seeds.outlets import OutletFile
from seeds.storyline import BaselineEvent, MatchProfile, Storyline, StorylineHead
from seeds.watches import Watch
from seeds.yaml_files import load_yaml_model

__all__ = ["OUTLETS_FILE", "STORYLINES_DIR", "list_storylines", "load_outlets", "load_storyline", "load_yaml_model"]

STORYLINES_DIR = Path(__file__).parent / "storylines"
OUTLETS_FILE = Path(__file__).parent / "outlets.yaml"

_Model = TypeVar("_Model", bound=SeedModel)


class EntitiesFile(SeedModel):
    """`entities.yaml` of a storyline."""

    entities: tuple[Entity, ...]


class OfficesFile(SeedModel):
    """`offices.yaml` of a storyline."""

    offices: tuple[Office, ...]


class BaselineFile(SeedModel):
    """`baseline.yaml` of a storyline."""

    baseline: tuple[BaselineEvent, ...]


class WatchesFile(SeedModel):
    """`watches.yaml` of a storyline."""

    watches: tuple[Watch, ...]


def list_storylines(root: Path = STORYLINES_DIR) -> tuple[str, ...]:
    """Slugs of the storylines below ``root``, sorted: every folder with a storyline.yaml."""
    return tuple(sorted(path.parent.name for path in root.glob("*/storyline.yaml")))


def load_storyline(slug: str, root: Path = STORYLINES_DIR) -> Storyline:
    """Read and check the storyline in the folder ``root/slug``.

    Raises:
        SeedError: with the faults of all its files; references are checked once every file is sound by itself.
    """
    folder = root / slug
    if not folder.is_dir():
        known = ", ".join(list_storylines(root)) or "none"
        raise SeedError([SeedFault(folder, "", f"there is no storyline {slug!r}; expected one of: {known}")])
    faults: list[SeedFault] = []
    head = _load_part(folder / "storyline.yaml", StorylineHead, faults)
    entities = _load_part(folder / "entities.yaml", EntitiesFile, faults)
    offices = _load_part(folder / "offices.yaml", OfficesFile, faults)
    baseline = _load_part(folder / "baseline.yaml", BaselineFile, faults)
    watches = _load_part(folder / "watches.yaml", WatchesFile, faults)
    match = _load_part(folder / "match.yaml", MatchProfile, faults)
    if not (head and entities and offices and baseline and watches and match):
        raise SeedError(faults)
    storyline = Storyline(
        slug=head.slug,
        title=head.title,
        description=head.description,
        started=head.started,
        news_window_days=head.news_window_days,
        documents=head.documents,
        match=match,
        entities=entities.entities,
        offices=offices.offices,
        baseline=baseline.baseline,
        watches=watches.watches,
    )
    faults = check_storyline(storyline, folder)
    if faults:
        raise SeedError(faults)
    return storyline


def load_outlets(path: Path = OUTLETS_FILE) -> OutletFile:
    """Read and check a file of outlets: the shipped one, or one of the user's own.

    Raises:
        SeedError: with all its faults.
    """
    outlets = load_yaml_model(path, OutletFile)
    faults = check_outlets(outlets, path)
    if faults:
        raise SeedError(faults)
    return outlets


def _load_part(path: Path, model: type[_Model], faults: list[SeedFault]) -> _Model | None:
    """The file's model, or None and its faults added to ``faults``."""
    try:
        return load_yaml_model(path, model)
    except SeedError as error:
        faults.extend(error.faults)
        return None
