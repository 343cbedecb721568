"""Connections to checked addresses: a host name in, a stream to the very address that was checked out."""

from __future__ import annotations

import contextvars
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from extractors.web.address_rules import refuse_address, refuse_port
from extractors.web.lookups import Lookups, Resolve, resolve_host

MAX_ADDRESSES_TRIED = 3
"""A host with dozens of dead addresses must not use up the time of a pass."""

DEFAULT_CONNECT_SECONDS = 5.0
"""Where the caller sets no limit."""

deadline: contextvars.ContextVar[float] = contextvars.ContextVar("deadline", default=float("inf"))
"""When (``time.monotonic()``) the request that this thread makes must be over, whatever the server drips."""


class AddressRefusedError(Exception):
    """The host resolved to an address, or names a port, that is not to be connected to."""


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves, checks every address, and connects to a checked one, so that no second look-up can differ."""

    def __init__(self, *, allow_private: bool, lookup_seconds: float, resolve: Resolve = resolve_host) -> None:
        self._allow_private = allow_private
        self._lookups = Lookups(lookup_seconds, resolve)
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
        addresses = self._lookups.addresses(host, port)
        for address in addresses:
            if why := refuse_address(address, allow_private=self._allow_private):
                raise AddressRefusedError(f"{host} is {address}: {why}")
        give_up = time.monotonic() + (timeout if timeout is not None else DEFAULT_CONNECT_SECONDS)
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
