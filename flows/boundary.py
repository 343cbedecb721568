"""The run boundary: the one place where exceptions end, each as a clear message and a documented exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import Any

import typer

COMMAND_LINE_FAULT: Any = typer.BadParameter.__bases__[0].__bases__[0]
"""Base of all that Typer finds wrong with a command line: click's own, or that of the click inside newer Typers."""

DEBUG_VARIABLE = "STORYWATCH_DEBUG"


class ExitCode(IntEnum):
    """What the shell gets; documented in docs/running.md."""

    OK = 0
    FAILED = 1  # something of ours went wrong: a bug, or a check that found faults
    USAGE = 2  # the command line, a setting, a seed file or a file to read is wrong
    DATA_DIR = 3  # the data directory cannot be used, is in use, or has nothing in it yet
    INTERRUPTED = 130


class UsageError(Exception):
    """The operator asked for something that cannot be; the message says what and what would do."""


class CheckError(Exception):
    """Something was looked at and found faulty, as `check` and `alerts test` report it."""


def exit_code_of(error: BaseException) -> ExitCode | None:
    """Return the exit code of a fault that its message explains fully; None for one that is our own mistake."""
    from extractors.articles.article_files import ArticleFileError
    from flows.alerting.channels import ChannelError
    from flows.data_dir import DataDirError
    from flows.servers import ServerError
    from flows.settings import SettingsError
    from seeds.errors import SeedError
    from warehouse.errors import QueryError, WarehouseError

    wrong = (UsageError, SettingsError, SeedError, ChannelError, ArticleFileError, QueryError, ServerError)
    if isinstance(error, wrong):
        return ExitCode.USAGE
    if isinstance(error, DataDirError | WarehouseError):
        return ExitCode.DATA_DIR
    if isinstance(error, CheckError):
        return ExitCode.FAILED
    return None


def run_to_exit_code(command: Callable[[], int | None]) -> int:
    """Run a command; return the exit code. No traceback reaches the terminal unless STORYWATCH_DEBUG is set."""
    try:
        code = command() or ExitCode.OK
        if code == ExitCode.INTERRUPTED:  # Typer turns Ctrl-C into this code
            sys.stderr.write("interrupted\n")
        return code
    except COMMAND_LINE_FAULT as error:
        error.show()
        return int(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("interrupted\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`head`) has had enough: silence, also when Python flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001  the run boundary: whatever went wrong ends here as a message
        code = _tell(error)
        _let_go(error)
        return code


def _let_go(error: BaseException | None) -> None:
    """Free what the frames of an error hold: of a connection that lives on, DuckDB complains below our message."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _tell(error: Exception) -> int:
    from flows.printing import plain_text

    code = exit_code_of(error)
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exc()
    if code is None:
        line = str(error).strip().partition("\n")[0]
        sys.stderr.write(
            f"storywatch failed: {type(error).__name__}: {plain_text(line)}\n"
            f"This is a fault of storywatch. {DEBUG_VARIABLE}=1 shows where it happened.\n"
        )
        return ExitCode.FAILED
    for line in str(error).splitlines() or [type(error).__name__]:
        sys.stderr.write(f"storywatch: {plain_text(line)}\n")
    return code
