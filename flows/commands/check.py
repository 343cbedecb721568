"""`storywatch check`: are the seed files and the settings in order?"""

from __future__ import annotations

import typer

from flows.commands.options import FeedsOption, JsonOption, settings_of


def check(context: typer.Context, feeds: FeedsOption = None, json_: JsonOption = False) -> None:
    """Validate settings, storyline, outlets and lexicons; every fault is named with file, key and value."""
    from flows.channels import parse_channels
    from flows.printing import print_json, results
    from seeds.checking import check_seeds
    from seeds.errors import SeedError
    from seeds.loading import OUTLETS_FILE, STORYLINES_DIR

    settings = settings_of(context)
    parse_channels(settings.channel_addresses)
    faults = check_seeds(
        storylines_dir=settings.storylines_dir or STORYLINES_DIR,
        outlets_file=feeds or settings.outlets_file or OUTLETS_FILE,
    )
    if json_:
        print_json([{"file": str(fault.path), "key": fault.key, "message": fault.message} for fault in faults])
    if faults:
        raise SeedError(faults)
    if not json_:
        results().print("settings, storylines, outlets and lexicons are in order")
