"""How storywatch runs: settings from the environment and one TOML file in, a checked, frozen `Settings` out."""

from __future__ import annotations

import os
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.alerting.routes import Route, WebhookSettings
from flows.prefect_environment import OWN_SERVER_VARIABLE
from flows.secret_blocks import PREFIX, reveal, reveal_webhook
from seeds.model import Slug

if TYPE_CHECKING:
    from warehouse.lakes import Lake

ENVIRONMENT_PREFIX = "STORYWATCH_"
CONFIG_VARIABLE = "STORYWATCH_CONFIG"
CONFIG_NAME = "storywatch.toml"
DEFAULT_DATA_DIR = Path("data")
NOT_SETTINGS = frozenset({CONFIG_VARIABLE, "STORYWATCH_DEBUG", OWN_SERVER_VARIABLE})
"""Variables with our prefix that are read elsewhere."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("not a time zone; expected a name such as Europe/Berlin") from None
    return name


class SettingsError(Exception):
    """One or more settings are wrong; one line each: where it was written, key, value, what is expected."""


def _known_share(share: str) -> str:
    number, slash, count = share.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise ValueError("expected a number and a count such as 2/3")
    return share


class FetchLimits(BaseModel):
    """Bounds of fetching; each protects a pass from one slow or hostile server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    connect_seconds: float = Field(default=5.0, gt=0, le=60)
    read_seconds: float = Field(default=15.0, gt=0, le=120)
    total_seconds: float = Field(default=30.0, gt=0, le=600)
    """For one request with its redirects; a server that drips a byte a second is cut off here."""
    max_bytes: int = Field(default=10_000_000, ge=10_000)
    """As sent, compressed. The largest honest feed seen has 4 MB."""
    max_decoded_bytes: int = Field(default=30_000_000, ge=10_000)
    max_redirects: int = Field(default=5, ge=0, le=20)
    retries: int = Field(default=2, ge=0, le=5)
    per_host_gap_seconds: float = Field(default=1.0, ge=0, le=60)
    """Pause between two requests to one host, out of politeness."""
    daily_requests_per_host: int = Field(default=2000, ge=10)
    """No host is asked more often in a day of UTC; the busiest of the built-in ones gets some 600."""
    feed_seconds: float = Field(default=900.0, ge=0, le=7200)
    """So long a pass reads pages of one feed; later passes read the rest."""


