"""Connections that cannot be led astray: a host name in, a stream to the very address that was checked out."""

from __future__ import annotations

import contextvars
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from extractors.addresses import refuse_address, refuse_port

Resolve = Callable[[str, int], list[str]]
"""A host name and port in, IP addresses in order of preference out; raises OSError where there are none."""

MAX_ADDRESSES_TRIED = 3
"""A host with dozens of dead addresses must not use up the time of a pass."""

deadline: contextvars.ContextVar[float] = contextvars.ContextVar("deadline", default=float("inf"))
"""When (``time.monotonic()``) the request that this thread makes must be over, whatever the server drips."""


class AddressRefusedError(Exception):
    """The host resolved to an address, or names a port, that is not to be connected to."""


class NameLookupError(Exception):
    """The host name did not resolve; `passing` where asking once more may help."""

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system's resolver; addresses in its order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_within(resolve: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """Resolve in a thread that is left behind when it takes longer: the system's resolver has no time limit."""
    answer: list[list[str] | OSError] = []

    def ask() -> None:
        try:
            answer.append(resolve(host, port))
        except OSError as error:
            answer.append(error)
        except UnicodeError as error:  # labels that are too long or empty
            answer.append(OSError(socket.EAI_NONAME, str(error)))

    thread = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
    thread.start()
    thread.join(seconds)
    if not answer:
        raise NameLookupError(f"no answer for {host} within {seconds:g} s", passing=False)
    if isinstance(answer[0], OSError):
        passing = answer[0].errno == socket.EAI_AGAIN
        raise NameLookupError(f"{host}: {answer[0].strerror or answer[0]}", passing=passing)
    if not answer[0]:
        raise NameLookupError(f"{host} has no address", passing=False)
    return answer[0]


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves, checks every address, and connects to a checked one, so that no second look-up can differ."""

    def __init__(self, *, allow_private: bool, lookup_seconds: float, resolve: Resolve = resolve_host) -> None:
        self._allow_private = allow_private
        self._lookup_seconds = lookup_seconds
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; one refused address among several refuses the host, since mixing them is how filters are passed."""
        if why := refuse_port(port, allow_private=self._allow_private):
            raise AddressRefusedError(f"{host}: {why}")
        addresses = resolve_within(self._resolve, host, port, self._lookup_seconds)
        for address in addresses:
            if why := refuse_address(address, allow_private=self._allow_private):
                raise AddressRefusedError(f"{host} is {address}: {why}")
        give_up = time.monotonic() + (timeout if timeout is not None else self._lookup_seconds)
        for last, address in enumerate(addresses[:MAX_ADDRESSES_TRIED], start=1 - len(addresses[:MAX_ADDRESSES_TRIED])):
            seconds = max(0.05, min(give_up, deadline.get()) - time.monotonic())
            try:
                stream = self._sockets.connect_tcp(address, port, seconds if last == 0 else seconds / 2, local_address)
                return _DeadlineStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
        raise AssertionError("unreachable: the last address raises or returns")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: nothing on this machine is news."""
        raise AddressRefusedError(f"{path}: not a network address")


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline of the request that is being made in this thread."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _remaining(timeout, httpcore.ConnectTimeout)
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _remaining(timeout: float | None, error: type[httpcore.TimeoutException]) -> float:
    left = deadline.get() - time.monotonic()
    if left <= 0:
        raise error("the time for the whole request is over")
    return left if timeout is None else min(timeout, left)
