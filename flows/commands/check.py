"""`storywatch check`: are the seed files and the settings in order, and do the watches' examples come out right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from flows.commands.options import FeedsOption, JsonOption, settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.example_checks import CheckedExample


def check(context: typer.Context, feeds: FeedsOption = None, json_: JsonOption = False) -> None:
    """Validate settings, storylines, outlets and lexicons, then run the watches' examples through the reader.

    Every fault is named with file, key and value; every example that comes out wrong with its words and what was read.
    """
    from flows.alerting.channels import open_channels
    from flows.alerting.routes import unheard_watches
    from flows.boundary import CheckError
    from flows.clock import Clock
    from flows.example_checks import check_examples, failed_examples
    from flows.printing import print_json, progress_console, results
    from flows.progress import shown_progress
    from seeds.checking import check_seeds
    from seeds.errors import SeedError
    from seeds.loading import OUTLETS_FILE, STORYLINES_DIR, load_storyline

    settings = settings_of(context)
    open_channels(settings)
    storylines_dir = settings.storylines_dir or STORYLINES_DIR
    faults = check_seeds(
        storylines_dir=storylines_dir,
        outlets_file=feeds or settings.outlets_file or OUTLETS_FILE,
    )
    if faults:
        if json_:
            print_json([{"file": str(fault.path), "key": fault.key, "message": fault.message} for fault in faults])
        raise SeedError(faults)
    storyline = load_storyline(settings.storyline, storylines_dir)
    open_channels(settings, storyline)
    for slug in unheard_watches(storyline.watches, settings.default_channels, settings.routes):
        progress_console().print(f"routes: no channel takes the alerts of {slug}", markup=False, soft_wrap=True)
    with shown_progress():
        checked = check_examples(storylines_dir, Clock()())
    failed = failed_examples(checked)
    if json_:
        print_json([{"file": str(one.path), "key": one.outcome.key, "message": one.message} for one in failed])
    else:
        _print_examples(checked)
    if failed:
        raise CheckError(
            "\n".join(f"{one.path}: {one.outcome.key}: {one.message}" for one in failed)
            + f"\n{len(failed)} examples come out wrong"
        )
    if not json_:
        results().print("settings, storylines, outlets and lexicons are in order")


def _print_examples(checked: Sequence[CheckedExample]) -> None:
    from flows.example_checks import EXAMPLE_COLUMNS, example_rows, unexpected_passes
    from flows.printing import print_table, progress_console

    print_table(example_rows(checked), EXAMPLE_COLUMNS, title="Examples of the watches", empty="none")
    for one in unexpected_passes(checked):
        progress_console().print(f"known gap that passes: {one.path}: {one.outcome.key}", markup=False, soft_wrap=True)
