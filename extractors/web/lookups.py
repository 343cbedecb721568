"""Host names looked up with patience that has an end: a name in, its addresses or the reason for having none out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

Resolve = Callable[[str, int], list[str]]
"""A host name and port in, IP addresses in order of preference out; raises OSError where there are none."""

IMPATIENT_AFTER = 8
"""So many look-ups without an answer, and none with, mean that we are offline, not that a host is slow."""

IMPATIENT_SECONDS = 1.0
"""From then on each look-up gets this long, so that a pass over 100 dead feeds stays a matter of seconds."""


class NameLookupError(Exception):
    """The host name did not resolve; `passing` where asking once more may help."""

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system's resolver; addresses in its order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Lookups:
    """Looks names up in threads that are left behind when they take too long; safe to use from many threads."""

    def __init__(self, seconds: float, resolve: Resolve = resolve_host) -> None:
        self._seconds = seconds
        self._resolve = resolve
        self._guard = threading.Lock()
        self._unanswered = 0  # in a row

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the host's addresses; raises NameLookupError."""
        is_impatient = self._unanswered >= IMPATIENT_AFTER
        seconds = min(self._seconds, IMPATIENT_SECONDS) if is_impatient else self._seconds
        answer = self._ask(host, port, seconds)
        if isinstance(answer, list) and answer:
            with self._guard:
                self._unanswered = 0
            return answer
        if isinstance(answer, list):
            raise NameLookupError(f"{host} has no address", passing=False)
        no_server = answer is None or answer.errno == socket.EAI_AGAIN
        with self._guard:
            self._unanswered += no_server
        if answer is None:
            raise NameLookupError(f"no answer for {host} within {seconds:g} s", passing=False)
        raise NameLookupError(f"{host}: {answer.strerror or answer}", passing=no_server and not is_impatient)

    def _ask(self, host: str, port: int, seconds: float) -> list[str] | OSError | None:
        """The system's resolver has no time limit of its own, hence the thread."""
        answers: list[list[str] | OSError] = []

        def ask() -> None:
            try:
                answers.append(self._resolve(host, port))
            except OSError as error:
                answers.append(error)
            except UnicodeError as error:  # labels that are too long or empty
                answers.append(OSError(socket.EAI_NONAME, str(error)))

        thread = threading.Thread(target=ask, name=f"look up {host}", daemon=True)
        thread.start()
        thread.join(seconds)
        return answers[0] if answers else None
