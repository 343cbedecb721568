"""Who holds the lock on a DuckDB file: DuckDB's message in, process id and command line out."""

from __future__ import annotations

import re
from pathlib import Path

COMMAND_LENGTH = 120
"""Characters of a command line that a message shows: enough for the program and its first arguments."""

_LOCK_MESSAGE = re.compile(r"Could not set lock on file")
_PID = re.compile(r"\(PID (\d+)\)")


def is_lock_message(message: str) -> bool:
    """Say whether an error message of DuckDB means that another process has the file open."""
    return _LOCK_MESSAGE.search(message) is not None


def find_holder(message: str) -> tuple[int | None, str | None]:
    """Return process id and command line of the holder, each None where the system does not tell."""
    found = _PID.search(message)
    if found is None:
        return None, None
    pid = int(found.group(1))
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:  # not Linux, or the process is gone or another user's
        return pid, None
    command = " ".join(part.decode("utf-8", "replace") for part in arguments if part)
    return pid, command[:COMMAND_LENGTH] or None
