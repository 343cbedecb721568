from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.data_dir import DataDirBusyError
from flows.pings import ping, told_to_watchdog
from tests.flows.world import quick_settings


@contextmanager
def watchdog(status: int = 200) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    asked: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ping/s3cret", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_pass_that_ends_well_is_told(tmp_path: Path) -> None:
    with watchdog() as (address, asked), told_to_watchdog(quick_settings(tmp_path, ping_url=address)):
        assert asked == []
    assert asked == [("/ping/s3cret", b"ok")]


def test_a_pass_that_fails_is_told_and_still_fails(tmp_path: Path) -> None:
    settings_of = quick_settings
    with watchdog() as (address, asked):
        with pytest.raises(OSError, match="no room"), told_to_watchdog(settings_of(tmp_path, ping_url=address)):
            raise OSError("no room on the disk")
        assert asked == [("/ping/s3cret/fail", b"failed: OSError")]


def test_a_pass_that_finds_another_at_work_says_nothing(tmp_path: Path) -> None:
    with watchdog() as (address, asked):
        settings = quick_settings(tmp_path, ping_url=address)
        with pytest.raises(DataDirBusyError), told_to_watchdog(settings):
            raise DataDirBusyError("process 7 is at work")
        assert asked == []


def test_a_watchdog_that_is_down_fails_nothing_and_is_not_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.WARNING, "flows.pings"),
        watchdog(500) as (address, asked),
        told_to_watchdog(quick_settings(tmp_path, ping_url=address)),
    ):
        pass
    assert len(asked) == 2
    assert "status 500" in caplog.text
    assert "s3cret" not in caplog.text


def test_without_an_address_nobody_is_told(tmp_path: Path) -> None:
    with told_to_watchdog(quick_settings(tmp_path)):
        pass


def test_a_watchdog_that_drips_without_end_is_left_behind() -> None:
    let_go = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            while not let_go.wait(0.05):
                try:
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                except OSError:
                    return

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        assert not ping(f"http://127.0.0.1:{server.server_address[1]}/x", "ok", limit_seconds=0.5)
    finally:
        let_go.set()
        server.shutdown()
        server.server_close()
