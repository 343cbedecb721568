"""Requests and answers: what is sent, what comes back, how servers are spaced."""

from __future__ import annotations

import gzip
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer
from tests.extractors.web.fetching import Make, fail, get, reason


def test_body_headers_type_and_charset_come_back(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(200, "中文".encode("gb2312"), "Text/HTML; Charset=GB2312", ETag='"1"')
    response = get(fetcher, f"{server.url}/a")
    assert (response.status, response.content_type, response.charset) == (200, "text/html", "gb2312")
    assert response.body == b"\xd6\xd0\xce\xc4"
    assert response.headers["etag"] == '"1"'
    assert response.fetched_at == NOW


def test_requests_say_who_we_are(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = answer(200, b"x")
    fetcher = make_fetcher(user_agent="storywatch/0.1 (+mailto:desk@example.com)")
    get(fetcher, f"{server.url}/a")
    get(fetcher, f"{server.url}/a", user_agent_kind="browser-like")
    assert [headers["user-agent"] for _, headers in server.asked] == [
        "storywatch/0.1 (+mailto:desk@example.com)",
        "Mozilla/5.0 (compatible; storywatch/0.1 +mailto:desk@example.com)",
    ]


def test_validators_are_sent_and_304_comes_back(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/feed"] = answer(304, b"")
    response = get(fetcher, f"{server.url}/feed", etag='W/"7"', last_modified="Fri, 02 Jun 2023 10:00:00 GMT")
    assert response.status == 304
    headers = server.asked[0][1]
    assert headers["if-none-match"] == 'W/"7"'
    assert headers["if-modified-since"] == "Fri, 02 Jun 2023 10:00:00 GMT"


@pytest.mark.parametrize("etag", ['"é"', '"\u4e2d"', "\r\nX: y", "\x00", " ", '"' + "x" * 60_000 + '"'])
def test_validator_that_cannot_be_sent_back_is_left_out(server: Loopback, fetcher: Fetcher, etag: str) -> None:
    server.answers["/feed"] = answer(200, b"whole")
    assert get(fetcher, f"{server.url}/feed", etag=etag, last_modified=etag).body == b"whole"
    assert not {"if-none-match", "if-modified-since"} & set(server.asked[0][1])


def test_304_to_an_unconditional_request_is_refused(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/feed"] = answer(304, b"")
    assert reason(fetcher, f"{server.url}/feed") == RejectionReason.UNEXPECTED_STATUS


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, "unauthorized"),
        (402, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (410, "gone"),
        (429, "rate_limited"),
        (451, "forbidden"),
        (500, "server_error"),
        (503, "server_error"),
        (202, "unexpected_status"),
        (204, "unexpected_status"),
        (206, "unexpected_status"),
        (418, "unexpected_status"),
    ],
)
def test_status_becomes_its_reason(server: Loopback, fetcher: Fetcher, status: int, expected: str) -> None:
    server.answers["/a"] = answer(status, b"" if status == 204 else b"sorry")
    failure = fail(fetcher, f"{server.url}/a")
    assert failure.rejection.reason == expected
    assert failure.status == status
    assert failure.rejection.stage is RejectionStage.PAGE
    assert failure.rejection.url == f"{server.url}/a"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hello")),
        ("gzip", gzip.compress(b"hel") + gzip.compress(b"lo")),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
    ],
    ids=["gzip", "two members", "zlib", "raw deflate"],
)
def test_compressed_body_is_unpacked(server: Loopback, fetcher: Fetcher, encoding: str, packed: bytes) -> None:
    server.answers["/a"] = answer(200, packed, Content_Encoding=encoding)
    response = get(fetcher, f"{server.url}/a")
    assert response.body == b"hello"
    assert response.bytes_received == len(packed)


def test_one_request_at_a_time_per_host(server: Loopback, fetcher: Fetcher) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.05)
        under_way.pop()
        answer(200, b"x")(handler)

    server.answers["/a"] = slow
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: get(fetcher, f"{server.url}/a"), range(6)))
    assert max(most) == 1
    assert len(most) == 6


def test_requests_to_a_host_keep_their_distance(server: Loopback, make_fetcher: Make) -> None:
    server.answers["/a"] = answer(200, b"x")
    fetcher = make_fetcher(per_host_gap_seconds=0.3)
    started = time.monotonic()
    for _ in range(3):
        get(fetcher, f"{server.url}/a")
    assert time.monotonic() - started >= 0.6  # a lower bound holds on any machine


def test_host_that_wants_a_longer_pause_has_it_behind_each_request(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(200, b"x")
    started = time.monotonic()
    for _ in range(3):
        get(fetcher, f"{server.url}/a", gap_seconds=0.3)
    assert time.monotonic() - started >= 0.6  # a lower bound holds on any machine


def test_cookies_are_not_kept(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(200, b"x", Set_Cookie="id=1; Path=/")
    get(fetcher, f"{server.url}/a")
    get(fetcher, f"{server.url}/a")
    assert "cookie" not in server.asked[1][1]
