"""An article in, its origin out: who first wrote the words, so that copies and one owner's outlets are one voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.origins.credits import CreditNames
from extractors.origins.independence import UNNAMED_WIRE
from extractors.records.articles import Article, NearDuplicate
from extractors.web.urls import host_of
from seeds.outlets import Outlet

_STATE_SUFFIXES = (
    (("gov.cn", "mil.cn", "81.cn", "people.com.cn", "people.cn", "news.cn", "xinhuanet.com", "cctv.com"), "prc-state"),
    (("gov", "mil"), "us-gov"),
)
"""Hosts of states whose outlets are not in the outlet file; the suffix is compared label by label."""

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "or", "org", "go", "ne"})
"""Labels under which countries register names (co.uk, com.cn): the owner's name is one label further left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who first wrote an article's words."""

    origin_id: str  # "group:reuters", "host:example.org", "wire:unnamed", "aggregator:google-news"
    reason: str  # "outlet", "owner group …", "dateline: Reuters", "near-duplicate of …"
    counts: bool = True


def decide_origin(
    article: Article,
    outlet: Outlet | None,
    outlets: Sequence[Outlet],
    duplicates: Sequence[NearDuplicate] = (),
    known: Mapping[str, Origin] | None = None,
) -> Origin:
    """Return the origin of an article's words.

    In this order: the origin of the text that it nearly repeats (`known` has it by version id); the agency credited in
    byline, dateline or closing line, or as having reported the story in its lead; its own outlet, as the independence
    group that it belongs to. Behind an aggregator stands the outlet whose host the article has; unknown hosts behind
    an aggregator do not count, nor does the aggregator itself; wire copy that it carries counts as the wire. An
    unknown publisher counts as its host's registered name.
    """
    own = _own_origin(article, outlet, outlets)
    copied = _copied(article, duplicates, known or {})
    if copied is not None:
        return copied
    names = _credit_names(tuple((name, o.independence_group) for o in outlets for name in o.names))
    credit = names.in_byline(article.author or "", own.origin_id.removeprefix("group:")) or names.in_article(
        article.text
    )
    if credit is None:
        return own
    if credit.group is None:
        return Origin(origin_id=UNNAMED_WIRE, reason=credit.phrase, counts=own.counts)
    if own.origin_id == f"group:{credit.group}":
        return own
    return Origin(origin_id=f"group:{credit.group}", reason=credit.phrase)


def origin_of_words(quote: str, origin: Origin, outlets: Sequence[Outlet]) -> Origin:
    """Return the origin of one statement: the agency it was told to or reported by, else the article's origin.

    Where the article does not count, its statements do not either.
    """
    credit = _credit_names(tuple((name, o.independence_group) for o in outlets for name in o.names)).in_words(quote)
    if credit is None or credit.group is None or origin.origin_id == f"group:{credit.group}":
        return origin
    return Origin(origin_id=f"group:{credit.group}", reason=credit.phrase, counts=origin.counts)


def find_outlet(url: str, outlets: Sequence[Outlet]) -> Outlet | None:
    """Return the outlet whose host an address has; the longest host wins, a subdomain counts as its parent."""
    host = host_of(url)
    owners = [(len(h), o.id, o) for o in outlets for h in o.hosts if _under(host, h.removeprefix("www."))]
    return max(owners, key=lambda owner: owner[:2])[2] if owners else None


@lru_cache(maxsize=4)
def _credit_names(groups: tuple[tuple[str, str], ...]) -> CreditNames:
    """Kept compiled, since every article needs them and the outlet file changes between runs only."""
    return CreditNames(groups)


def _own_origin(article: Article, outlet: Outlet | None, outlets: Sequence[Outlet]) -> Origin:
    via_aggregator = outlet is not None and outlet.aggregator
    publisher = outlet if outlet is not None and not outlet.aggregator else None
    if publisher is None:
        found = find_outlet(article.final_url or article.url, outlets)
        publisher = found if found is not None and not found.aggregator else None
    if publisher is not None:
        behind = f", behind {outlet.id}" if via_aggregator and outlet is not None else ""
        alone = publisher.independence_group == publisher.id
        reason = "outlet" if alone else f"owner group {publisher.independence_group}"
        return Origin(origin_id=f"group:{publisher.independence_group}", reason=reason + behind)
    if via_aggregator and outlet is not None:
        return Origin(origin_id=f"aggregator:{outlet.id}", reason="aggregator", counts=False)
    host = host_of(article.final_url or article.url)
    for suffixes, group in _STATE_SUFFIXES:
        if any(_under(host, suffix) for suffix in suffixes):
            return Origin(origin_id=f"group:{group}", reason=f"state host {host}")
    name = _registered_name(host) or article.outlet_id
    return Origin(origin_id=f"host:{name}", reason="publisher not in the outlet file")


def _copied(article: Article, duplicates: Sequence[NearDuplicate], known: Mapping[str, Origin]) -> Origin | None:
    """Return the origin of the text that the article repeats, the most similar one first."""
    originals = [d for d in duplicates if d.version_id == article.version_id and d.original_version_id in known]
    for duplicate in sorted(originals, key=lambda d: (-d.similarity, d.original_version_id)):
        origin = known[duplicate.original_version_id]
        if origin.counts:
            return Origin(
                origin_id=origin.origin_id, reason=f"near-duplicate of {duplicate.original_version_id}: {origin.reason}"
            )
    return None


def _under(host: str, parent: str) -> bool:
    return host == parent or host.endswith(f".{parent}")


def _registered_name(host: str) -> str:
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])
