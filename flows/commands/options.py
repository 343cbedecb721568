"""Options that commands share, and the way from the global ones to settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.lakes import Place

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="At most so many rows, the newest first.")]
SearchOption = Annotated[
    str | None, typer.Option("--search", metavar="WORDS", help="Only articles in which all these words stand.")
]
FeedsOption = Annotated[
    Path | None,
    typer.Option("--feeds", metavar="FILE", help="Outlets and feeds to follow instead of the built-in ones."),
]
NowOption = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="Set the clock to this time (UTC unless it says otherwise).")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalOptions:
    """What was given before the command."""

    data_dir: Path | None
    verbose: bool


def settings_of(context: typer.Context) -> Settings:
    """Return the settings for this command, and set up logging. Raises SettingsError."""
    from flows.logs import set_up_logging
    from flows.settings import load_settings

    options: GlobalOptions = context.obj
    set_up_logging(verbose=options.verbose)
    settings = load_settings(options.data_dir)
    set_up_logging(
        verbose=options.verbose,
        log_format=settings.log_format,
        level=settings.log_level,
        secrets=settings.secrets,
    )
    return settings


def snapshot_of(context: typer.Context) -> Place:
    """Return the published snapshot that listings read, or the lake. Raises DataDirError where there is none yet."""
    from flows.data_dir import DataDirError

    settings = settings_of(context)
    if settings.lake is not None:
        return settings.lake
    if not settings.snapshot_path.is_file():
        raise DataDirError(
            f"{settings.data_dir} holds no warehouse yet: do a pass first with `storywatch run`, "
            "or name another directory with --data-dir"
        )
    return settings.snapshot_path
