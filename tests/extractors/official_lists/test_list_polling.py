from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler

from extractors.official_lists.list_polling import ListMemory, poll_list
from extractors.records.feeds import FeedState, PollOutcome
from extractors.records.official_lists import ListChangeKind, ListPoll
from extractors.records.rejections import RejectionReason
from extractors.web.fetch import Fetcher
from seeds.official_lists import OfficialList
from tests.extractors.loopback import Loopback, answer, redirect
from tests.extractors.official_lists.list_samples import (
    NOW,
    ROWS,
    WITHOUT_LI,
    csv_alternates,
    csv_list,
    make_list,
    xml_delta,
    xml_list,
    zipped,
)

WHOLE = zipped(xml_list())
GONE = zipped(xml_list(WITHOUT_LI, day="09/24/2026"))
LATER = NOW + timedelta(hours=1)


def put(server: Loopback, path: str, body: bytes, status: int = 200, **headers: str) -> None:
    server.answers[path] = answer(status, body, "application/octet-stream", **headers)


def first_look(server: Loopback, fetcher: Fetcher) -> tuple[OfficialList, ListMemory]:
    """Return the list after a first look that went well, with what is remembered of it."""
    official_list = make_list(server.url)
    put(server, "/SDN_XML.ZIP", WHOLE, ETag='"one"')
    looked = poll_list(official_list, ListMemory(), fetcher, NOW)
    assert looked.poll.outcome is PollOutcome.OK
    server.asked.clear()
    return official_list, ListMemory(state=looked.poll.state, settled=looked.snapshot)


def confirmations(looked: ListPoll) -> list[str | None]:
    return [change.confirmed_by for change in looked.changes if change.kind is ListChangeKind.REMOVED]


def test_second_look_asks_with_the_validator_and_takes_no_for_unchanged(server: Loopback, fetcher: Fetcher) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", b"", 304)
    looked = poll_list(official_list, memory, fetcher, LATER)
    assert looked.poll.outcome is PollOutcome.NOT_MODIFIED
    assert looked.snapshot is None
    assert server.asked[0][1]["if-none-match"] == '"one"'
    assert (looked.poll.state.etag, looked.poll.state.checked_at) == ('"one"', LATER)


def test_same_bytes_without_a_validator_are_unchanged(server: Loopback, fetcher: Fetcher) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", WHOLE)
    assert poll_list(official_list, memory, fetcher, LATER).poll.outcome is PollOutcome.NOT_MODIFIED


def test_list_that_is_to_be_left_alone_is_not_asked_for(server: Loopback, fetcher: Fetcher) -> None:
    state = FeedState(feed_id="us-ofac-sdn", checked_at=NOW, not_before=LATER)
    looked = poll_list(make_list(server.url), ListMemory(state=state), fetcher, NOW)
    assert (looked.poll.outcome, server.asked) == (PollOutcome.NOT_DUE, [])


