"""Fixtures of the extractors' tests, used here as they are."""

from __future__ import annotations

from tests.extractors.conftest import extractor, feed, fetcher, make_feed, make_fetcher, outlet, raw_server, server

__all__ = ["extractor", "feed", "fetcher", "make_feed", "make_fetcher", "outlet", "raw_server", "server"]
