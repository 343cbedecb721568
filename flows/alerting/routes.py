"""What each channel takes, and when: the operator's routes in, the channels of an alert out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from seeds.model import Slug
from seeds.watches import Severity, Watch

_LOUDNESS = (Severity.LOW, Severity.MEDIUM, Severity.HIGH)


def _parse_hours(value: object) -> object:
    """Return ``"22:00-07:00"`` as a pair of times; anything else as it is, for pydantic to refuse."""
    if not isinstance(value, str):
        return value
    first, dash, last = value.partition("-")
    if not dash:
        raise ValueError("two times with a hyphen are expected, as in 22:00-07:00")
    return first.strip(), last.strip()


QuietHours = Annotated[tuple[time, time], BeforeValidator(_parse_hours)]


class Route(BaseModel):
    """How one channel takes its messages; without one it takes everything at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    watches: tuple[Slug, ...] = ()
    """Only messages of these; empty: of all."""
    from_severity: Severity = Severity.LOW
    """Only messages that are at least so loud."""
    quiet_hours: QuietHours | None = None
    """First and last time of day between which quieter messages wait, local; may run over midnight."""
    quiet_below: Severity = Severity.HIGH
    """What is at least so loud goes out in quiet hours too."""
    digest_hour: int | None = Field(default=None, ge=0, le=23)
    """Notices come once a day at this hour, local, in one message; empty: each by itself."""

    def takes(self, watch: str, severity: Severity) -> bool:
        """Return whether the channel is to get a message of that watch and severity."""
        return (not self.watches or watch in self.watches) and is_as_loud(severity, self.from_severity)

    def is_quiet_at(self, now: datetime, zone: tzinfo) -> bool:
        """Return whether it is quiet hours; the last minute is not quiet any more. Equal times are a whole day."""
        if self.quiet_hours is None:
            return False
        first, last = self.quiet_hours
        at = now.astimezone(zone).time()
        return first <= at < last if first < last else at >= first or at < last

    def last_digest_at(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return when the digest hour last struck, in UTC, or None where the channel has none."""
        if self.digest_hour is None:
            return None
        today = now.astimezone(zone).date()
        # Compared in UTC: within one zone Python compares what the clock on the wall says.
        strokes = [_at_hour(today - timedelta(days=ago), self.digest_hour, zone) for ago in (0, 1)]
        return max(struck for struck in strokes if struck <= now)


class WebhookSettings(BaseModel):
    """A signed webhook: where it is, what signs it, and whether that may be a private address."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    url: SecretStr
    """https, without a user; its path may be a secret."""
    secret: SecretStr
    """``whsec_`` and base64, or any other string; at least 24 bytes."""
    allow_private_addresses: bool = False
    """True for a receiver on this machine or in a private network; then plain http is allowed too."""


def _at_hour(day: date, hour: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def is_as_loud(severity: Severity, other: Severity) -> bool:
    """Return whether the first is at least as loud as the other."""
    return _LOUDNESS.index(severity) >= _LOUDNESS.index(other)


def loudest(severities: Sequence[Severity]) -> Severity:
    """Return the loudest of one or more."""
    return max(severities, key=_LOUDNESS.index)


def route_alert(watch: str, severity: Severity, names: Sequence[str], routes: Mapping[str, Route]) -> tuple[str, ...]:
    """Return those of the named channels whose route takes a message, each once, in order."""
    everything = Route()
    return tuple(name for name in dict.fromkeys(names) if routes.get(name, everything).takes(watch, severity))


def unheard_watches(
    watches: Sequence[Watch], default_channels: Sequence[str], routes: Mapping[str, Route]
) -> tuple[str, ...]:
    """Return the slugs of watches whose alerts no channel takes."""
    return tuple(
        watch.slug
        for watch in watches
        if not route_alert(watch.slug, watch.severity, watch.channels or default_channels, routes)
    )
