"""`storywatch serve` left running against the recorded world: memory and open files of its processes, as a table.

Run with `python -m benchmarks.serving [MINUTES]` (60 by default). A pass starts every minute, and every two minutes the
world moves on by one of its recorded moments, round and round. Linux only: it reads /proc.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from flows.demo.server import DemoServer
from seeds.demo_world import load_demo_world
from warehouse.errors import WarehouseError
from warehouse.queries import run_sql

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_SECONDS = 2.0
LINE_SECONDS = 300.0
"""A line of the table every five minutes."""
MOVE_SECONDS = 120.0
STOP_SECONDS = 60.0
LOOK_BACK_DAYS = 3650
"""The recorded world is of 2023 and 2024, and the clock is the real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one process holds."""

    kind: str  # "serve", "server", "pass"
    resident_mb: float
    open_files: int


def main() -> None:
    """Serve for as many minutes as the command line says, print the table, and stop everything."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    world = load_demo_world()
    with tempfile.TemporaryDirectory() as folder, DemoServer(world, world.passes[0].at, port=0) as served:
        data_dir = Path(folder) / "data"
        outlets = Path(folder) / "outlets.yaml"
        outlets.write_text(
            yaml.safe_dump({"outlets": [outlet.model_dump(mode="json") for outlet in served.outlets]}), encoding="utf-8"
        )
        serving = _start(data_dir, outlets)
        try:
            _watch(serving, served, data_dir, minutes * 60)
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait(STOP_SECONDS)


def _start(data_dir: Path, outlets: Path) -> subprocess.Popen[bytes]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STORYWATCH_"))}
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--feeds", str(outlets)],
        cwd=ROOT,
        env=kept
        | {
            "STORYWATCH_DATA_DIR": str(data_dir),
            "STORYWATCH_SERVER_PORT": str(port),
            "STORYWATCH_SCHEDULE": "* * * * *",
            "STORYWATCH_ALLOW_PRIVATE_ADDRESSES": "true",
            "STORYWATCH_LOOK_BACK_DAYS": str(LOOK_BACK_DAYS),
            "STORYWATCH_FETCH__PER_HOST_GAP_SECONDS": "0",
        },
    )


def _watch(serving: subprocess.Popen[bytes], served: DemoServer, data_dir: Path, seconds: float) -> None:
    moments = load_demo_world().passes
    started = time.monotonic()
    next_line, next_move, moved, peak = started, started + MOVE_SECONDS, 0, 0.0
    print("minute  passes  serve MB  files  server MB  files  pass MB (most)  Prefect's database MB", flush=True)
    while time.monotonic() < started + seconds + 1:
        time.sleep(SAMPLE_SECONDS)
        if serving.poll() is not None:
            raise SystemExit(f"serve ended with code {serving.returncode}")
        samples = list(_samples(serving.pid))
        peak = max([peak, *(sample.resident_mb for sample in samples if sample.kind == "pass")])
        if time.monotonic() >= next_move:
            next_move += MOVE_SECONDS
            moved += 1
            served.show(moments[moved % len(moments)].at)
        if time.monotonic() >= next_line and any(sample.kind == "server" for sample in samples):
            _print_line(samples, (time.monotonic() - started) / 60, peak, data_dir)
            next_line, peak = next_line + LINE_SECONDS, 0.0


def _print_line(samples: list[Sample], minute: float, peak: float, data_dir: Path) -> None:
    sums = {
        kind: (
            sum(sample.resident_mb for sample in samples if sample.kind == kind),
            sum(sample.open_files for sample in samples if sample.kind == kind),
        )
        for kind in ("serve", "server")
    }
    database = sum(path.stat().st_size for path in (data_dir / "prefect").glob("prefect.db*")) / 1e6
    print(
        f"{minute:6.1f}  {_pass_count(data_dir):6}  {sums['serve'][0]:8.1f}  {sums['serve'][1]:5}  "
        f"{sums['server'][0]:9.1f}  {sums['server'][1]:5}  {peak:14.1f}  {database:21.1f}",
        flush=True,
    )


def _pass_count(data_dir: Path) -> str:
    try:
        return str(run_sql(data_dir / "storywatch.duckdb", "SELECT count(*) FROM runs WHERE outcome = 'ok'").rows[0][0])
    except WarehouseError:
        return "-"


def _samples(pid: int) -> Iterator[Sample]:
    """Yield a process and all below it; whatever ends meanwhile is left out."""
    pending = [pid]
    while pending:
        each = pending.pop()
        try:
            command = Path(f"/proc/{each}/cmdline").read_bytes().replace(b"\0", b" ")
            status = Path(f"/proc/{each}/status").read_text("ascii", "replace")
            open_files = len(list(Path(f"/proc/{each}/fd").iterdir()))
            for task in Path(f"/proc/{each}/task").iterdir():
                pending += [int(child) for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        resident = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), "0")
        kind = "serve" if each == pid else "server" if b"server" in command and b"prefect" in command else "pass"
        yield Sample(kind=kind, resident_mb=int(resident) / 1024, open_files=open_files)


if __name__ == "__main__":
    main()
