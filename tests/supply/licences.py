"""The licences of all locked packages, as they state them: ``python -m tests.supply.licences`` prints the list."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageMetadata, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "licences.md"
UNKNOWN = "unknown"
HEAD = """# Licences of the packages

What `requirements.lock` installs, with the licence that each package states about itself. Made by
`make licences`; a test compares it with what is installed.

| package | licence |
|---|---|
"""
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 60
"""Some packages put the whole text of their licence where its name is due."""


def canonical(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> set[str]:
    """Return the packages of the lock; some are for other systems and not installed here."""
    return {canonical(name) for name in _PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))}


def stated_licence(metadata: PackageMetadata) -> str:
    """Return the licence that a package states: its SPDX expression, else its classifiers, else the old field."""
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = [
        text.removeprefix(_CLASSIFIER) for text in metadata.get_all("Classifier") or () if _CLASSIFIER in text
    ]
    if classifiers:
        return ", ".join(sorted(classifiers))
    old = " ".join((metadata.get("License") or "").split())
    if not old and (metadata.get_all("License-File") or []):
        return "see its licence file"
    return old[:_LONGEST_NAME] or UNKNOWN


def installed() -> dict[str, str]:
    """Return the licence of every locked package that is installed here, by name."""
    wanted = locked()
    found: dict[str, Distribution] = {canonical(each.metadata["Name"]): each for each in distributions()}
    return {name: stated_licence(found[name].metadata) for name in sorted(wanted & found.keys())}


def render(licences: dict[str, str]) -> str:
    """Return the list as Markdown."""
    return HEAD + "".join(f"| {name} | {licence.replace('|', '/')} |\n" for name, licence in licences.items())


if __name__ == "__main__":
    sys.stdout.write(render(installed()))
