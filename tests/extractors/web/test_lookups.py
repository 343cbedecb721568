"""Looking host names up, while the resolver answers and while it does not."""

from __future__ import annotations

import socket
import threading

import pytest

from extractors.web.lookups import IMPATIENT_AFTER, Lookups, NameLookupError


def unanswered(host: str, port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_unanswered_lookup_may_pass_while_others_are_answered() -> None:
    with pytest.raises(NameLookupError) as raised:
        Lookups(1.0, unanswered).addresses("news.example", 443)
    assert raised.value.passing


def test_unknown_name_does_not_pass() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(NameLookupError, match=r"news\.example: Name or service not known") as raised:
        Lookups(1.0, unknown).addresses("news.example", 443)
    assert not raised.value.passing


def test_after_many_unanswered_lookups_nothing_is_asked_twice() -> None:
    lookups = Lookups(1.0, unanswered)
    passing = []
    for number in range(IMPATIENT_AFTER + 1):
        with pytest.raises(NameLookupError) as raised:
            lookups.addresses(f"{number}.example", 443)
        passing.append(raised.value.passing)
    assert passing == [True] * IMPATIENT_AFTER + [False]


def test_one_answer_restores_patience() -> None:
    asked: list[str] = []

    def sometimes(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if host == "up.example" else unanswered(host, port)

    lookups = Lookups(1.0, sometimes)
    for _ in range(IMPATIENT_AFTER):
        with pytest.raises(NameLookupError):
            lookups.addresses("down.example", 443)
    assert lookups.addresses("up.example", 443) == ["93.184.216.34"]
    with pytest.raises(NameLookupError) as raised:
        lookups.addresses("down.example", 443)
    assert raised.value.passing


def test_resolver_without_end_is_left_behind() -> None:
    never = threading.Event()
    with pytest.raises(NameLookupError, match=r"no answer for news\.example within 0\.05 s"):
        Lookups(0.05, lambda host, port: [str(never.wait(5))]).addresses("news.example", 443)


@pytest.mark.parametrize("host", ["a" * 70 + ".example", ".example", "a..b"])
def test_impossible_name_is_a_failed_lookup(host: str) -> None:
    with pytest.raises(NameLookupError):
        Lookups(5.0).addresses(host, 443)
