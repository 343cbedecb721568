"""Files of a lake in object storage: the usual variables of the environment in, a secret of DuckDB's out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import duckdb

from warehouse.extensions import load_extension

SCHEME = "s3://"


def is_object_store(data_path: str) -> bool:
    """Return True for ``s3://bucket`` and what is below it."""
    return data_path.startswith(SCHEME) and bool(data_path.removeprefix(SCHEME).strip("/"))


def open_object_store(connection: duckdb.DuckDBPyConnection, data_path: str, environment: Mapping[str, str]) -> None:
    """Let the connection read and write below `data_path`, with the credentials that the tools of AWS would take.

    ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY``, ``AWS_SESSION_TOKEN``, ``AWS_REGION``, and for another store
    than AWS its address in ``AWS_ENDPOINT_URL_S3`` or ``AWS_ENDPOINT_URL``. Without a key DuckDB's own persistent
    secrets hold. Raises ExtensionError.
    """
    load_extension(connection, "httpfs")
    # The extension takes what it finds in the environment for settings, which any query can read; a secret's it cannot.
    for name in ("s3_access_key_id", "s3_secret_access_key", "s3_session_token"):
        connection.execute(f"RESET GLOBAL {name}")
    options = _options(environment)
    if "KEY_ID" in options:
        given = ", ".join(f"{name} {_text(value)}" for name, value in options.items())
        connection.execute(f"CREATE SECRET lake_files (TYPE s3, SCOPE {_text(data_path)}, {given})")


def _options(environment: Mapping[str, str]) -> dict[str, str]:
    chosen = {
        "KEY_ID": environment.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": environment.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": environment.get("AWS_SESSION_TOKEN", ""),
        "REGION": environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", ""),
    }
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL", "")
    if endpoint:
        parts = urlsplit(endpoint)
        # Other stores than AWS seldom have a host name for each bucket.
        chosen |= {
            "ENDPOINT": f"{parts.netloc}{parts.path.rstrip('/')}",
            "URL_STYLE": "path",
            "USE_SSL": str(parts.scheme != "http").lower(),
        }
    return {name: value for name, value in chosen.items() if value}


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
