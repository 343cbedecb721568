"""What is installed is locked by hash and licensed; nothing that comes in as data is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.supply.licences import LIST, ROOT, UNKNOWN, installed, locked

OURS = sorted(
    path for package in ("flows", "extractors", "warehouse", "seeds") for path in (ROOT / package).rglob("*.py")
)
RUNS_DATA = frozenset(
    {
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle",
        "marshal",
        "shelve",
        "dill",
        "jsonpickle",
        "os.system",
        "os.popen",
    }
)
UNSAFE_CALLS = frozenset({"yaml.load", "yaml.unsafe_load", "yaml.full_load", "numpy.load", "np.load", "torch.load"})
REFUSED_LICENCES = re.compile(r"\bA?GPL\b|Affero|SSPL|Commons Clause|Business Source|proprietary", re.IGNORECASE)
CHOSEN = {
    "text-unidecode": "Artistic License, which it offers beside the GPL",
    "tld": "Mozilla Public License 1.1, which it offers beside the GPL",
}


def called(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module calls or imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
            if any(word.arg == "shell" for word in node.keywords):
                yield "shell=True"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_data_is_run() -> None:
    refused = RUNS_DATA | UNSAFE_CALLS | {"shell=True"}
    assert {str(path): names for path in OURS if (names := refused & set(called(path)))} == {}


def test_nothing_that_reads_the_web_writes_files() -> None:
    writes = re.compile(
        r"\.(?:write_text|write_bytes|mkdir|rename|unlink|symlink_to)$|^(?:open|shutil\..*|os\.(?:open|rename))$"
    )
    writers = {
        path.relative_to(ROOT).as_posix(): sorted(name for name in set(called(path)) if writes.search(name))
        for path in OURS
        if path.is_relative_to(ROOT / "extractors")
    }
    assert {path: names for path, names in writers.items() if names} == {}


def test_every_locked_package_is_locked_by_hash() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    assert [block.partition(" ")[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
    assert len(locked()) > 100


def test_the_list_of_licences_names_every_installed_package() -> None:
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", LIST.read_text(encoding="utf-8"), re.MULTILINE))
    assert sorted(installed().keys() - listed.keys()) == []
    assert [name for name, licence in listed.items() if licence == UNKNOWN] == []


def test_no_package_has_a_licence_that_binds_ours() -> None:
    binding = {name for name, licence in installed().items() if REFUSED_LICENCES.search(licence)}
    assert binding - CHOSEN.keys() == set()
