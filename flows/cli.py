"""The command line: the application with its global options, each command in a module of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.boundary import run_to_exit_code
from flows.commands import (
    alerts,
    check,
    demo,
    evaluate,
    export,
    listings,
    read,
    replay,
    reread,
    run,
    seeds,
    serve,
    sql,
    watches,
)
from flows.commands.options import GlobalOptions
from flows.garbage import look_rarely

app = typer.Typer(
    name="storywatch",
    help="Watches the news for one storyline and says when something in it has really happened.",
    epilog="Exit codes: 0 done, 1 a fault of storywatch or a failed check, 2 wrong usage, setting or seed file, "
    "3 data directory unusable, in use or still empty.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GLOBAL_OPTIONS = {"--data-dir": True, "--verbose": False}
"""Global options, and whether a value follows; they are accepted behind the command too."""


def _show_version(wanted: bool) -> None:
    if wanted:
        from flows.version import PROGRAM_VERSION

        print(f"storywatch {PROGRAM_VERSION}")
        raise typer.Exit


@app.callback()
def _storywatch(
    context: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option("--data-dir", help="Where the warehouse is kept.", show_default="data/", metavar="DIR"),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log every event to standard error.")] = False,
    _: Annotated[
        bool,
        typer.Option("--version", help="Show the version and leave.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    context.obj = GlobalOptions(data_dir=data_dir, verbose=verbose)


app.command("run")(run.run)
app.command("read")(read.read)
app.command("evaluate")(evaluate.evaluate)
app.command("replay")(replay.replay)
app.command("watches")(watches.watches)
app.add_typer(alerts.app, name="alerts")
app.command("feeds")(listings.feeds)
app.command("articles")(listings.articles)
app.command("entities")(listings.entities)
app.command("events")(listings.events)
app.command("sql")(sql.sql)
app.command("reread")(reread.reread)
app.command("export")(export.export)
app.command("check")(check.check)
app.add_typer(seeds.app, name="seeds")
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)


def hoist_global_options(arguments: list[str]) -> list[str]:
    """Return the arguments with the global options first, wherever they stood; what follows ``--`` is left alone."""
    first: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += [argument, *waiting]
            break
        name, equals, _ = argument.partition("=")
        if name in GLOBAL_OPTIONS:
            first.append(argument)
            if GLOBAL_OPTIONS[name] and not equals and waiting:
                first.append(waiting.pop(0))
        else:
            rest.append(argument)
    return first + rest


def main() -> None:
    """Run the command line and leave with its exit code."""
    look_rarely()
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come out whole also where the locale is C.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # real streams have it
    arguments = hoist_global_options(sys.argv[1:])
    sys.exit(run_to_exit_code(lambda: app(arguments, prog_name="storywatch", standalone_mode=False)))
