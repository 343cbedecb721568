"""Extensions of DuckDB: a name in, loaded into a connection, from a pinned package where there is one."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.errors import ExtensionError


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension. Raises ExtensionError where it is neither in a package, nor installed, nor to be had online.

    The packages ``duckdb-extension-*`` hold DuckDB's own signed files, each for one version of DuckDB; their signature
    is checked as that of a download is.
    """
    packaged = packaged_extension(name)
    try:
        if packaged is not None:
            connection.execute(f"LOAD '{str(packaged).replace(chr(39), chr(39) * 2)}'")
            return
        connection.execute(f"INSTALL {name}")  # does nothing where it is installed
        connection.execute(f"LOAD {name}")
    except duckdb.Error as error:
        raise ExtensionError(name, duckdb.__version__, str(error).partition("\n")[0]) from error


def packaged_extension(name: str) -> Path | None:
    """Return the extension's file in the package ``duckdb-extension-NAME``; None where it is not of this DuckDB."""
    spec = find_spec(f"duckdb_extension_{name}")
    if spec is None or spec.submodule_search_locations is None:
        return None
    for folder in spec.submodule_search_locations:
        path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if path.is_file():
            return path
    return None
