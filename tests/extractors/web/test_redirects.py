"""Redirects, and addresses that neither a first request nor a redirect reaches."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchRequest, Response
from tests.extractors.loopback import Loopback, answer, redirect
from tests.extractors.web.fetching import Make, fail, get, reason


def test_redirects_are_followed_and_both_addresses_kept(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/old"] = redirect("moved", 301)
    server.answers["/moved"] = redirect(f"{server.url}/new#top", 308)
    server.answers["/new"] = answer(200, b"there")
    response = get(fetcher, f"{server.url}/old")
    assert (response.requested_url, response.final_url) == (f"{server.url}/old", f"{server.url}/new")


def test_redirect_loop_is_refused(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")
    assert reason(fetcher, f"{server.url}/a") == RejectionReason.TOO_MANY_REDIRECTS
    assert server.paths() == ["/a", "/b"]


def test_endless_redirects_are_bounded(server: Loopback, make_fetcher: Make) -> None:
    for number in range(20):
        server.answers[f"/{number}"] = redirect(f"/{number + 1}")
    assert reason(make_fetcher(max_redirects=4), f"{server.url}/0") == RejectionReason.TOO_MANY_REDIRECTS
    assert len(server.asked) == 5


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "javascript:alert(1)",
        "http://user@127.0.0.1/",
        "",
    ],
)
def test_redirect_to_where_we_do_not_go_is_refused(server: Loopback, fetcher: Fetcher, target: str) -> None:
    server.answers["/a"] = redirect(target)
    assert reason(fetcher, f"{server.url}/a") == RejectionReason.ADDRESS_REFUSED


@pytest.mark.parametrize(
    "host", ["xn--a", "xn--zz--", "a\x80b", "\u2488\u2488", "\uff11\uff12\uff17.0.0.1", "\u24db.example"]
)
def test_name_that_cannot_be_a_host_is_refused(fetcher: Fetcher, host: str) -> None:
    assert reason(fetcher, f"http://{host}/a") == RejectionReason.ADDRESS_REFUSED


def test_loopback_is_refused_without_the_setting(server: Loopback, make_fetcher: Make) -> None:
    fetcher = make_fetcher(allow_private_addresses=False)
    assert reason(fetcher, f"{server.url}/a") == RejectionReason.ADDRESS_REFUSED
    assert server.asked == []


def test_public_name_of_a_private_address_is_refused(make_fetcher: Make) -> None:
    fetcher = make_fetcher(allow_private_addresses=False, resolve=lambda host, port: ["93.184.216.34", "10.0.0.7"])
    failure = fail(fetcher, "http://news.example/")
    assert failure.rejection.reason is RejectionReason.ADDRESS_REFUSED
    assert "10.0.0.7" in failure.rejection.detail


def test_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to(
    server: Loopback, make_fetcher: Make
) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    server.answers["/a"] = answer(200, b"from the checked address")
    fetcher = make_fetcher(resolve=lambda host, port: next(answers))
    port = server.url.rpartition(":")[2]
    assert get(fetcher, f"http://rebinding.example:{port}/a").body == b"from the checked address"
    assert server.asked[0][1]["host"] == f"rebinding.example:{port}"
    assert list(answers) == [["169.254.169.254"]]


def test_every_listed_bypass_is_refused(shared: Path, make_fetcher: Make) -> None:
    def resolve(host: str, port: int) -> list[str]:
        try:
            socket.inet_aton(host)  # what the system's resolver accepts as an address, octal and hexadecimal included
            return [socket.inet_ntoa(socket.inet_aton(host))]
        except OSError:
            raise socket.gaierror(socket.EAI_NONAME, "no network in tests") from None

    fetcher = make_fetcher(allow_private_addresses=False, resolve=lambda h, p: [h] if ":" in h else resolve(h, p))
    lines = (shared / "data" / "hostile" / "ssrf_urls.txt").read_text(errors="replace").splitlines()
    allowed = {RejectionReason.ADDRESS_REFUSED, RejectionReason.DNS_FAILED}
    outcomes = {line: fetcher.fetch(FetchRequest(url=line), RejectionStage.PAGE) for line in lines if line.strip()}
    reached = {
        url
        for url, outcome in outcomes.items()
        if isinstance(outcome, Response) or outcome.rejection.reason not in allowed
    }
    assert len(outcomes) > 50
    assert reached == set()
