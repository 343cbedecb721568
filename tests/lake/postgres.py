"""A PostgreSQL server of the tests' own, from Debian's packages, on a Unix socket in a temporary directory."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; its superuser needs no password."""

    folder: Path  # of its socket
    binaries: Path

    def address(self, database: str) -> str:
        return f"host={self.folder} user=storywatch dbname={database}"

    def sql(self, command: str, database: str = "postgres") -> str:
        """Run one command and return what it prints."""
        arguments = [str(self.binaries / "psql"), self.address(database), "-qAt", "-c", command]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=60)
        return done.stdout.strip()


def find_binaries() -> Path | None:
    """Return where the newest PostgreSQL server's programs are, or None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found and (on_path := shutil.which("initdb")):
        found = [Path(on_path).resolve().parent]
    return max(found, key=lambda path: path.parts[-2].zfill(3), default=None)


@contextmanager
def running_server(binaries: Path) -> Iterator[Server]:
    """Make a cluster, start it, and stop and remove it in the end. Root lets the user `postgres` run it."""
    folder = Path(tempfile.mkdtemp(prefix="storywatch-pg-"))  # a short path: sockets have at most 107 characters
    user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    cluster = folder / "cluster"
    log = (folder / "log").open("w")
    try:
        subprocess.run(
            [binaries / "initdb", "-D", cluster, "-A", "trust", "-U", "storywatch", "--no-sync", "-E", "UTF8"],
            user=user,
            cwd=folder,
            check=True,
            stdout=log,
            stderr=log,
        )
        # No disk is waited for, and SIGQUIT ends it at once: nothing here outlives the tests.
        server = subprocess.Popen(
            [binaries / "postgres", "-D", cluster, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        try:
            _await(binaries, folder)
            yield Server(folder=folder, binaries=binaries)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        log.close()
        shutil.rmtree(folder)


def _await(binaries: Path, folder: Path) -> None:
    for _ in range(600):
        if subprocess.run([binaries / "pg_isready", "-h", folder, "-q"], check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
