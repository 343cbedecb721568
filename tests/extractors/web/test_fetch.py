"""Fetching, against real servers on loopback that behave and misbehave."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, Response
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer, in_turn, redirect

Make = Callable[..., Fetcher]
MEGABYTE = 1_000_000


def get(fetcher: Fetcher, url: str, **fields: object) -> Response:
    outcome = fetcher.fetch(FetchRequest(url=url, **fields), RejectionStage.PAGE)  # type: ignore[arg-type]  test's choice
    assert isinstance(outcome, Response), outcome
    return outcome


def fail(fetcher: Fetcher, url: str, **fields: object) -> FetchFailure:
    outcome = fetcher.fetch(FetchRequest(url=url, **fields), RejectionStage.PAGE)  # type: ignore[arg-type]  test's choice
    assert isinstance(outcome, FetchFailure), outcome
    return outcome


def reason(fetcher: Fetcher, url: str) -> RejectionReason:
    return fail(fetcher, url).rejection.reason


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Servers that speak bytes; each connection is given to the test's function after its request was read."""
    listeners: list[socket.socket] = []

    def start(talk: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    return

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    for listener in listeners:
        listener.close()


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


def test_silent_server_times_out(raw_server: Callable[..., str], make_fetcher: Make) -> None:
    url = raw_server(lambda connection: time.sleep(5))
    assert reason(make_fetcher(read_seconds=0.2), url) == RejectionReason.TIMEOUT


@pytest.mark.parametrize("part", ["header", "body"])
def test_endless_drip_ends_at_the_deadline(raw_server: Callable[..., str], make_fetcher: Make, part: str) -> None:
    ended = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Slow: "))
        for _ in range(100):
            connection.sendall(b"a")
            time.sleep(0.1)
        ended.set()

    fetcher = make_fetcher(read_seconds=1.0, total_seconds=0.6)
    assert reason(fetcher, raw_server(drip)) == RejectionReason.TIMEOUT
    assert not ended.is_set()


def test_closed_port_is_a_failed_connection(make_fetcher: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert reason(make_fetcher(), f"http://127.0.0.1:{port}/") == RejectionReason.CONNECT_FAILED


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nrubbish",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X-Flood: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "ssh", "cut short", "bad chunk", "bad gzip", "brotli unasked", "header flood"],
)
def test_rubbish_is_a_broken_response(raw_server: Callable[..., str], fetcher: Fetcher, reply: bytes) -> None:
    assert reason(fetcher, raw_server(lambda connection: connection.sendall(reply))) == RejectionReason.BROKEN_RESPONSE


def test_large_body_is_refused_by_its_announced_length(server: Loopback, make_fetcher: Make) -> None:
    sent: list[int] = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(200 * MEGABYTE))
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * MEGABYTE)
            sent.append(1)

    server.answers["/feed"] = huge
    assert reason(make_fetcher(max_bytes=5 * MEGABYTE), f"{server.url}/feed") == RejectionReason.TOO_LARGE
    assert len(sent) < 100


def test_large_body_without_length_is_read_no_further_than_the_limit(server: Loopback, make_fetcher: Make) -> None:
    sent: list[int] = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * MEGABYTE)
            sent.append(1)

    server.answers["/feed"] = huge
    assert reason(make_fetcher(max_bytes=5 * MEGABYTE), f"{server.url}/feed") == RejectionReason.TOO_LARGE
    assert len(sent) < 100


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compression_bomb_is_refused(server: Loopback, make_fetcher: Make, encoding: str) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b"\0" * MEGABYTE) for _ in range(100)) + packer.flush()
    server.answers["/a"] = answer(200, bomb, Content_Encoding=encoding)
    failure = fail(make_fetcher(max_decoded_bytes=3 * MEGABYTE), f"{server.url}/a")
    assert failure.rejection.reason is RejectionReason.TOO_LARGE
    assert "unpack to more than 3,000,000" in failure.rejection.detail


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


def test_resolver_that_never_answers_is_left_behind(make_fetcher: Make) -> None:
    fetcher = make_fetcher(lookup_seconds=0.1, resolve=lambda host, port: time.sleep(5) or [])
    assert reason(fetcher, "http://news.example/") == RejectionReason.DNS_FAILED


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


def test_cookies_are_not_kept(server: Loopback, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(200, b"x", Set_Cookie="id=1; Path=/")
    get(fetcher, f"{server.url}/a")
    get(fetcher, f"{server.url}/a")
    assert "cookie" not in server.asked[1][1]
