"""Web archives made to do harm: each is read as far as it is one, or refused with a message, in bounded memory."""

from __future__ import annotations

import gzip
import resource
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.articles.article_files import ArticleFileError, FileArticle
from extractors.articles.extraction import Extractor
from extractors.articles.web_archives import load_archive
from extractors.records.rejections import Rejection, RejectionReason
from tests.extractors.articles.test_web_archives import PAGE, URL

MEGABYTE = 1_000_000
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
GOOD = HTTP + PAGE.encode()


def record(
    block: bytes = GOOD,
    length: object = None,
    first: bytes = b"WARC/1.0",
    uri: str = URL,
    date: str = "2024-05-31T10:00:00Z",
    identity: str = "<urn:uuid:00000000-0000-4000-8000-000000000001>",
    more: bytes = b"",
) -> bytes:
    """One response as bytes, true in whatever is not given."""
    said = len(block) if length is None else length
    head = (
        f"WARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nWARC-Record-ID: {identity}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {said}\r\n"
    )
    return first + b"\r\n" + head.encode("utf-8", "surrogatepass") + more + b"\r\n" + block + b"\r\n\r\n"


def load(path: Path, content: bytes, extractor: Extractor) -> list[FileArticle | Rejection]:
    path.write_bytes(content)
    return list(load_archive(path, extractor))


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = packer.compress(record(b"", length=megabytes * MEGABYTE)[:-4])
    return head + b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


ENDINGS = {
    "not a length": (record(length="many"), "Content-Length: 'many' is not a length"),
    "a negative length": (record(length=-1), "Content-Length: '-1' is not a length"),
    "digits of another script": (record(length="٣"), "is not a length"),
    "no length": (record().replace(b"Content-Length", b"X-Length"), "Content-Length: '' is not a length"),
    "a length of a million digits": (record(length="9" * MEGABYTE), "more than 65,536 bytes"),
    "shorter than said": (record(length=10) + record(), "where a record was due"),
    "longer than said": (record(length=len(GOOD) + 40) + record(), "where a record was due"),
    "an endless header line": (b"WARC/1.0\r\nX: " + b"y" * MEGABYTE, "more than 65,536 bytes"),
    "a header of a million lines": (b"WARC/1.0\r\n" + b"X: y\r\n" * MEGABYTE, "more than 65,536 bytes"),
    "lines that go on": (b"WARC/1.0\r\nX: y\r\n" + b" y\r\n" * MEGABYTE, "more than 65,536 bytes"),
    "another version": (record(first=b"WARC/9.9"), "'WARC/9.9' where a record was due"),
    "no version": (record(first=b""), "where a record was due"),
    "a terminal's codes": (record(first=b"\x1b[2JWARC/1.0"), "where a record was due"),
    "a header cut short": (record()[:60], "ends within the header"),
    "blank lines without end": (b"\r\n" * MEGABYTE, "where a record was due"),
    "ARC": (b"filedesc://a.arc 0.0.0.0 20240531 text/plain 76\n1 0 A\n", "where a record was due"),
}


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_what_ends_an_archive_is_told_and_what_came_before_is_kept(
    name: str, packed: bool, tmp_path: Path, extractor: Extractor
) -> None:
    content, told = ENDINGS[name]
    pack: Callable[[bytes], bytes] = gzip.compress if packed else bytes
    path = tmp_path / "a.warc"
    path.write_bytes(pack(record()) + pack(content))
    kept: list[FileArticle | Rejection] = []
    with pytest.raises(ArticleFileError, match="no web archive behind") as caught:
        for each in load_archive(path, extractor):
            kept.append(each)
    assert isinstance(kept[0], FileArticle)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))
    assert str(caught.value).isprintable()


def test_bomb_is_left_long_before_its_end(tmp_path: Path, extractor: Extractor) -> None:
    packed = bomb(200)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ArticleFileError, match="unpacks to more than 100 times its size"):
        load(tmp_path / "a.warc.gz", packed, extractor)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kilobytes


def test_bombs_one_after_the_other_are_left_as_well(tmp_path: Path, extractor: Extractor) -> None:
    with pytest.raises(ArticleFileError, match="unpacks to more than 100 times its size"):
        load(tmp_path / "a.warc.gz", bomb(20) * 12, extractor)


