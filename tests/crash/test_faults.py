"""What goes wrong around a pass: a full disk, a jumping clock, names and certificates that fail, a held warehouse."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.language import identify_language
from flows.clock import StandingClock
from flows.desk import set_up_desk
from flows.reports import PassReport
from tests.crash.facts import Facts, differences, read_facts
from tests.extractors.web.test_addresses import CERTIFICATE
from tests.flows.shared import shared_reader
from tests.flows.world import World, quick_settings, run_quick_pass, serving_world, write_outlets
from warehouse.connecting import open_for_writing
from warehouse.errors import DiskFullError, LockedError

THEN = datetime(2024, 6, 1, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
_PROCESSES = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(world: World, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("undisturbed")
    do_pass(folder, write_outlets(world, folder / "outlets.yaml"), THEN)
    return read_facts(folder)


def do_pass(folder: Path, outlets: Path, at: datetime, **changes: object) -> PassReport:
    desk = set_up_desk(quick_settings(folder, **changes), StandingClock(at), outlets)
    return run_quick_pass(replace(desk, make_reader=shared_reader))


def reasons(report: PassReport) -> dict[str, str | None]:
    return {line.feed: line.reason for line in report.feeds}


def pass_with_little_room(folder: Path, outlets: Path, room: int) -> None:
    """Exit with 7 where the message says that the disk is full; the limit stands for a disk of that size."""
    identify_language("Words, so that the model is loaded while there is room.", None)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        do_pass(folder, outlets, THEN)
    except DiskFullError:
        raise SystemExit(7) from None


@pytest.mark.parametrize("share", [0.6])
def test_full_disk_is_named_and_the_next_pass_is_whole(
    world: World, undisturbed: Facts, tmp_path: Path, share: float
) -> None:
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    do_pass(tmp_path / "whole", outlets, THEN)
    room = int((tmp_path / "whole" / "warehouse.duckdb").stat().st_size * share)
    child = _PROCESSES.Process(target=pass_with_little_room, args=(tmp_path / "tight", outlets, room))
    child.start()
    child.join()
    assert child.exitcode == 7
    do_pass(tmp_path / "tight", outlets, THEN)
    assert differences(undisturbed, read_facts(tmp_path / "tight")) == []


@pytest.mark.long
@pytest.mark.parametrize("wrong", [timedelta(days=-900), timedelta(days=12), timedelta(days=4_000)])
def test_articles_that_came_while_the_clock_was_wrong_are_read_when_it_is_right(
    world: World, undisturbed: Facts, tmp_path: Path, wrong: timedelta
) -> None:
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    dead = write_nowhere(world, tmp_path / "dead.yaml")
    for _ in range(3):  # failures, so that a wait is set by the wrong clock
        do_pass(tmp_path, dead, THEN + wrong)
    if wrong > timedelta():
        do_pass(tmp_path, outlets, THEN + wrong)
    report = do_pass(tmp_path, outlets, THEN)
    assert "not_due" not in {line.outcome for line in report.feeds}
    found = read_facts(tmp_path)
    for kind in ("articles", "events", "evidence", "alerts"):
        assert found[kind] == undisturbed[kind], kind


@pytest.mark.long
def test_clock_that_jumps_back_and_forth_doubles_nothing(world: World, undisturbed: Facts, tmp_path: Path) -> None:
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    do_pass(tmp_path, outlets, THEN)
    for jump in (-400 * 24 * HOUR, HOUR, 400 * 24 * HOUR, 2 * HOUR):
        do_pass(tmp_path, outlets, THEN + jump)
    found = read_facts(tmp_path)
    for kind in ("articles", "events", "evidence"):
        assert found[kind] == undisturbed[kind], kind
    assert len({row[0] for row in found["alerts"]}) == len(found["alerts"])


def write_nowhere(
    world: World, path: Path, port: int = 443, host: str = "nowhere.invalid", scheme: str = "http"
) -> Path:
    """Write the world's outlets with feeds that cannot be had."""
    text = write_outlets(world, path).read_text(encoding="utf-8")
    path.write_text(text.replace(world.base, f"{scheme}://{host}:{port}"), encoding="utf-8")
    return path


@pytest.mark.long
def test_names_that_do_not_resolve_cost_nothing_but_the_pass(world: World, undisturbed: Facts, tmp_path: Path) -> None:
    dead = write_nowhere(world, tmp_path / "dead.yaml")
    for hour in range(3):
        report = do_pass(tmp_path, dead, THEN - (3 - hour) * HOUR)
        assert set(reasons(report).values()) == {"dns_failed"}
    do_pass(tmp_path, write_outlets(world, tmp_path / "outlets.yaml"), THEN)
    assert differences(undisturbed, read_facts(tmp_path)) == []


@pytest.fixture
def untrusted_port() -> Iterator[int]:
    """A server with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
                context.wrap_socket(plain, server_side=True).close()
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield int(listener.getsockname()[1])
    listener.close()


def test_untrusted_certificate_is_told_and_the_feed_is_read_once_it_is_mended(
    world: World, undisturbed: Facts, tmp_path: Path, untrusted_port: int
) -> None:
    dead = write_nowhere(world, tmp_path / "dead.yaml", untrusted_port, "127.0.0.1", "https")
    assert set(reasons(do_pass(tmp_path, dead, THEN - HOUR)).values()) == {"tls_failed"}
    do_pass(tmp_path, write_outlets(world, tmp_path / "outlets.yaml"), THEN)
    assert differences(undisturbed, read_facts(tmp_path)) == []


def hold(path: Path, until: str) -> None:
    """Keep the warehouse open for writing, as an analyst's own program might, until a file appears."""
    connection = open_for_writing(path, 10)
    Path(f"{path}.held").touch()
    while not Path(until).exists():
        threading.Event().wait(0.05)
    connection.close()


def test_warehouse_held_by_an_analyst_fails_the_pass_and_loses_nothing(
    world: World, undisturbed: Facts, tmp_path: Path
) -> None:
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    path = quick_settings(tmp_path).warehouse_path
    set_up_desk(quick_settings(tmp_path), StandingClock(THEN), outlets)
    analyst = _PROCESSES.Process(target=hold, args=(path, str(tmp_path / "enough")))
    analyst.start()
    while not Path(f"{path}.held").exists():
        threading.Event().wait(0.05)
    with pytest.raises(LockedError, match=f"process {analyst.pid}"):
        do_pass(tmp_path, outlets, THEN, lock_wait_seconds=0.5)
    (tmp_path / "enough").touch()
    do_pass(tmp_path, outlets, THEN)
    analyst.join()
    assert differences(undisturbed, read_facts(tmp_path)) == []
