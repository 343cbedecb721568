"""Everything that people wrote, checked in one go: the faults of all seed files, none raised."""

from __future__ import annotations

from pathlib import Path

from seeds.consistency import check_outlets, check_storyline
from seeds.errors import SeedError, SeedFault
from seeds.loading import OUTLETS_FILE, STORYLINES_DIR, list_storylines, load_outlets, load_storyline

__all__ = ["check_outlets", "check_seeds", "check_storyline"]


def check_seeds(storylines_dir: Path = STORYLINES_DIR, outlets_file: Path = OUTLETS_FILE) -> list[SeedFault]:
    """All faults of all storylines and of the outlets; empty when everything is sound."""
    faults: list[SeedFault] = []
    slugs = list_storylines(storylines_dir)
    if not slugs:
        faults.append(SeedFault(storylines_dir, "", "has no storyline; expected a folder with a storyline.yaml"))
    for slug in slugs:
        try:
            load_storyline(slug, storylines_dir)
        except SeedError as error:
            faults.extend(error.faults)
    try:
        load_outlets(outlets_file)
    except SeedError as error:
        faults.extend(error.faults)
    return faults