def test_a_page_that_unpacks_without_end_is_too_large(tmp_path: Path, extractor: Extractor) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    content = record(head + gzip.compress(bytes(50 * MEGABYTE))) + record()
    refused, read = load(tmp_path / "a.warc", content, extractor)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.TOO_LARGE
    assert isinstance(read, FileArticle)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (HTTP + b"x" * 7 * MEGABYTE, RejectionReason.TOO_LARGE),
        (HTTP, RejectionReason.EMPTY),
        (HTTP + b"<div>" * 150_000, RejectionReason.NO_TEXT),
        (HTTP.replace(b"\r\n\r\n", b"\r\nContent-Encoding: br\r\n\r\n") + b"\x0b\x02", RejectionReason.NO_TEXT),
    ],
    ids=["too large", "empty", "a nest", "rubbish"],
)
def test_a_page_that_is_none_is_refused_and_the_next_one_read(
    block: bytes, reason: RejectionReason, tmp_path: Path, extractor: Extractor
) -> None:
    refused, read = load(tmp_path / "a.warc", record(block) + record(), extractor)
    assert isinstance(refused, Rejection)
    assert refused.reason is reason
    assert isinstance(read, FileArticle)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"HTTP/1.1",
        b"HTTP/1.1 200",
        b"HTTP/1.1 99999 OK\r\n\r\n" + PAGE.encode(),
        b"ICY 200 OK\r\n\r\n" + PAGE.encode(),
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=" + b"x" * 60_000 + b"\x00\xff\r\n",
    ],
)
def test_what_is_no_answer_of_a_web_server_is_passed_over(block: bytes, tmp_path: Path, extractor: Extractor) -> None:
    [read] = load(tmp_path / "a.warc", record(block) + record(), extractor)
    assert isinstance(read, FileArticle)


@pytest.mark.parametrize(
    ("transfer", "body"),
    [
        ("chunked", f"{len(PAGE.encode()):x}\r\n{PAGE}\r\n0\r\n\r\n"),
        ("chunked", f"5\r\n{PAGE[:5]}\r\n{len(PAGE.encode()) - 5:X};name=x\r\n{PAGE[5:]}\r\n0\r\n"),
        ("chunked", PAGE),
        ("chunked", f"ffffffff\r\n{PAGE}"),
        ("identity", PAGE),
    ],
    ids=["one chunk", "two chunks", "undone by the archive", "longer than there is", "not chunked"],
)
def test_chunk_marks_are_taken_out_where_they_are(
    transfer: str, body: str, tmp_path: Path, extractor: Extractor
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: {transfer}\r\n\r\n"
    [read] = load(tmp_path / "a.warc", record((head + body).encode()), extractor)
    assert isinstance(read, FileArticle)
    assert read.article.title == "Defence chiefs meet"


@pytest.mark.parametrize("date", ["", "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2024-13-01"])
def test_a_page_without_a_date_of_capture_ends_it_with_its_address(
    date: str, tmp_path: Path, extractor: Extractor
) -> None:
    with pytest.raises(ArticleFileError, match="does not say when it was captured"):
        load(tmp_path / "a.warc", record(date=date), extractor)


def test_names_that_look_like_paths_are_ids_and_nothing_is_written(tmp_path: Path, extractor: Extractor) -> None:
    name = "../../../../etc/cron.d/\x1b[31mx" + "y" * 5_000
    [read] = load(tmp_path / "a.warc", record(identity=f"<{name}>"), extractor)
    assert isinstance(read, FileArticle)
    assert len(read.id) <= 200
    assert read.id.isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["a.warc"]


@pytest.mark.parametrize(
    "uri", ["http://", "http://user:pass@a.example/", "http://a.example/\\x", "https:evil", "http://a.example:0/"]
)
def test_an_address_that_is_none_of_a_page_is_a_bad_link(uri: str, tmp_path: Path, extractor: Extractor) -> None:
    [refused] = load(tmp_path / "a.warc", record(uri=uri), extractor)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.BAD_LINK


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "dns:a.example", "urn:x", "../../etc/passwd", ""])
def test_records_that_are_not_of_the_web_are_passed_over(uri: str, tmp_path: Path, extractor: Extractor) -> None:
    assert load(tmp_path / "a.warc", record(uri=uri), extractor) == []


def test_a_packed_archive_may_be_packed_as_a_whole(tmp_path: Path, extractor: Extractor) -> None:
    found = load(tmp_path / "a.warc.gz", gzip.compress(record() + record(uri=f"{URL}-2")), extractor)
    assert [each.article.url for each in found if isinstance(each, FileArticle)] == [URL, f"{URL}-2"]


def test_a_packed_archive_that_is_damaged_keeps_the_pages_before(tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record()) + gzip.compress(record())[:-40] + b"\xff" * 400)
    stream = load_archive(path, extractor)
    assert isinstance(next(stream), FileArticle)
    with pytest.raises(ArticleFileError, match="no web archive behind"):
        list(stream)
