"""One YAML file in, one checked model out, or every fault of the file with its key, line and value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from seeds.errors import SeedError, SeedFault

_Model = TypeVar("_Model", bound=BaseModel)
_KeyPath = tuple[int | str, ...]

MAX_SHOWN_CHARACTERS = 80
"""Of an offending value: enough to find it, short enough for one line of a terminal."""

MAX_DEPTH = 40
"""Levels; our own files have seven. Thousands of them overflow the stack of the C parser, which ends the process."""

# The C parser reads a file of 3,000 lines about eight times as fast; both build the same safe types only.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml_model(path: Path, model: type[_Model]) -> _Model:
    """Read ``path`` as one YAML mapping into ``model``.

    Only plain YAML types are built (no Python tags). A key that occurs twice in a mapping is refused, and so is a
    key that YAML does not read as text (``no:`` is a truth value: write ``"no":``), and aliases.

    Raises:
        SeedError: with all faults of the file, each with the key path, the line where known, and the value.
    """
    value, lines = _read_yaml(path)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = [_fault(path, model, details, lines) for details in error.errors(include_url=False)]
        raise SeedError(faults) from error


def _read_yaml(path: Path) -> tuple[object, dict[_KeyPath, int]]:
    """The file's value and the line of every key path; SeedError if it is no mapping or no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SeedError([SeedFault(path, "", "there is no such file; expected a YAML file")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError([SeedFault(path, "", f"cannot be read as UTF-8 text: {error}")]) from error
    loader = _SafeLoader(text)
    try:
        _refuse_depth(text, path)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise SeedError([SeedFault(path, "", f"{_shown(text.strip())} is no mapping; expected keys with values")])
        faults: list[SeedFault] = []
        lines: dict[_KeyPath, int] = {}
        for key_path, line, fault in _walk(node, (), set()):
            lines.setdefault(key_path, line)
            if fault:
                faults.append(SeedFault(path, key_text(key_path), f"line {line}: {fault}"))
        if faults:
            raise SeedError(faults)
        return loader.construct_document(node), lines
    except (yaml.YAMLError, ValueError) as error:  # ValueError: dates and numbers that cannot be
        raise SeedError([SeedFault(path, "", f"is no YAML: {' '.join(str(error).split())}")]) from error
    except (LookupError, AttributeError) as error:  # what the library makes of "!!bool maybe" and "!!timestamp now"
        what = "a value is not of the type that its tag (!!) claims"
        raise SeedError([SeedFault(path, "", f"is no YAML: {what}")]) from error
    finally:
        loader.dispose()


def _refuse_depth(text: str, path: Path) -> None:
    """Raise SeedError where collections are nested too deeply; the events are read one by one, without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=_SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise SeedError([SeedFault(path, "", f"nested deeper than {MAX_DEPTH} levels")])


def _walk(node: yaml.Node, path: _KeyPath, visited: set[int]) -> Iterator[tuple[_KeyPath, int, str]]:
    """Every key path below ``node`` with its line, counted from 1, and the fault found there, else ``""``."""
    if id(node) in visited:
        # Nested aliases let a file of ten lines grow to gigabytes, or into itself.
        yield path, node.start_mark.line + 1, "is an alias of another place in the file; expected it written out"
        return
    visited.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            fault = ""
            if key.tag != "tag:yaml.org,2002:str":
                fault = f"{name!r} is read by YAML as another type than text; expected it in quotes"
            elif name in seen:
                fault = f"{name!r} is there twice; expected each key once"
            seen.add(name)
            yield (*path, name), key.start_mark.line + 1, fault
            yield from _walk(value, (*path, name), visited)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1, ""
            yield from _walk(value, (*path, index), visited)


def key_text(path: _KeyPath) -> str:
    """A key path as people write it: ``watches[2].severity``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _fault(path: Path, model: type[BaseModel], details: ErrorDetails, lines: dict[_KeyPath, int]) -> SeedFault:
    """One fault of pydantic's, said with our key path, line, value and expectation."""
    where: _KeyPath = tuple(part for part in details["loc"] if part != "[key]")
    line = next((lines[where[:end]] for end in range(len(where), 0, -1) if where[:end] in lines), 1)
    if details["type"] == "extra_forbidden":
        message = f"unknown key; expected one of {', '.join(_known_keys(model, where[:-1]))}"
    elif details["type"] == "missing":
        message = "is missing"
    else:
        message = f"{_shown(details['input'])}: {details['msg'].removeprefix('Value error, ')}"
    return SeedFault(path, key_text(where), f"line {line}: {message}")


def _known_keys(model: type[BaseModel], path: _KeyPath) -> tuple[str, ...]:
    """The keys that the model at ``path`` inside ``model`` has."""
    for part in path:
        field = model.model_fields.get(str(part))
        if field is not None:
            model = next(_models_in(field.annotation), model)
    return tuple(model.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models named anywhere in a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _shown(value: object) -> str:
    is_huge = isinstance(value, int) and value.bit_length() > 1_000  # which Python refuses to write out
    text = "a number of hundreds of digits" if is_huge else repr(value)
    return text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1] + "…"
