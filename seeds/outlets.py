"""Who publishes: outlets with owner and independence group, and the feeds through which they are followed."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, HttpUrl

from seeds.model import LanguageCode, SeedModel, Slug


class FeedFormat(StrEnum):
    """What a feed's address answers with."""

    RSS = "rss"  # RSS 2.0, RSS 1.0 / RDF and Atom: feedparser tells them apart
    JSON = "json"  # JSON Feed and the small JSON dialects of extractors.feeds.json_feeds
    HTML = "html"  # a list page of links
    SITEMAP = "sitemap"  # a news sitemap


class Feed(SeedModel):
    """One address that is polled."""

    id: Slug
    url: HttpUrl
    format: FeedFormat = FeedFormat.RSS
    language: LanguageCode | None = None
    enabled: bool = True
    read_whole: bool = False
    """True: every entry's page is fetched (ministries); False: title and summary must touch the terms."""
    full_text: bool = False
    """True: entries carry the whole article, so the page need not be fetched."""
    fetch_pages: bool = True
    """False: pages are known to refuse us (bot walls, paywalls); the summary is read instead, and the row says so."""
    interval_minutes: int = Field(default=60, ge=5, le=1440)
    entries_per_day: float | None = Field(default=None, gt=0)
    """Expected, where known: far fewer is a sign of a dying feed."""
    user_agent: Literal["honest", "browser-like"] = "honest"
    link_pattern: str | None = None
    """For list pages: a regular expression that article links match."""
    note: str | None = None


class Outlet(SeedModel):
    """A publisher: who owns it, and with whom it counts as one voice."""

    id: Slug
    name: str
    owner: str
    independence_group: Slug
    country: str = Field(pattern=r"^[A-Z]{2}$")
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    kind: Literal[
        "government",
        "wire",
        "newspaper",
        "broadcaster",
        "trade press",
        "think tank",
        "aggregator",
        "magazine",
    ]
    hosts: tuple[str, ...] = Field(min_length=1)
    """Host names of its pages, without ``www.``; a subdomain counts as its parent."""
    official: bool = False
    """A ministry or government speaking for itself."""
    aggregator: bool = False
    """Never counts as an origin."""
    names: tuple[str, ...] = ()
    """How other outlets credit it in their text ("Reuters", "路透社")."""
    feeds: tuple[Feed, ...] = ()
    note: str | None = None


class OutletFile(SeedModel):
    """`outlets.yaml`, and any file given to ``run --feeds``."""

    outlets: tuple[Outlet, ...]
