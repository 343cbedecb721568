"""Where the recorded world is served: the same addresses each time for one data directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.data_dir import DataDirError
from flows.demo.server import PREFERRED_PORT, DemoServer, PortTakenError
from seeds.demo_world import DemoWorld

PORT_NAME = "demo-port"
"""File in the data directory: addresses are part of what articles are, so the next demo there must use the same."""


@contextmanager
def serve_world(world: DemoWorld, data_dir: Path) -> Iterator[DemoServer]:
    """Serve the world at the addresses that this data directory knows; the first time, at any that are free.

    Raises DataDirError where the known port is taken or unreadable.
    """
    remembered = data_dir / PORT_NAME
    if remembered.is_file():
        server = _serve_again(world, remembered)
    else:
        server = _serve_anew(world)
        remembered.write_text(f"{server.port}\n", encoding="ascii")
    with server:
        yield server


def _serve_anew(world: DemoWorld) -> DemoServer:
    try:
        return DemoServer(world, world.passes[0].at, port=PREFERRED_PORT)
    except PortTakenError:
        return DemoServer(world, world.passes[0].at, port=0)


def _serve_again(world: DemoWorld, remembered: Path) -> DemoServer:
    text = remembered.read_text(encoding="ascii", errors="replace").strip()
    if not (text.isdigit() and 1024 <= int(text) <= 65535):
        raise DataDirError(f"{remembered}: {text[:20]!r} is no port; remove the file, or choose another --data-dir")
    try:
        return DemoServer(world, world.passes[0].at, port=int(text))
    except PortTakenError as error:
        raise DataDirError(
            f"{error}, and the demo was played here at that port; free it, or choose another --data-dir"
        ) from error
