"""Names and addresses of channels in, checked channels out; `console` is built in. Secrets never leave an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flows.alerting.routes import Route, WebhookSettings
from flows.alerting.webhook_addresses import WebhookAddress, WebhookFault, parse_webhook

if TYPE_CHECKING:
    from flows.settings import Settings
    from seeds.storyline import Storyline

CONSOLE = "console"
"""The channel that writes to the terminal; always there and the default."""

_JSON = frozenset({"json", "jsons"})


class ChannelError(Exception):
    """A channel is wrong; the message names it and shows its address without secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where messages go and how. `address` is Apprise's; a channel without one and without a webhook is the console."""

    name: str
    address: str | None = field(default=None, repr=False)
    webhook: WebhookAddress | None = field(default=None, repr=False)
    route: Route = field(default_factory=Route)
    zone: tzinfo = UTC  # of quiet hours and digests

    @property
    def masked(self) -> str:
        """Return the address as it may be shown and stored."""
        if self.webhook is not None:
            return self.webhook.masked
        return CONSOLE if self.address is None else mask_address(self.address)

    @property
    def scheme(self) -> str:
        """Return Apprise's name for the kind of channel; empty for console and webhooks."""
        return (self.address or "").partition("://")[0].lower()

    @property
    def is_for_programs(self) -> bool:
        """Return whether a program reads it, which wants every message, whoever has seen it."""
        return self.webhook is not None or self.scheme in _JSON


def open_channels(settings: Settings, storyline: Storyline | None = None) -> dict[str, Channel]:
    """Return all channels of the settings with their routes. Nothing is sent.

    Raises ChannelError for a wrong address, and for a route that names a watch which the storyline does not have.
    """
    channels = parse_channels(settings.channel_addresses) | parse_webhooks(settings.webhook_addresses)
    known = {watch.slug for watch in storyline.watches} if storyline is not None else None
    for name, route in settings.routes.items():
        unknown = [watch for watch in route.watches if known is not None and watch not in known]
        if unknown:
            raise ChannelError(f"routes.{name}.watches: {unknown[0]!r} is not a watch of the storyline")
    zone = ZoneInfo(settings.time_zone)
    return {
        name: replace(channel, route=settings.routes.get(name, channel.route), zone=zone)
        for name, channel in channels.items()
    }


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


def parse_webhooks(settings: Mapping[str, WebhookSettings]) -> dict[str, Channel]:
    """Return the webhooks as channels. Raises ChannelError for an address or a secret that will not do."""
    channels = {}
    for name, written in settings.items():
        parsed = parse_webhook(
            written.url.get_secret_value(),
            written.secret.get_secret_value(),
            allow_private=written.allow_private_addresses,
        )
        if isinstance(parsed, WebhookFault):
            raise ChannelError(f"webhooks.{name}.{parsed.key}: {parsed.told}")
        channels[name] = Channel(name=name, webhook=parsed)
    return channels


def open_endpoint(address: str) -> Any | None:
    """Return a fresh Apprise endpoint for an address, or None where Apprise refuses it. Nothing is sent."""
    # Apprise takes half a second to import, which a run with nothing but the console need not spend.
    import apprise

    if "\n" in address or "," in address.partition("?")[0]:
        return None  # Apprise would read a list, whose members could not be told apart in the delivery log
    # Without an image of Apprise's own, which readers' programs would fetch from its host.
    asset = apprise.AppriseAsset(
        app_id="storywatch", app_desc="storywatch", app_url="", image_url_mask="", image_url_logo="", image_path_mask=""
    )
    return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


def mask_address(address: str) -> str:
    """Return an address with everything that may be secret replaced: only its scheme is kept."""
    scheme, separator, _ = address.partition("://")
    known = separator and scheme.isascii() and scheme.replace("+", "").isalnum()
    return f"{scheme}://****" if known else "****"
