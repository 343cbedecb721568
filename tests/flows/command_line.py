"""The command line in the tests' own process."""

from __future__ import annotations

from collections.abc import Callable

from flows.boundary import run_to_exit_code
from flows.cli import app, hoist_global_options

Answer = tuple[int, str, str]
Storywatch = Callable[..., Answer]
"""Runs the command with arguments; returns exit code, standard output, standard error."""


def run_command(*arguments: object) -> int:
    """Run it with these arguments and return the exit code."""
    told = hoist_global_options([str(argument) for argument in arguments])
    return int(run_to_exit_code(lambda: app(told, prog_name="storywatch", standalone_mode=False)))
