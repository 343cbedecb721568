"""Every regular expression of ours, attacked: ``python -m tests.hostile.expressions`` prints those that take too long.

Expressions are collected as modules are imported and the reader is built from its lexicons. Each is searched in long
texts made of what it is itself made of: one piece again and again, behind a beginning that it matches and before an
end that it does not. A linear search of 20,000 characters takes a millisecond, a quadratic one seconds.
"""

from __future__ import annotations

import importlib
import itertools
import json
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LENGTHS = (24, 300, 800, 2_000, 20_000)
"""Shorter texts first: what is exponential or cubic shows there and never meets the longest."""

SLOW_SECONDS = 0.4
"""Of processor time, four hundred times what a linear search takes."""

MOST_PIECES = 14
OWN = ("flows", "extractors", "warehouse", "seeds")


def collect() -> dict[tuple[str, int], tuple[re.Pattern[str], str]]:
    """Return all text expressions that our modules compile, with the file that does."""
    collected: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
    compiler: Any = importlib.import_module("re._compiler")
    real = compiler.compile

    def noting(pattern: Any, flags: int = 0) -> Any:
        made = real(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and "/re/" in frame.f_code.co_filename.replace("\\", "/"):
            frame = frame.f_back  # type: ignore[assignment]  # the stack has a bottom that is not the library's
        place = Path(frame.f_code.co_filename) if frame is not None else Path()
        if place.is_relative_to(ROOT) and place.relative_to(ROOT).parts[0] in OWN and isinstance(made.pattern, str):
            collected.setdefault((made.pattern, made.flags), (made, place.relative_to(ROOT).as_posix()))
        return made

    compiler.compile = noting
    try:
        for name in OWN:
            package = importlib.import_module(name)
            for module in pkgutil.walk_packages(package.__path__, f"{name}."):
                importlib.import_module(module.name)
        _build_reader()
    finally:
        compiler.compile = real
    return collected


def _build_reader() -> None:
    from extractors.reading import Reader
    from seeds.lexicon import load_lexicons
    from seeds.loading import STORYLINES_DIR, load_storyline

    Reader(load_storyline("us-china-defense", STORYLINES_DIR), load_lexicons())


def pieces(expression: re.Pattern[str]) -> list[str]:
    """Return short texts that the expression is made of: its characters, one of each class, examples of its parts."""
    parser: Any = importlib.import_module("re._parser")
    found: dict[str, None] = {}
    for sample in _samples(parser.parse(expression.pattern, expression.flags)):
        if sample:
            found.setdefault(sample)
    return list(itertools.islice(found, MOST_PIECES * 3))


def _samples(parsed: Any) -> Iterator[str]:
    """Yield an example of each part, the larger ones first."""
    whole = "".join(_example(operation, argument) for operation, argument in parsed)
    yield whole[:80]
    for operation, argument in parsed:
        yield _example(operation, argument)[:40]
        for inner in _inside(str(operation), argument):
            yield from _samples(inner)


def _inside(operation: str, argument: Any) -> list[Any]:
    if operation in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return [argument[2]]
    if operation == "SUBPATTERN":
        return [argument[3]]
    if operation == "BRANCH":
        return list(argument[1])
    if operation in {"ASSERT", "ASSERT_NOT"}:
        return [argument[1]]
    return [argument] if operation == "ATOMIC_GROUP" else []


def _example(operation: Any, argument: Any) -> str:
    """Return a text that one operation of a parsed expression matches, or "" where it matches no characters."""
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)
    if name == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if name == "ANY":
        return "x"
    if name == "IN":
        return _member(argument)
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        once = "".join(_example(*each) for each in argument[2])
        return once * max(1, min(argument[0], 5))
    inner = _inside(name, argument)
    return "".join(_example(*each) for each in inner[0]) if inner and name not in {"ASSERT", "ASSERT_NOT"} else ""


def _member(members: list[tuple[Any, Any]]) -> str:
    names = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    if str(members[0][0]) == "NEGATE":
        refused = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        return next(char for char in "a1 ,<&\u4e00~" if char not in refused)
    kind, value = members[0]
    if str(kind) == "RANGE":
        return chr(value[0])
    return chr(value) if str(kind) == "LITERAL" else names.get(str(value), "-")


def attacks(expression: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of about so many characters."""
    found = pieces(expression)
    units = [
        *found[:MOST_PIECES],
        *(a + b for a, b in itertools.product(found[:5], found[:5]) if a != b),
        " ",
        "\n",
        "a ",
    ]
    whole = found[0] if found else ""
    for unit in dict.fromkeys(units):
        many = unit * (length // len(unit))
        yield many + "\x00"
        yield whole + many + "\x00!"


def slowest(expression: re.Pattern[str]) -> tuple[float, str]:
    """Return the worst search in seconds of processor time, and the beginning of the text."""
    worst = 0.0, ""
    for length in LENGTHS:
        for text in attacks(expression, length):
            started = time.process_time()
            expression.search(text)
            worst = max(worst, (time.process_time() - started, text[:60]))
            if worst[0] > SLOW_SECONDS:
                return worst
    return worst


def main() -> int:
    """Print a JSON object: how many were attacked, and those that took too long."""
    collected = collect()
    measured = [(*slowest(expression), place, expression.pattern) for expression, place in collected.values()]
    slow = [
        {"seconds": round(seconds, 2), "file": place, "pattern": pattern[:200], "text": text}
        for seconds, text, place, pattern in sorted(measured, reverse=True)
        if seconds > SLOW_SECONDS
    ]
    sys.stdout.write(json.dumps({"attacked": len(collected), "slow": slow}, indent=1) + "\n")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
