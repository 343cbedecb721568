"""Prefect's environment: what must be set before Prefect is imported, so that nothing phones home or chatters."""

from __future__ import annotations

import os
from pathlib import Path

OWN_SERVER_VARIABLE = "STORYWATCH_OWN_SERVER"
"""Set by `serve` for its passes where the Prefect server is its own: then no other machine can take their turn."""

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",  # an ephemeral server logs tracebacks of what it cuts short at its end
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # 20 by default; a busy small machine took over 60
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # by default runs are kept for ever: 1 MB a pass
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(14 * 86400),
    # in memory by default: a server that is killed in mid-run forgets who holds a turn, and never frees it
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def set_prefect_environment(data_dir: Path, *, console_level: str = "CRITICAL") -> None:
    """Set what the operator has not set: no telemetry, warnings only, and Prefect's files inside the data directory.

    ``console_level`` is for the terminal alone: a command tells itself what went wrong, without Prefect's traceback.
    """
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", console_level)
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(data_dir / "prefect"))
