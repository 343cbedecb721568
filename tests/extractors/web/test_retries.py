"""What is tried again, how often, and when the server wants us back."""

from __future__ import annotations

import socket
import time

import pytest

from extractors.records.rejections import RejectionReason
from tests.extractors.loopback import Loopback, answer, in_turn
from tests.extractors.web.fetching import Make, fail, get, reason


def test_passing_server_error_is_tried_again(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = in_turn(answer(503, b""), answer(502, b""), answer(200, b"there"))
    assert get(make_fetcher(retries=2), f"{server.url}/a").body == b"there"


@pytest.mark.parametrize("status", [403, 404, 500])
def test_lasting_failure_is_not_tried_again(server: Loopback, make_fetcher: Make, status: int) -> None:
    server.answers["/a"] = answer(status, b"")
    fail(make_fetcher(retries=2), f"{server.url}/a")
    assert len(server.asked) == 1


def test_retries_are_bounded(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = answer(503, b"")
    fail(make_fetcher(retries=2), f"{server.url}/a")
    assert len(server.asked) == 3


def test_short_retry_after_is_waited_for(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = in_turn(answer(429, b"", Retry_After="1"), answer(200, b"there"))
    started = time.monotonic()
    assert get(make_fetcher(retries=1), f"{server.url}/a").body == b"there"
    assert time.monotonic() - started >= 1.0  # a lower bound holds on any machine


def test_long_retry_after_comes_back_as_a_time(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = answer(429, b"", Retry_After="Fri, 02 Jun 2023 15:30:00 GMT")
    failure = fail(make_fetcher(retries=2), f"{server.url}/a")
    assert failure.rejection.reason is RejectionReason.RATE_LIMITED
    assert failure.retry_after is not None
    assert failure.retry_after.isoformat() == "2023-06-02T15:30:00+00:00"
    assert len(server.asked) == 1


def test_unknown_host_fails_at_once_and_is_not_asked_for_again(make_fetcher: Make) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    fetcher = make_fetcher(retries=3, resolve=resolve)
    assert reason(fetcher, "http://news.example/a") == RejectionReason.DNS_FAILED
    assert reason(fetcher, "http://news.example/b") == RejectionReason.DNS_FAILED
    assert asked == ["news.example"]


def test_passing_lookup_failure_is_tried_once_more(make_fetcher: Make) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert reason(make_fetcher(retries=3, resolve=resolve), "http://news.example/") == RejectionReason.DNS_FAILED
    assert len(asked) == 2
