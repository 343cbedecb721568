"""The data directory: made and checked for writing, and locked so that one pass works in it at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "run.lock"
SERVE_LOCK_NAME = "serve.lock"


class DataDirError(Exception):
    """The data directory cannot be used; the message says what to do."""


class DataDirBusyError(DataDirError):
    """Another process is running a pass in it."""


def make_data_dir(path: Path) -> None:
    """Create the directory where it is missing. Raises DataDirError where that, or writing in it, is impossible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DataDirError(f"{path} is not a directory; choose another with --data-dir") from None
    except OSError as error:
        raise DataDirError(f"{path} cannot be created: {error.strerror}; choose another with --data-dir") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise DataDirError(f"{path} is not writable by this user; change its owner or choose another with --data-dir")


@contextmanager
def locked_data_dir(path: Path) -> Iterator[None]:
    """Hold the directory for one pass. Raises DataDirError, DataDirBusyError."""
    with _locked(path, LOCK_NAME, "is working in"):
        yield


@contextmanager
def served_data_dir(path: Path) -> Iterator[None]:
    """Hold the directory as the one that keeps it running: two would end each other's server.

    Passes and commands go on beside it. Raises DataDirError, DataDirBusyError.
    """
    with _locked(path, SERVE_LOCK_NAME, "is serving"):
        yield


@contextmanager
def _locked(path: Path, name: str, does: str) -> Iterator[None]:
    """Hold a lock of the kernel's (flock): it is gone when the process is gone, however it ended."""
    make_data_dir(path)
    lock_path = path / name
    try:
        descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise DataDirError(f"{lock_path} cannot be opened: {error.strerror}") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            raise DataDirBusyError(
                f"another storywatch (process {holder}) {does} {path}; wait for it or choose another --data-dir"
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)
