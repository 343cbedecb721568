from __future__ import annotations

from datetime import UTC, datetime, timedelta

from extractors.records.hosts import HostVisits
from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.exchanges import FetchFailure, FetchRequest, FetchSettings, Response
from extractors.web.fetch import Fetcher
from extractors.web.host_memory import HostMemory
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer, redirect

HOST = "gazette.example"


def visited(requests: int, not_before: datetime | None = None) -> HostVisits:
    return HostVisits(host=HOST, day=NOW.date(), requests=requests, not_before=not_before)


def fetch(server: Loopback, memory: HostMemory, path: str = "/a") -> Response | FetchFailure:
    settings = FetchSettings(per_host_gap_seconds=0, retries=0, allow_private_addresses=True)
    with Fetcher(settings, lambda: NOW, memory=memory) as fetcher:
        return fetcher.fetch(FetchRequest(url=server.url + path), RejectionStage.PAGE)


def test_requests_of_earlier_runs_count_towards_the_days_limit() -> None:
    memory = HostMemory(100, [visited(99)])
    assert memory.refusal(HOST, NOW) is None
    memory.count(HOST, NOW)
    refused = memory.refusal(HOST, NOW)
    assert refused is not None
    assert refused.reason is RejectionReason.BUDGET_SPENT
    assert refused.retry_after == datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC) + timedelta(days=1)
    assert memory.refusal(HOST, NOW + timedelta(days=1)) is None
    assert memory.refusal("other.example", NOW) is None


def test_a_host_that_asked_to_be_left_alone_is_left_alone_by_later_runs() -> None:
    until = NOW + timedelta(hours=3)
    memory = HostMemory(None, [visited(1, until)])
    refused = memory.refusal(HOST, NOW)
    assert refused is not None
    assert (refused.reason, refused.retry_after) == (RejectionReason.RATE_LIMITED, until)
    assert memory.refusal(HOST, until) is None
    assert memory.visits() == ()


def test_a_wish_of_years_is_a_clock_that_jumped() -> None:
    assert HostMemory(None, [visited(1, NOW + timedelta(days=400))]).refusal(HOST, NOW) is None


def test_every_request_is_counted_redirects_too(server: Loopback) -> None:
    server.answers |= {"/a": redirect("/b"), "/b": answer(200, b"here")}
    memory = HostMemory(None)
    assert isinstance(fetch(server, memory), Response)
    assert [(visit.requests, visit.day) for visit in memory.visits()] == [(2, NOW.date())]


def test_a_host_over_its_limit_is_not_asked_at_all(server: Loopback) -> None:
    memory = HostMemory(1)
    server.answers["/a"] = answer(200, b"here")
    fetch(server, memory)
    refused = fetch(server, memory)
    assert isinstance(refused, FetchFailure)
    assert refused.rejection.reason is RejectionReason.BUDGET_SPENT
    assert server.paths() == ["/a"]


def test_a_long_wait_that_one_page_is_told_holds_for_the_host_and_for_the_next_run(server: Loopback) -> None:
    memory = HostMemory(None)
    server.answers["/a"] = answer(429, b"", Retry_After="3600")
    fetch(server, memory)
    (visit,) = memory.visits()
    assert visit.not_before == NOW + timedelta(hours=1)
    refused = fetch(server, HostMemory(None, [visit]), "/other")
    assert isinstance(refused, FetchFailure)
    assert refused.retry_after == NOW + timedelta(hours=1)
    assert server.paths() == ["/a"]
