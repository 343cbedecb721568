"""The version of the program, as installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def _installed_version() -> str:
    try:
        return version("storywatch")
    except PackageNotFoundError:
        return "0+unknown"  # run from a source tree that is not installed


PROGRAM_VERSION = _installed_version()