class Settings(BaseSettings):
    """Everything about how it runs. What is watched is in `seeds/`, when it runs in `prefect.yaml`."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = DEFAULT_DATA_DIR
    storyline: Slug = "us-china-defense"
    storylines_dir: Path | None = None
    """Where storylines of one's own are kept; empty: those that come with the program."""
    outlets_file: Path | None = None
    """Outlets of one's own; empty: those that come with the program. `run --feeds` goes before it."""
    official_lists: bool = True
    """Follow the official lists of those outlets that are followed (docs/official-lists.md)."""
    official_lists_file: Path | None = None
    """Official lists of one's own; empty: those that come with the program."""
    respect_robots: bool = True
    """Keep the rules of hosts' robots.txt when pages are fetched."""
    look_back_days: int = Field(default=7, ge=1, le=3650)
    """Entries older than this are noted, not read."""
    workers: int = Field(default=16, ge=1, le=64)
    """Threads that wait for servers."""
    batch_size: int = Field(default=50, ge=1, le=1000)
    """Entries whose articles are stored in one transaction."""
    fetch: FetchLimits = FetchLimits()
    revisit_hours: tuple[Annotated[float, Field(gt=0, le=720)], ...] = (1, 24, 168)
    """When pages that a development rests on are looked at again, counted from when they were first read."""
    contact: str | None = Field(default=None, min_length=3, max_length=200, pattern=r"^[\x20-\x7e]+$")
    """An address or page for the User-Agent, so that an outlet can reach the operator."""
    allow_private_addresses: bool = False
    """True for tests only: lets fetching go to loopback and private networks."""
    channels: dict[Slug, SecretStr] = Field(default_factory=dict)
    """Name of a channel to its Apprise URL; `console` is always there."""
    default_channels: tuple[Slug, ...] = ("console",)
    """Channels of watches that name none."""
    webhooks: dict[Slug, WebhookSettings] = Field(default_factory=dict)
    """Channels that are posted to, signed; name to address and secret."""
    routes: dict[Slug, Route] = Field(default_factory=dict)
    """Name of a channel to what it takes and when; one without takes everything at once."""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    """Of quiet hours and digests, as IANA names it: Europe/Berlin."""
    service_channels: tuple[Slug, ...] | None = None
    """Channels of messages about storywatch itself; without it those of `default_channels`."""
    feed_notices: bool = True
    """Tell when a feed falls silent and when it is back."""
    heartbeat: bool = True
    """Tell once a day that all is well, or what is not."""
    heartbeat_hour: int = Field(default=6, ge=0, le=23)
    """From which hour of UTC the day's heartbeat is due."""
    ping_url: SecretStr | None = None
    """An address in the manner of healthchecks.io, asked after each pass, with ``/fail`` behind it after a failure."""
    log_format: Literal["text", "json"] = "text"
    """Lines of ``key=value``, or one JSON object a line."""
    log_level: Literal["info", "warning", "error"] = "warning"
    """From which level on events are logged; ``--verbose`` means info."""
    lock_wait_seconds: float = Field(default=30.0, ge=0, le=3600)
    """How long to wait for somebody else's handle on the warehouse file, or turn at the lake."""
    warehouse: str | None = None
    """``ducklake:postgres:host=… dbname=…``: a lake for many machines in place of the file (docs/scale.md)."""
    warehouse_data: str = ""
    """Of a lake, the folder for its files, which every machine reaches by this name, or ``s3://bucket/folder/``."""
    share: Annotated[str, AfterValidator(_known_share)] = "1/1"
    """Which part of the feeds this machine polls, ``2/3`` being the second of three; for machines that share a lake."""
    sql_seconds: float = Field(default=60.0, gt=0, le=86400)
    """After so long `storywatch sql` gives a query up."""
    sql_memory: Annotated[str, Field(pattern=r"^[1-9]\d{0,5}(MB|GB)$")] = "2GB"
    """What a query of `storywatch sql` may take of the machine's memory."""
    schedule: Annotated[str, Field(pattern=r"^\S+( \S+){4}$")] = "0 * * * *"
    """Cron expression of `storywatch serve`, in UTC."""
    server_port: int = Field(default=4200, ge=1024, le=65535)
    """Where `storywatch serve` starts or finds the local Prefect server."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, whose values are passed as arguments."""
        return env_settings, init_settings

    @property
    def warehouse_path(self) -> Path:
        """The pipeline's own database; nobody else should open it."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def snapshot_path(self) -> Path:
        """The published read-only copy for analysts."""
        return self.data_dir / "storywatch.duckdb"

    @property
    def lake(self) -> Lake | None:
        """The lake that takes the place of the database and of the published copy; checked when settings are loaded."""
        if self.warehouse is None:
            return None
        from warehouse.lakes import parse_lake  # here, because settings are read by commands that need no DuckDB

        return parse_lake(self.warehouse, self.warehouse_data)

    @property
    def revisit_schedule(self) -> tuple[timedelta, ...]:
        """When pages that a development rests on are looked at again."""
        return tuple(timedelta(hours=hours) for hours in self.revisit_hours)

    @property
    def told_channels(self) -> tuple[str, ...]:
        """Channels of messages about storywatch itself."""
        return self.default_channels if self.service_channels is None else self.service_channels

    @property
    def channel_addresses(self) -> dict[str, str]:
        """Names and Apprise URLs of the channels, in clear: never to be printed. Raises ChannelError."""
        return {
            name: reveal(address.get_secret_value(), f"channels.{name}", self.data_dir)
            for name, address in self.channels.items()
        }

    @property
    def webhook_addresses(self) -> dict[str, WebhookSettings]:
        """The webhooks as they are meant. Raises ChannelError."""
        return {name: reveal_webhook(each, f"webhooks.{name}", self.data_dir) for name, each in self.webhooks.items()}

    @property
    def ping_address(self) -> str | None:
        """The address to ping, in clear: never to be printed. Raises ChannelError."""
        if self.ping_url is None:
            return None
        return reveal(self.ping_url.get_secret_value(), "ping_url", self.data_dir)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be written to a log, as it stands in the settings; names of Secret blocks may be."""
        hidden = [*self.channels.values(), *([self.ping_url] if self.ping_url else [])]
        hidden += [secret for webhook in self.webhooks.values() for secret in (webhook.url, webhook.secret)]
        return tuple(text for each in hidden if not (text := each.get_secret_value()).startswith(PREFIX))


