"""The Prefect server that `serve` works with: the one that answers, else one of our own that is kept running."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_environment import OWN_SERVER_VARIABLE, set_prefect_environment
from flows.settings import Settings

log = logging.getLogger(__name__)

SERVER_START_SECONDS = 120.0
"""5 s on an idle machine; the first start makes its database, and small machines are slow."""
SERVER_STOP_SECONDS = 10.0
HEALTH_SECONDS = 2.0
LOOK_SECONDS = 2.0
SILENT_SECONDS = 300.0
"""A server that runs and does not answer for so long hangs; a loaded machine makes it slow, but not that slow."""
FRESH_SECONDS = 7 * 86400.0
"""Then a server is replaced by a new one: it was seen to grow by 0.15 MB a pass, which adds up in years."""
LONGEST_PAUSE_SECONDS = 60.0
"""Between two starts of a server that ends at once, because its port or its database cannot be had."""
SERVER_PID_NAME = "prefect-server.pid"


class ServerError(Exception):
    """The Prefect server cannot be reached or started; the message says why."""


class KeptServer:
    """A child process that is started again whenever it ends, falls silent or is old, until it is told to stop."""

    def __init__(
        self,
        command: Sequence[str],
        log_path: Path,
        pid_path: Path,
        is_well: Callable[[], bool],
        *,
        look_seconds: float = LOOK_SECONDS,
        silent_seconds: float = SILENT_SECONDS,
        fresh_seconds: float = FRESH_SECONDS,
    ) -> None:
        self._command, self._log_path, self._pid_path = tuple(command), log_path, pid_path
        self._is_well = is_well
        self._look_seconds, self._silent_seconds, self._fresh_seconds = look_seconds, silent_seconds, fresh_seconds
        self._started_at = time.monotonic()
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keep the server", daemon=True)
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process and return it; `keep` watches over it from then on."""
        with self._log_path.open("ab") as output:
            # A session of its own: Ctrl-C reaches us first, and we stop the server last.
            self.child = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
        self._started_at = time.monotonic()
        self._pid_path.write_text(f"{self.child.pid}\n", encoding="ascii")
        return self.child

    def keep(self) -> None:
        """Watch over the process, or over one of somebody else's that answered in its place, from a thread."""
        self._keeper.start()

    def stop(self) -> None:
        """End it for good."""
        self._stopping.set()
        if self._keeper.is_alive():
            self._keeper.join()
        if self.child is not None:
            self._end(self.child)
            self._pid_path.unlink(missing_ok=True)

    def _keep(self) -> None:
        well_at, pause = time.monotonic(), self._look_seconds
        while not self._stopping.wait(self._look_seconds):
            is_well = self._is_well()
            if is_well:
                well_at, pause = time.monotonic(), self._look_seconds
            reason = self._reason_to_start(time.monotonic() - well_at, is_well=is_well)
            if reason is None:
                continue
            log.warning("event=server_restart reason=%s", reason)
            if self.child is not None:
                self._end(self.child)
            if self._stopping.wait(pause):
                return
            self.start()
            well_at, pause = time.monotonic(), min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _reason_to_start(self, silent_seconds: float, *, is_well: bool) -> str | None:
        """Return why a new process is due, or None."""
        code = self.child.poll() if self.child is not None else None
        if not is_well and code is not None:
            return f"ended with code {code}"
        if not is_well and silent_seconds >= self._silent_seconds:
            return f"silent for {silent_seconds:.0f} s"
        is_old = self.child is not None and time.monotonic() - self._started_at >= self._fresh_seconds
        return "old" if is_old else None

    @staticmethod
    def _end(child: subprocess.Popen[bytes]) -> None:
        child.terminate()
        try:
            child.wait(SERVER_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@contextmanager
def running_server(settings: Settings) -> Iterator[str]:
    """Yield the API address of a Prefect server: the one that answers, else a child that is kept until the body ends.

    Raises ServerError. PREFECT_API_URL names a server of one's own, which is never started here. Otherwise one is
    there as long as the body lasts: where it ends, hangs or was somebody else's, a new one takes its place.
    """
    set_prefect_environment(settings.data_dir, console_level="WARNING")
    check_named_server()
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    url = f"http://127.0.0.1:{settings.server_port}/api"
    log_path, pid_path = settings.data_dir / "prefect-server.log", settings.data_dir / SERVER_PID_NAME
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
    server = KeptServer([*command, "--port", str(settings.server_port)], log_path, pid_path, lambda: answers(url))
    if (left := _left_server(pid_path, settings.server_port)) is not None:
        _stop(left)
    os.environ["PREFECT_API_URL"] = url
    try:
        if not answers(url):
            os.environ[OWN_SERVER_VARIABLE] = "1"
            _wait_until_up(server.start(), url, log_path)
        server.keep()
        yield url
    finally:
        server.stop()


def is_server_named() -> bool:
    """Say whether the operator names a server of his own; ask before `running_server`, which names the one it runs."""
    return bool(os.environ.get("PREFECT_API_URL"))


def check_named_server() -> None:
    """Raise ServerError where PREFECT_API_URL names a server that does not answer; without it there is no fault."""
    named = os.environ.get("PREFECT_API_URL")
    if named and not answers(named):
        raise ServerError(f"PREFECT_API_URL: no Prefect server answers at {named}; start it, or unset the variable")


def answers(url: str) -> bool:
    """Say whether a healthy Prefect API answers at the address."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=HEALTH_SECONDS) as response:
            return bool(response.read(16).strip() == b"true")
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
        return False


def _left_server(pid_path: Path, port: int) -> int | None:
    """Return the process of the server that a killed `serve` of this data directory left, if it is still that."""
    try:
        pid = int(pid_path.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if b"prefect" in command and str(port).encode() in command else None


def _stop(pid: int) -> None:
    """End a process that is no child of ours, and wait for it."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + SERVER_STOP_SECONDS
        try:
            os.kill(pid, sent)
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.1)
        except ProcessLookupError:
            return


def _wait_until_up(child: subprocess.Popen[bytes], url: str, log_path: Path) -> None:
    deadline = time.monotonic() + SERVER_START_SECONDS
    while not answers(url):
        if child.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {child.returncode}; {log_path} says why")
        if time.monotonic() > deadline:
            raise ServerError(f"the Prefect server did not answer at {url} in time; {log_path} may say why")
        time.sleep(0.2)