def test_redirect_is_followed_as_the_service_sends_one(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/SDN_XML.ZIP"] = redirect("/bucket/SDN_XML.ZIP")
    put(server, "/bucket/SDN_XML.ZIP", WHOLE)
    looked = poll_list(make_list(server.url), ListMemory(), fetcher, NOW)
    assert looked.snapshot is not None
    assert looked.snapshot.entry_count == len(ROWS)


def test_removal_is_confirmed_by_the_delta(server: Loopback, fetcher: Fetcher) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", GONE)
    put(server, "/latest", xml_delta())
    looked = poll_list(official_list, memory, fetcher, LATER)
    assert confirmations(looked) == [f"{server.url}/latest"]
    assert looked.snapshot is not None
    assert looked.snapshot.settled


def test_removal_is_confirmed_by_the_other_file_where_the_delta_tells_of_others(
    server: Loopback, fetcher: Fetcher
) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", GONE)
    put(server, "/latest", xml_delta((36,)))
    put(server, "/SDN.CSV", csv_list(WITHOUT_LI))
    put(server, "/ALT.CSV", csv_alternates())
    assert confirmations(poll_list(official_list, memory, fetcher, LATER)) == [f"{server.url}/SDN.CSV"]


def test_other_file_that_has_shrunk_confirms_nothing(server: Loopback, fetcher: Fetcher) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", GONE)
    put(server, "/SDN.CSV", csv_list(WITHOUT_LI[10:]))
    put(server, "/ALT.CSV", csv_alternates())
    looked = poll_list(official_list, memory, fetcher, LATER)
    assert confirmations(looked) == [None]
    assert {rejection.reason for rejection in looked.rejections} == {
        RejectionReason.NOT_FOUND,
        RejectionReason.SHRUNK,
    }
    assert looked.snapshot is not None
    assert not looked.snapshot.settled


def pending_after(gap: timedelta, server: Loopback, fetcher: Fetcher) -> ListPoll:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", GONE, ETag='"two"')
    alone = poll_list(official_list, memory, fetcher, LATER)
    waiting = replace(memory, state=alone.poll.state, pending=alone.snapshot)
    return poll_list(official_list, waiting, fetcher, LATER + gap)


def test_later_download_confirms_though_its_bytes_are_the_same(server: Loopback, fetcher: Fetcher) -> None:
    looked = pending_after(timedelta(minutes=10), server, fetcher)
    assert confirmations(looked) == [f"{server.url}/SDN_XML.ZIP"]


def test_download_a_moment_later_does_not_confirm(server: Loopback, fetcher: Fetcher) -> None:
    assert confirmations(pending_after(timedelta(minutes=9), server, fetcher)) == [None]


def test_request_is_unconditional_while_a_removal_waits(server: Loopback, fetcher: Fetcher) -> None:
    pending_after(timedelta(minutes=9), server, fetcher)
    asked = [headers for path, headers in server.asked if path == "/SDN_XML.ZIP"]
    assert ["if-none-match" in headers for headers in asked] == [True, False]


def test_bad_list_leaves_what_is_remembered_and_counts_a_failure(server: Loopback, fetcher: Fetcher) -> None:
    official_list, memory = first_look(server, fetcher)
    put(server, "/SDN_XML.ZIP", zipped(xml_list())[:-30])
    looked = poll_list(official_list, memory, fetcher, LATER)
    assert looked.poll.outcome is PollOutcome.FAILED
    assert [rejection.reason for rejection in looked.poll.rejections] == [RejectionReason.TRUNCATED]
    assert [rejection.reason for rejection in looked.rejections] == [RejectionReason.NOT_FOUND]
    assert (looked.poll.state.etag, looked.poll.state.failures) == ('"one"', 1)
    assert looked.poll.http_status == 200


def test_every_refusal_names_the_list_and_its_outlet(server: Loopback, fetcher: Fetcher) -> None:
    put(server, "/SDN.CSV", csv_list())
    put(server, "/ALT.CSV", csv_alternates())
    looked = poll_list(make_list(server.url), ListMemory(), fetcher, NOW)
    assert looked.poll.outcome is PollOutcome.OK
    assert [(r.feed_id, r.outlet_id, r.url) for r in looked.rejections] == [
        ("us-ofac-sdn", "us-ofac", f"{server.url}/SDN_XML.ZIP")
    ]


def test_standing_in_file_that_has_not_changed_is_not_read_again(server: Loopback, fetcher: Fetcher) -> None:
    put(server, "/SDN.CSV", csv_list())
    put(server, "/ALT.CSV", csv_alternates())
    first = poll_list(make_list(server.url), ListMemory(), fetcher, NOW)
    memory = ListMemory(state=first.poll.state, settled=first.snapshot)
    assert poll_list(make_list(server.url), memory, fetcher, LATER).poll.outcome is PollOutcome.NOT_MODIFIED


def test_list_that_keeps_failing_is_left_alone_for_longer(server: Loopback, fetcher: Fetcher) -> None:
    state = FeedState(feed_id="us-ofac-sdn", checked_at=NOW, failures=2)
    looked = poll_list(make_list(server.url), ListMemory(state=state), fetcher, NOW)
    assert looked.poll.state.not_before == NOW + timedelta(hours=2)


def test_file_larger_than_the_limit_is_refused(server: Loopback, fetcher: Fetcher) -> None:
    put(server, "/SDN_XML.ZIP", b"x" * 20_000)
    looked = poll_list(make_list(server.url, max_bytes=10_000), ListMemory(), fetcher, NOW)
    assert [rejection.reason for rejection in looked.poll.rejections] == [RejectionReason.TOO_LARGE]


def test_csv_without_its_companion_is_not_read(server: Loopback, fetcher: Fetcher) -> None:
    put(server, "/SDN.CSV", csv_list())
    looked = poll_list(make_list(server.url), ListMemory(), fetcher, NOW)
    assert looked.poll.outcome is PollOutcome.FAILED


def test_one_request_is_made_where_nobody_answers(make_fetcher: Callable[..., Fetcher]) -> None:
    asked: list[str] = []

    def no_answer(host: str, port: int) -> list[str]:
        asked.append(host)
        raise OSError(-2, "Name or service not known")

    looked = poll_list(make_list(), ListMemory(), make_fetcher(resolve=no_answer), NOW)
    assert [rejection.reason for rejection in looked.poll.rejections] == [RejectionReason.DNS_FAILED]
    assert (asked, looked.rejections) == (["lists.example"], ())


def test_server_that_hangs_up_is_a_rejection(server: Loopback, fetcher: Fetcher) -> None:
    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(WHOLE[:100])
        handler.close_connection = True

    official_list, memory = first_look(server, fetcher)
    server.answers["/SDN_XML.ZIP"] = hang_up
    looked = poll_list(official_list, memory, fetcher, datetime.fromisoformat("2026-09-24T08:00:00+00:00"))
    assert looked.poll.outcome is PollOutcome.FAILED
    assert looked.changes == ()
