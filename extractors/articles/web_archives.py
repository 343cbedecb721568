"""Web archives (WARC) in, the articles of the pages in them out, each seen when it was captured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from extractors.articles.archive_records import ArchiveFaultError, ArchiveRecord, Headers, read_records
from extractors.articles.article_files import ArticleFileError, FileArticle, article_of_page
from extractors.articles.articles import page_identity
from extractors.articles.extraction import MAX_PAGE_BYTES, ExtractionRefusal, Extractor
from extractors.articles.plain_text import clean_line
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.bodies import BodyBrokenError, BodyTooLargeError, read_body
from extractors.web.headers import parse_content_type
from extractors.web.urls import canonical_url

ARCHIVE_SUFFIXES = (".warc", ".warc.gz")

Reason = RejectionReason

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MAX_PACKED_BYTES = 2 * MAX_PAGE_BYTES
"""Of one record as it stands in the archive, headers and chunk marks included."""
_MAX_ID_CHARS = 200
_OLDEST, _NEWEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Captures before the web or far ahead are no dates."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/[0-9.]{1,5} +([0-9]{3})(?![0-9])")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[^\n]{0,1000}\r?\n")


def is_archive(path: Path) -> bool:
    """Return whether the name is that of a web archive that can be read."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def load_archive(path: Path, extractor: Extractor) -> Iterator[FileArticle | Rejection]:
    """Yield the article of each page in the archive, in its order, or why a page gives none.

    Pages are responses with status 200 and HTML; requests, pictures, redirects and repeated captures ("revisit") are
    passed over. The id of an article is that of its record, `fetched_at` the time of capture.

    Raises:
        ArticleFileError: the file cannot be read, or is no archive, from where on it is none.
    """
    records = 0
    try:
        with path.open("rb") as file:
            for record in read_records(file, _is_response, max_block=_MAX_PACKED_BYTES):
                records += 1
                found = _from_record(path, record, extractor) if _is_response(record.headers) else None
                if found is not None:
                    yield found
    except OSError as error:
        raise ArticleFileError(path, 0, error.strerror or str(error)) from None
    except ArchiveFaultError as error:
        raise ArticleFileError(path, 0, f"no web archive behind {records} records: {error}") from None
    if records == 0:
        raise ArticleFileError(path, 0, "no web archive: there is no record in it")


def _is_response(headers: Headers) -> bool:
    address = _address(headers)
    return headers.get("warc-type", "").lower() == "response" and address.lower().startswith(("http:", "https:"))


def _address(headers: Headers) -> str:
    return headers.get("warc-target-uri", "").strip("<>")


def _from_record(path: Path, record: ArchiveRecord, extractor: Extractor) -> FileArticle | Rejection | None:
    """Return the article or the refusal of one response; None where it is no page."""
    url = _address(record.headers)
    head, payload = _split(record.block) if record.block is not None else ({}, b"")
    if record.block is not None and (not head or head[":status"] != "200"):
        return None
    content_type, charset = parse_content_type(head.get("content-type", ""))
    if (content_type or "text/html") not in _PAGE_TYPES:
        return None
    captured_at = _instant(record.headers.get("warc-date"))
    if captured_at is None:
        raise ArticleFileError(path, 0, f"the record of {url[:200]} does not say when it was captured")
    if record.block is None:
        detail = f"{record.length:,} bytes, {_MAX_PACKED_BYTES:,} are taken"
        return _refused(Reason.TOO_LARGE, captured_at, url, detail)
    if not record.is_whole:
        return _refused(Reason.TRUNCATED, captured_at, url, "the archive ends within the record")
    if canonical_url(url) is None:
        return _refused(Reason.BAD_LINK, captured_at, url, "the address is none of a page")
    try:
        body = _unpacked(payload, head)
    except BodyTooLargeError as error:
        return _refused(Reason.TOO_LARGE, captured_at, url, str(error))
    page = extractor.extract(body, url, charset)
    if isinstance(page, ExtractionRefusal):
        return _refused(page.reason, captured_at, url, page.detail)
    identity = record.headers.get("warc-record-id", "").strip("<>")[:_MAX_ID_CHARS] or url[:_MAX_ID_CHARS]
    return article_of_page(page, page_identity(page, url) or url, identity, captured_at)


def _split(block: bytes) -> tuple[dict[str, str], bytes]:
    """Return the header fields of a response, the status under ``:status``, and what follows; none where it is none."""
    end = _HEAD_END.search(block)
    status = _STATUS_LINE.match(block)
    if end is None or status is None:
        return {}, b""
    fields = {":status": status[1].decode("ascii")}
    for line in block[: end.start()].split(b"\n")[1:]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), clean_line(value))
    return fields, block[end.end() :]


def _unpacked(payload: bytes, head: Headers) -> bytes:
    """Return the body without chunk marks and packing, or as it stands: archives keep headers of what they undid."""
    if "chunked" in head.get("transfer-encoding", "").lower():
        whole = _without_chunk_marks(payload)
        payload = payload if whole is None else whole
    encoding = head.get("content-encoding", "")
    try:
        limits = {"max_bytes": _MAX_PACKED_BYTES, "max_decoded_bytes": MAX_PAGE_BYTES}
        return read_body([payload], encoding, **limits)[0]
    except BodyBrokenError:
        return payload


def _without_chunk_marks(payload: bytes) -> bytes | None:
    """Return what chunks hold, or None where the body is not chunked."""
    pieces: list[bytes] = []
    place = 0
    while mark := _CHUNK.match(payload, place):
        size = int(mark[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(payload[mark.end() : mark.end() + size])
        place = mark.end() + size
        place += 2 if payload.startswith(b"\r\n", place) else 1
    return b"".join(pieces) if pieces and place >= len(payload) else None


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
        if found is None:
            return None
        at = found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at if _OLDEST <= at <= _NEWEST else None


def _refused(reason: RejectionReason, at: datetime, url: str, detail: str) -> Rejection:
    return Rejection(stage=RejectionStage.EXTRACT, reason=reason, at=at, url=url[:2048] or None, detail=detail[:300])
