"""An object store of the tests' own: rclone's S3 server over a folder, on loopback, which checks every signature."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEY, SECRET = "storywatch", "not-a-secret"
BUCKET = "lakes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A running store with one empty bucket."""

    folder: Path  # its objects, as files
    environment: dict[str, str]  # with which DuckDB finds it
    process: subprocess.Popen[bytes]

    def objects(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())


def find_rclone() -> str | None:
    """Return the program, of the environment that runs the tests or of the system."""
    return shutil.which("rclone", path=str(Path(sys.executable).parent)) or shutil.which("rclone")


@contextmanager
def running_store(program: str, folder: Path) -> Iterator[Store]:
    """Start a store over the folder, and end it."""
    (folder / BUCKET).mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", "--config", str(folder.parent / "none")]
    process = subprocess.Popen([program, "serve", "s3", *place, str(folder)], stderr=subprocess.DEVNULL)
    try:
        _await(port)
        environment = {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        }
        yield Store(folder=folder, environment=environment, process=process)
    finally:
        process.kill()
        process.wait()


def _await(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("rclone did not start")
