from __future__ import annotations

from flows.shares import is_of_share
from seeds.loading import OUTLETS_FILE, load_outlets


def test_each_feed_falls_to_one_share_and_none_is_empty() -> None:
    feeds = [feed.id for outlet in load_outlets(OUTLETS_FILE).outlets for feed in outlet.feeds]
    shares = [[feed for feed in feeds if is_of_share(feed, f"{number}/3")] for number in (1, 2, 3)]
    assert sorted(feed for share in shares for feed in share) == sorted(feeds)
    assert all(shares)


def test_one_share_is_everything() -> None:
    assert is_of_share("any-feed", "1/1")


def test_a_feed_stays_with_its_share() -> None:
    assert [is_of_share("alpha-news", f"{number}/2") for number in (1, 2)] == [True, False]
