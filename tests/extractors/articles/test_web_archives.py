"""Web archives written by the library that reads them, plain and compressed, whole and broken."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio carries no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # warcio carries no types

from extractors.articles.article_files import ArticleFileError, FileArticle
from extractors.articles.extraction import Extractor
from extractors.articles.web_archives import is_archive, load_archive
from extractors.records.rejections import Rejection, RejectionReason

URL = "https://alpha.example/world/meeting"
PAGE = (
    '<html><head><title>Defence chiefs meet</title><meta property="article:published_time" '
    'content="2024-05-31T08:30:00Z"></head><body><article><h1>Defence chiefs meet</h1>'
    "<p>The defence chiefs of the two countries met in Singapore on Friday, an official said after the talks.</p>"
    "<p>They spoke for more than an hour about ships, aircraft and the telephone line between their staffs.</p>"
    "</article></body></html>"
)


def archive(*pages: tuple[str, str, str], compressed: bool = True, captured: str = "2024-05-31T10:00:00Z") -> bytes:
    """Return an archive of responses: address, status line and page, each with a request before it."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=compressed)
    for url, status, body in pages:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "alpha.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", io.BytesIO(body.encode()), http_headers=headers, warc_headers_dict={"WARC-Date": captured}
        )
        writer.write_record(record)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(workers=1) as extractor:
        yield extractor


def load(path: Path, content: bytes, extractor: Extractor) -> list[FileArticle | Rejection]:
    path.write_bytes(content)
    return list(load_archive(path, extractor))


@pytest.mark.parametrize(("name", "compressed"), [("a.warc", False), ("a.warc.gz", True)])
def test_a_page_becomes_the_article_that_its_words_are(
    name: str, compressed: bool, tmp_path: Path, extractor: Extractor
) -> None:
    content = archive((URL, "200 OK", PAGE), compressed=compressed)
    [found] = load(tmp_path / name, content, extractor)
    assert isinstance(found, FileArticle)
    assert found.id.startswith("urn:uuid:")
    article = found.article
    assert (article.title, article.url, article.language) == ("Defence chiefs meet", URL, "en")
    assert "met in Singapore on Friday" in article.text
    assert article.published_at == datetime(2024, 5, 31, 8, 30, tzinfo=UTC)
    assert article.fetched_at == datetime(2024, 5, 31, 10, tzinfo=UTC)


def test_what_is_no_page_is_passed_over(tmp_path: Path, extractor: Extractor) -> None:
    content = archive((URL, "404 Not Found", PAGE), (URL, "301 Moved", ""))
    assert load(tmp_path / "a.warc.gz", content, extractor) == []


def test_a_page_without_an_article_is_a_rejection(tmp_path: Path, extractor: Extractor) -> None:
    [refused] = load(tmp_path / "a.warc.gz", archive((URL, "200 OK", "<html><body></body></html>")), extractor)
    assert isinstance(refused, Rejection)
    assert refused.url == URL


def test_an_archive_that_ends_within_a_page_keeps_those_before(tmp_path: Path, extractor: Extractor) -> None:
    content = archive((URL, "200 OK", PAGE), (f"{URL}-2", "200 OK", PAGE), compressed=False)
    found = load(tmp_path / "a.warc", content[:-300], extractor)
    assert isinstance(found[0], FileArticle)
    assert [(each.reason, each.url) for each in found[1:] if isinstance(each, Rejection)] == [
        (RejectionReason.TRUNCATED, f"{URL}-2")
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", b""),
        ("a.warc", b"<html>no archive</html>\r\n\r\n" * 40),
        ("a.warc.gz", gzip.compress(b"nothing of the kind " * 40)),
        ("a.warc.gz", b"\x1f\x8b"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00" + bytes(range(200))),
    ],
    ids=["empty", "a page", "compressed words", "two bytes", "a header alone"],
)
def test_what_is_no_archive_is_a_clear_message(name: str, content: bytes, tmp_path: Path, extractor: Extractor) -> None:
    with pytest.raises(ArticleFileError, match="no web archive"):
        load(tmp_path / name, content, extractor)


def test_the_name_tells_an_archive() -> None:
    assert [is_archive(Path(name)) for name in ("a.warc", "A.WARC.GZ", "a.jsonl", "a.wacz")] == [
        True,
        True,
        False,
        False,
    ]
