"""What a pass works with, loaded and checked once before anything is fetched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.developments.corrections import CorrectionWords
from extractors.matching.matching import Matcher
from extractors.reading import Reader
from extractors.web.fetch import FetchSettings
from flows.alerting.channels import Channel, open_channels
from flows.opening import open_warehouse
from flows.settings import Settings
from flows.shares import is_of_share
from flows.version import PROGRAM_VERSION
from seeds.corrections import load_corrections
from seeds.lexicon import load_lexicons
from seeds.loading import OUTLETS_FILE, STORYLINES_DIR, load_outlets, load_storyline
from seeds.official_lists import OFFICIAL_LISTS_FILE, OfficialList, load_official_lists
from seeds.outlets import Feed, Outlet, OutletFile
from seeds.storyline import Storyline
from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Settings, clock, seeds, reader and warehouse of one pass. Nothing in it changes while the pass runs."""

    settings: Settings
    clock: Callable[[], datetime]
    storyline: Storyline
    outlets: tuple[Outlet, ...]
    make_reader: Callable[[], Reader]
    """Gives the reader, built when it is first wanted: a pass that finds nothing new spends no half second on it."""
    corrections: CorrectionWords
    channels: dict[str, Channel]
    warehouse: Warehouse
    official_lists: tuple[OfficialList, ...] = ()

    @property
    def reader(self) -> Reader:
        """The one reader of the pass."""
        return self.make_reader()

    @property
    def matcher(self) -> Matcher:
        """The matcher of the reader."""
        return self.reader.matcher

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Feeds that this machine follows, in the order of the outlets file."""
        share = self.settings.share
        return tuple(
            feed for outlet in self.outlets for feed in outlet.feeds if feed.enabled and is_of_share(feed.id, share)
        )

    def outlet_of(self, feed_id: str) -> Outlet:
        """Return the outlet that a feed belongs to."""
        return next(outlet for outlet in self.outlets if any(feed.id == feed_id for feed in outlet.feeds))

    def outlet_by_id(self, outlet_id: str) -> Outlet | None:
        """Return an outlet by its id; None where the outlets file does not have it."""
        return next((outlet for outlet in self.outlets if outlet.id == outlet_id), None)

    def feed(self, feed_id: str) -> Feed:
        """Return a feed by its id."""
        return next(feed for outlet in self.outlets for feed in outlet.feeds if feed.id == feed_id)


def set_up_desk(settings: Settings, clock: Callable[[], datetime], feeds_file: Path | None) -> Desk:
    """Load seeds and channels, and open the warehouse. Raises SeedError, ChannelError, WarehouseError."""
    storyline = load_storyline(settings.storyline, settings.storylines_dir or STORYLINES_DIR)
    outlets = load_outlets(feeds_file or settings.outlets_file or OUTLETS_FILE)
    lexicons = load_lexicons()
    channels = open_channels(settings, storyline)
    warehouse = open_warehouse(settings, clock)
    warehouse.migrate()
    return Desk(
        settings=settings,
        clock=clock,
        storyline=storyline,
        outlets=outlets.outlets,
        make_reader=_once(lambda: Reader(storyline, lexicons)),
        corrections=CorrectionWords(load_corrections()),
        channels=channels,
        warehouse=warehouse,
        official_lists=_followed_lists(settings, outlets),
    )


def _once(make: Callable[[], Reader]) -> Callable[[], Reader]:
    """Return what gives the same reader to every thread, made by the first that asks."""
    lock = threading.Lock()
    made: list[Reader] = []

    def give() -> Reader:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return give


def _followed_lists(settings: Settings, outlets: OutletFile) -> tuple[OfficialList, ...]:
    """Return the official lists of the outlets that are followed; read, and so checked, also where switched off."""
    known = {outlet.id for outlet in outlets.outlets}
    lists = load_official_lists(settings.official_lists_file or OFFICIAL_LISTS_FILE)
    return tuple(each for each in lists if each.outlet in known) if settings.official_lists else ()


def fetch_settings(settings: Settings) -> FetchSettings:
    """Return the settings of fetching in the form that the fetcher takes."""
    limits = settings.fetch
    contact = f" (+{settings.contact})" if settings.contact else ""
    return FetchSettings(
        user_agent=f"storywatch/{PROGRAM_VERSION}{contact}",
        connect_seconds=limits.connect_seconds,
        read_seconds=limits.read_seconds,
        total_seconds=limits.total_seconds,
        max_bytes=limits.max_bytes,
        max_decoded_bytes=limits.max_decoded_bytes,
        max_redirects=limits.max_redirects,
        retries=limits.retries,
        per_host_gap_seconds=limits.per_host_gap_seconds,
        daily_requests_per_host=limits.daily_requests_per_host,
        allow_private_addresses=settings.allow_private_addresses,
    )
