"""Everything that people wrote, checked in one go: the faults of all seed files, none raised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from seeds.consistency import check_storyline
from seeds.corrections import CORRECTIONS_FILE, load_corrections
from seeds.errors import SeedError, SeedFault
from seeds.examples import load_examples
from seeds.lexicon import LEXICONS_DIR, load_lexicons
from seeds.loading import OUTLETS_FILE, STORYLINES_DIR, list_storylines, load_outlets, load_storyline
from seeds.official_lists import OFFICIAL_LISTS_FILE, load_official_lists
from seeds.outlet_clashes import check_outlets

__all__ = ["check_outlets", "check_seeds", "check_storyline"]


def check_seeds(
    storylines_dir: Path = STORYLINES_DIR,
    outlets_file: Path = OUTLETS_FILE,
    lexicons_dir: Path = LEXICONS_DIR,
    official_lists_file: Path = OFFICIAL_LISTS_FILE,
    corrections_file: Path = CORRECTIONS_FILE,
) -> list[SeedFault]:
    """All faults of storylines with their examples, and of the other seed files; empty when all is sound."""
    faults: list[SeedFault] = []
    slugs = list_storylines(storylines_dir)
    if not slugs:
        faults.append(SeedFault(storylines_dir, "", "has no storyline; expected a folder with a storyline.yaml"))
    loads: list[Callable[[], object]] = [partial(_load_with_examples, slug, storylines_dir) for slug in slugs]
    loads += [partial(load_outlets, outlets_file), partial(load_lexicons, lexicons_dir)]
    loads += [partial(load_official_lists, official_lists_file), partial(load_corrections, corrections_file)]
    for load in loads:
        try:
            load()
        except SeedError as error:
            faults.extend(error.faults)
    return faults


def _load_with_examples(slug: str, root: Path) -> None:
    storyline = load_storyline(slug, root)
    load_examples(root / slug, {watch.slug for watch in storyline.watches})