def load_settings(data_dir: Path | None = None, *, home: Path | None = None) -> Settings:
    """Return the settings: ``data_dir`` as given wins, then the environment, then the file, then the defaults.

    Relative paths are taken from ``home``, or without it from the current directory, once, here. Raises SettingsError.
    """
    home = home or Path.cwd()
    config_path = _config_path(data_dir, home)
    written = _read_toml(config_path) if config_path else {}
    _refuse_unknown_variables()
    try:
        settings = Settings(**written)
    except ValidationError as error:
        raise SettingsError("\n".join(_fault_lines(error, config_path))) from None
    except ValueError as error:  # pydantic-settings: a variable that should be JSON and is not
        raise SettingsError(f"environment: {_first_line(error)}") from None
    try:
        _ = settings.lake
    except ValueError as error:
        raise SettingsError(f"warehouse: {error}") from None
    chosen = home / (data_dir or settings.data_dir).expanduser()
    _check_channel_names(settings)
    return settings.model_copy(update={"data_dir": chosen})


def _check_channel_names(settings: Settings) -> None:
    twice = sorted({"console", *settings.channels} & settings.webhooks.keys())
    if twice:
        raise SettingsError(f"webhooks.{twice[0]}: the name is taken by a channel; choose another")
    names = ("console", *sorted({*settings.channels, *settings.webhooks}))
    for key, used in (
        ("default_channels", settings.default_channels),
        ("service_channels", settings.told_channels),
        ("routes", settings.routes),
    ):
        unknown = [name for name in used if name not in names]
        if unknown:
            raise SettingsError(f"{key}: {unknown[0]!r} is not one of the channels ({', '.join(names)})")


def _config_path(data_dir: Path | None, home: Path) -> Path | None:
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        path = home / Path(named).expanduser()
        if not path.is_file():
            raise SettingsError(f"{CONFIG_VARIABLE}: {named!r} is not a file")
        return path
    folder = data_dir or Path(os.environ.get(ENVIRONMENT_PREFIX + "DATA_DIR") or DEFAULT_DATA_DIR)
    path = home / folder.expanduser() / CONFIG_NAME
    return path if path.is_file() else None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {_first_line(error)}") from None


def _refuse_unknown_variables() -> None:
    """Raise for a misspelt variable, which pydantic-settings would pass over in silence."""
    known = {name.upper() for name in Settings.model_fields}
    for variable in sorted(os.environ):
        if not variable.startswith(ENVIRONMENT_PREFIX) or variable in NOT_SETTINGS:
            continue
        key = variable.removeprefix(ENVIRONMENT_PREFIX).partition("__")[0]
        if key not in known:
            names = ", ".join(sorted(name.lower() for name in known))
            raise SettingsError(f"environment: {variable} is not a setting; settings are: {names}")


def _fault_lines(error: ValidationError, config_path: Path | None) -> list[str]:
    lines = []
    for fault in error.errors(include_url=False):
        key = ".".join(str(part) for part in fault["loc"])
        variable = ENVIRONMENT_PREFIX + "__".join(str(part) for part in fault["loc"]).upper()
        where = f"environment: {variable}" if variable in os.environ else f"{config_path or 'settings'}: {key}"
        secret = fault["loc"][:1] in (("channels",), ("webhooks",), ("ping_url",))
        value = "(hidden)" if secret else repr(fault.get("input"))
        lines.append(f"{where}: {value}: {fault['msg']}")
    return lines


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
