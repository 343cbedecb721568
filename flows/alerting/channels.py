"""Names and Apprise URLs of channels in, checked channels out; `console` is built in. Secrets never leave a URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CONSOLE = "console"
"""The channel that writes to the terminal; always there and the default."""


class ChannelError(Exception):
    """A channel's address is wrong; the message names the channel and shows the address without its secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where messages go; `address` is None for the console and hidden from every representation."""

    name: str
    address: str | None = field(default=None, repr=False)

    @property
    def masked(self) -> str:
        """Return the address as it may be shown and stored."""
        return CONSOLE if self.address is None else mask_address(self.address)


def parse_channels(settings: Mapping[str, str]) -> dict[str, Channel]:
    """Return the channels by name, the console among them. Raises ChannelError for an address Apprise refuses."""
    channels = {CONSOLE: Channel(name=CONSOLE)}
    for name, address in settings.items():
        if name == CONSOLE:
            raise ChannelError(f"channels.{CONSOLE}: the name is taken by the built-in console; choose another")
        if open_endpoint(address) is None:
            raise ChannelError(
                f"channels.{name}: {mask_address(address)!r} is not an address that Apprise knows; "
                "expected for example mailto://…, json://host/path, slack://… (see the Apprise documentation)"
            )
        channels[name] = Channel(name=name, address=address)
    return channels


def open_endpoint(address: str) -> Any | None:
    """Return a fresh Apprise endpoint for an address, or None where Apprise refuses it. Nothing is sent."""
    # Apprise takes half a second to import, which a run with nothing but the console need not spend.
    import apprise

    if "\n" in address or "," in address.partition("?")[0]:
        return None  # Apprise would read a list, whose members could not be told apart in the delivery log
    return apprise.Apprise.instantiate(address, suppress_exceptions=True)


def mask_address(address: str) -> str:
    """Return an address with everything that may be secret replaced: only its scheme is kept."""
    scheme, separator, _ = address.partition("://")
    known = separator and scheme.isascii() and scheme.replace("+", "").isalnum()
    return f"{scheme}://****" if known else "****"
