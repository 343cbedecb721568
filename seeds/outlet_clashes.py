"""What no single outlet can see: outlets in, addresses, hosts and ids that clash out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from seeds.errors import SeedFault
from seeds.outlets import Feed, FeedFormat, Outlet, OutletFile

_HOST = re.compile(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+")


def check_outlets(outlets: OutletFile, path: Path) -> list[SeedFault]:
    """Ids, addresses, hosts and credit names that are there twice, and feeds whose keys do not fit their format."""
    return [SeedFault(path, key, message) for key, message in (*_clashes(outlets), *_misfits(outlets))]


def _clashes(outlets: OutletFile) -> Iterator[tuple[str, str]]:
    owners: dict[tuple[str, str], str] = {}
    groups: dict[str, Outlet] = {}
    for key, sort, value in _claims(outlets):
        earlier = owners.setdefault((sort, value), key)
        if earlier != key:
            yield key, f"{value!r} is already the {sort} of {earlier}; expected one of its own"
    for index, outlet in enumerate(outlets.outlets):
        for place, name in enumerate(outlet.names):
            first = groups.setdefault(name, outlet)
            if first.independence_group != outlet.independence_group:
                message = f"{name!r} already credits {first.id!r} of another independence group; expected one group"
                yield f"outlets[{index}].names[{place}]", message


def _claims(outlets: OutletFile) -> Iterator[tuple[str, str, str]]:
    """Key, sort and value of everything that only one may have."""
    for index, outlet in enumerate(outlets.outlets):
        key = f"outlets[{index}]"
        yield f"{key}.id", "outlet id", outlet.id
        for place, host in enumerate(outlet.hosts):
            yield f"{key}.hosts[{place}]", "host", host
        for place, feed in enumerate(outlet.feeds):
            yield f"{key}.feeds[{place}].id", "feed id", feed.id
            yield f"{key}.feeds[{place}].url", "address", str(feed.url)


def _misfits(outlets: OutletFile) -> Iterator[tuple[str, str]]:
    for index, outlet in enumerate(outlets.outlets):
        key = f"outlets[{index}]"
        for place, host in enumerate(outlet.hosts):
            if not _HOST.fullmatch(host):
                yield f"{key}.hosts[{place}]", f"{host!r}: expected a host name in lower case without 'www.'"
        if outlet.aggregator and outlet.official:
            yield f"{key}.aggregator", "True beside official: True; expected at most one of the two"
        for place, feed in enumerate(outlet.feeds):
            for message in _link_pattern_faults(feed):
                yield f"{key}.feeds[{place}].link_pattern", message


def _link_pattern_faults(feed: Feed) -> Iterator[str]:
    if feed.link_pattern is None:
        if feed.format is FeedFormat.HTML:
            yield "is missing; expected a regular expression that article links match"
        return
    if feed.format is not FeedFormat.HTML:
        yield f"{feed.link_pattern!r}: expected only for feeds of format 'html', not {feed.format.value!r}"
    try:
        re.compile(feed.link_pattern)
    except re.error as error:
        yield f"{feed.link_pattern!r} is no regular expression: {error}"
