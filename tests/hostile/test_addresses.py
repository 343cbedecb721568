"""No spelling of a forbidden address is connected to, neither at first nor by a redirect."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.address_rules import refuse_address
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, FetchSettings
from extractors.web.lookups import resolve_host
from extractors.web.urls import canonical_url
from tests.extractors.loopback import Loopback, redirect
from tests.hostile.spellings import (
    ALWAYS_FORBIDDEN,
    FORBIDDEN,
    IPV6,
    LIKE_LOCALHOST,
    NAMES,
    addresses_in_full,
    carriers,
    hosts,
)

NEVER_CONNECTED = {RejectionReason.ADDRESS_REFUSED, RejectionReason.DNS_FAILED, RejectionReason.TOO_MANY_REDIRECTS}
connected: list[str] = []


def _note_connections(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        connected.append(str(arguments[1][0]))


sys.addaudithook(_note_connections)  # sees every connection of the process, whichever library makes it


def numbers_only(host: str, port: int) -> list[str]:
    """The system's resolver for what it takes for an address itself; names are not looked up."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
    return [str(entry[4][0]) for entry in found]


@pytest.fixture
def open_fetcher() -> Iterator[Fetcher]:
    """A fetcher as it runs outside: private addresses are refused."""
    settings = FetchSettings(connect_seconds=0.3, total_seconds=2.0, retries=0, per_host_gap_seconds=0)
    with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=numbers_only) as fetcher:
        yield fetcher


def outcome(fetcher: Fetcher, url: str) -> RejectionReason:
    failure = fetcher.fetch(FetchRequest(url=url), RejectionStage.PAGE)
    assert isinstance(failure, FetchFailure), url
    return failure.rejection.reason


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_spelling_is_connected_to(open_fetcher: Fetcher, address: str) -> None:
    connected.clear()
    spellings = list(hosts(address))
    reached = [host for host in spellings if outcome(open_fetcher, f"http://{host}/latest") not in NEVER_CONNECTED]
    assert reached == []
    assert connected == []
    assert len(spellings) > 90


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_other_way_of_writing_the_whole_is_connected_to(open_fetcher: Fetcher, address: str) -> None:
    connected.clear()
    reached = [url for url in addresses_in_full(address) if outcome(open_fetcher, url) not in NEVER_CONNECTED]
    assert reached == []
    assert connected == []


@pytest.mark.parametrize("address", ALWAYS_FORBIDDEN)
def test_no_spelling_of_a_metadata_service_is_redirected_to(server: Loopback, fetcher: Fetcher, address: str) -> None:
    connected.clear()
    targets = [*(f"http://{host}/latest" for host in hosts(address)), *addresses_in_full(address)]
    for number, target in enumerate(target for target in targets if "\n" not in target):  # a header is one line
        server.answers[f"/{number}"] = redirect(target.encode().decode("latin-1"))
        outcome(fetcher, f"{server.url}/{number}")
    assert {host for host in connected if host != "127.0.0.1"} == set()


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_ipv6_address_that_carries_it_is_allowed(address: str) -> None:
    assert [each for each in carriers(address) if refuse_address(each.partition("%")[0]) is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_name_that_resolves_to_a_private_address_is_refused(name: str) -> None:
    connected.clear()
    settings = FetchSettings(retries=0, per_host_gap_seconds=0)
    for answer in (
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00:ec2::254",
        "10.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
    ):
        with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=lambda *_, a=answer: [a]) as fetcher:
            assert outcome(fetcher, f"http://{name}/") is RejectionReason.ADDRESS_REFUSED
    assert connected == []


def this_machine(host: str, port: int) -> list[str]:
    """A resolver that goes by the name it is given, in the form in which it would go over the wire."""
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
    if name.lower().rstrip(".") in {"localhost", "example.com"}:
        return ["127.0.0.1"]
    raise socket.gaierror(socket.EAI_NONAME, "no such name")


@pytest.mark.parametrize("name", LIKE_LOCALHOST, ids=ascii)
def test_no_name_that_looks_like_this_machines_leads_to_it(name: str) -> None:
    connected.clear()
    settings = FetchSettings(retries=0, per_host_gap_seconds=0)
    with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=this_machine) as fetcher:
        for scheme in ("http", "https"):
            assert outcome(fetcher, f"{scheme}://{name}/latest") in NEVER_CONNECTED
    assert connected == []


@pytest.mark.parametrize("address", IPV6)
def test_no_ipv6_address_outside_the_public_internet_is_connected_to(open_fetcher: Fetcher, address: str) -> None:
    connected.clear()
    assert refuse_address(address.partition("%")[0])
    assert outcome(open_fetcher, f"http://[{address}]/latest") in NEVER_CONNECTED
    assert connected == []


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST.", "ip6-localhost"])
def test_the_real_resolver_does_not_lead_to_this_machine(name: str) -> None:
    connected.clear()
    settings = FetchSettings(retries=0, per_host_gap_seconds=0)
    with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=resolve_host) as fetcher:
        assert outcome(fetcher, f"http://{name}/") in NEVER_CONNECTED
    assert not {"127.0.0.1", "::1"} & set(connected)


def test_every_collected_address_is_refused(shared: Path, open_fetcher: Fetcher) -> None:
    connected.clear()
    lines = (shared / "data" / "hostile" / "ssrf_urls.txt").read_text(encoding="utf-8").split("\n")
    urls = [line for line in lines if line]
    assert [url for url in urls if outcome(open_fetcher, url) not in NEVER_CONNECTED] == []
    assert connected == []
    assert len(urls) > 60


@pytest.mark.parametrize(
    "scheme", ["file", "gopher", "dict", "ftp", "tftp", "ldap", "jar", "netdoc", "data", "javascript"]
)
def test_only_web_schemes_are_fetched(open_fetcher: Fetcher, scheme: str) -> None:
    assert outcome(open_fetcher, f"{scheme}://127.0.0.1:25/x") is RejectionReason.ADDRESS_REFUSED
    assert canonical_url(f"{scheme}://example.com/x") is None


@pytest.mark.parametrize("port", [0, 21, 22, 25, 53, 110, 143, 389, 445, 2375, 3306, 5432, 6379, 9200, 11211, 27017])
def test_public_hosts_are_spoken_to_on_web_ports_only(port: int) -> None:
    connected.clear()
    settings = FetchSettings(retries=0, per_host_gap_seconds=0)
    with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=lambda *_: ["93.184.216.34"]) as fetcher:
        assert outcome(fetcher, f"http://news.example:{port}/") is RejectionReason.ADDRESS_REFUSED
    assert connected == []
