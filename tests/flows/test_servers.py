"""The server that is kept: started again where it ends or falls silent, and gone when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.data_dir import DataDirBusyError, locked_data_dir, served_data_dir
from flows.servers import KeptServer, ServerError, answers, check_named_server
from tests.flows.test_serving import free_port

SLEEPING = [sys.executable, "-c", "import time; time.sleep(600)"]
PATIENCE_SECONDS = 60.0

Make = Callable[..., KeptServer]


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Make]:
    made: list[KeptServer] = []

    def make(is_well: Callable[[], bool], silent_seconds: float, fresh_seconds: float = 600.0) -> KeptServer:
        server = KeptServer(
            SLEEPING,
            tmp_path / "server.log",
            tmp_path / "server.pid",
            is_well,
            look_seconds=0.02,
            silent_seconds=silent_seconds,
            fresh_seconds=fresh_seconds,
        )
        made.append(server)
        return server

    yield make
    for server in made:
        server.stop()


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def noted_pid(folder: Path) -> int:
    text = (folder / "server.pid").read_text("ascii") if (folder / "server.pid").exists() else ""
    return int(text or 0)


def test_a_server_that_ends_is_started_again(make_server: Make, tmp_path: Path) -> None:
    server = make_server(lambda: False, 600)
    first = server.start().pid
    server.keep()
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: noted_pid(tmp_path) not in (0, first))
    os.kill(noted_pid(tmp_path), 0)


def test_a_server_that_falls_silent_is_replaced(make_server: Make, tmp_path: Path) -> None:
    server = make_server(lambda: False, 0.1)
    first = server.start()
    server.keep()
    wait_for(lambda: noted_pid(tmp_path) not in (0, first.pid))
    assert first.poll() is not None


def test_a_server_that_is_old_is_replaced(make_server: Make, tmp_path: Path) -> None:
    server = make_server(lambda: True, 600, 0.2)
    first = server.start()
    server.keep()
    wait_for(lambda: noted_pid(tmp_path) not in (0, first.pid))
    assert first.poll() is not None


def test_a_server_of_somebody_else_that_goes_is_replaced_by_our_own(make_server: Make, tmp_path: Path) -> None:
    is_there = threading.Event()
    is_there.set()
    server = make_server(is_there.is_set, 0.1)
    server.keep()
    time.sleep(0.3)
    assert server.child is None
    is_there.clear()
    wait_for(lambda: noted_pid(tmp_path) != 0)


def test_a_server_that_answers_is_left_alone(make_server: Make) -> None:
    server = make_server(lambda: True, 0.0)
    first = server.start()
    server.keep()
    time.sleep(0.5)
    assert server.child is first
    assert first.poll() is None


def test_a_server_that_is_stopped_is_not_started_again(make_server: Make, tmp_path: Path) -> None:
    server = make_server(lambda: False, 600)
    child = server.start()
    server.keep()
    server.stop()
    assert child.poll() is not None
    assert server.child is child
    assert not (tmp_path / "server.pid").exists()


def test_no_server_answers_where_nobody_listens() -> None:
    assert not answers(f"http://127.0.0.1:{free_port()}/api")


def test_what_speaks_no_http_is_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

        threading.Thread(target=talk, daemon=True).start()
        assert not answers(f"http://127.0.0.1:{listener.getsockname()[1]}/api")


def test_named_server_that_is_down_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    with pytest.raises(ServerError, match="no Prefect server answers"):
        check_named_server()
    monkeypatch.delenv("PREFECT_API_URL")
    check_named_server()


def test_one_serve_at_a_time_and_passes_beside_it(tmp_path: Path) -> None:
    with served_data_dir(tmp_path):
        with pytest.raises(DataDirBusyError, match=f"process {os.getpid()}.* is serving"), served_data_dir(tmp_path):
            pass
        with locked_data_dir(tmp_path):
            pass
    with served_data_dir(tmp_path):
        pass
