from __future__ import annotations

from datetime import timedelta

import pytest

from extractors.records.hosts import RobotsFile, RobotsOutcome
from extractors.records.rejections import RejectionReason
from extractors.web.fetch import Fetcher
from extractors.web.robots import RobotsRules
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Answer, Loopback, answer, in_turn, redirect

Reason = RejectionReason
DAY = timedelta(days=1)


def rules_text(text: str) -> Answer:
    return answer(200, text.encode(), "text/plain")


def reason(rules: RobotsRules, url: str) -> RejectionReason | None:
    refusal = rules.refusal(url, NOW)
    return refusal.reason if refusal else None


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/paid", "/news/paid/a", False),
        ("User-agent: *\nDisallow: /*?print=", "/news/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: storywatch\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: GPTBot\nDisallow: /", "/a", True),
        ("<!doctype html><html><body>Not here</body></html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_rules_are_kept_as_the_standard_says(
    server: Loopback, fetcher: Fetcher, text: str, path: str, allowed: bool
) -> None:
    server.answers["/robots.txt"] = rules_text(text)
    found = reason(RobotsRules(fetcher.fetch), server.url + path)
    assert found is (None if allowed else Reason.DISALLOWED)


def test_a_host_is_asked_once_for_all_of_its_pages(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/robots.txt"] = rules_text("User-agent: *\nDisallow: /private")
    rules = RobotsRules(fetcher.fetch)
    for path in ("/a", "/b", "/private"):
        rules.refusal(server.url + path, NOW)
    assert server.paths() == ["/robots.txt"]
    assert [file.outcome for file in rules.asked] == [RobotsOutcome.FOUND]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_the_file_allows_everything(server: Loopback, fetcher: Fetcher, status: int) -> None:
    server.answers["/robots.txt"] = answer(status, b"")
    assert reason(RobotsRules(fetcher.fetch), f"{server.url}/a") is None


def test_a_redirect_to_the_file_is_followed(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/robots.txt"] = redirect("/rules.txt")
    server.answers["/rules.txt"] = rules_text("User-agent: *\nDisallow: /")
    assert reason(RobotsRules(fetcher.fetch), f"{server.url}/a") is Reason.DISALLOWED


def test_a_host_whose_file_cannot_be_had_is_not_asked_for_pages_and_may_be_later(
    server: Loopback, fetcher: Fetcher
) -> None:
    server.answers["/robots.txt"] = answer(500, b"")
    rules = RobotsRules(fetcher.fetch)
    assert reason(rules, f"{server.url}/a") is Reason.SERVER_ERROR
    server.answers["/robots.txt"] = rules_text("")
    assert rules.refusal(f"{server.url}/a", NOW + timedelta(minutes=59)) is not None
    assert rules.refusal(f"{server.url}/a", NOW + timedelta(hours=1)) is None


def known(server: Loopback, days_ago: int) -> RobotsFile:
    fetched = NOW - days_ago * DAY
    return RobotsFile(
        origin=server.url,
        outcome=RobotsOutcome.FOUND,
        fetched_at=fetched,
        expires_at=fetched + DAY,
        text="User-agent: *\nDisallow: /private",
    )


def test_the_file_of_an_earlier_run_is_kept_for_a_day(server: Loopback, fetcher: Fetcher) -> None:
    rules = RobotsRules(fetcher.fetch, [known(server, 0)])
    assert reason(rules, f"{server.url}/private") is Reason.DISALLOWED
    assert server.paths() == []
    assert rules.asked == []


def test_an_old_file_stands_in_for_one_that_cannot_be_had_for_a_month(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/robots.txt"] = answer(500, b"")
    rules = RobotsRules(fetcher.fetch, [known(server, 29)])
    assert reason(rules, f"{server.url}/a") is None
    assert reason(rules, f"{server.url}/private") is Reason.DISALLOWED
    assert reason(RobotsRules(fetcher.fetch, [known(server, 31)]), f"{server.url}/a") is Reason.SERVER_ERROR


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 2", 2.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: storywatch\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 8", 3.0),
        ("User-agent: GPTBot\nCrawl-delay: 8", 0.0),
        ("User-agent: *\nRequest-rate: 1/4", 4.0),
        ("User-agent: *\nCrawl-delay: 600", 10.0),
        ("User-agent: *\nCrawl-delay: nan\nRequest-rate: 0/0", 0.0),
        ("User-agent: *\nCrawl-delay: -5", 0.0),
        ("User-agent: *\nCrawl-delay: " + "9" * 300, 10.0),
        ("User-agent: *\nCrawl-delay: " + "9" * 5000, 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nDisallow: /private", 0.0),
    ],
)
def test_the_pause_that_a_host_asks_for_is_kept_within_bounds(
    server: Loopback, fetcher: Fetcher, text: str, seconds: float
) -> None:
    server.answers["/robots.txt"] = rules_text(text)
    rules = RobotsRules(fetcher.fetch)
    assert rules.gap_seconds(f"{server.url}/a") == 0.0  # nothing is known yet, and nothing asked
    rules.refusal(f"{server.url}/a", NOW)
    assert rules.gap_seconds(f"{server.url}/a") == seconds


def test_a_file_made_to_be_slow_costs_no_time_that_matters(server: Loopback, fetcher: Fetcher) -> None:
    hostile = "User-agent: *\n" + f"Disallow: /{'*a' * 200}*b$\n" * 500
    server.answers["/robots.txt"] = in_turn(rules_text(hostile))
    assert reason(RobotsRules(fetcher.fetch), f"{server.url}/{'a' * 1500}") is None
