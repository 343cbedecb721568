"""Web archives (WARC) in, the articles of the pages in them out, each seen when it was captured."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio carries no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # warcio carries no types

from extractors.articles.article_files import ArticleFileError, FileArticle, article_of_page
from extractors.articles.articles import page_identity
from extractors.articles.extraction import MAX_PAGE_BYTES, ExtractionRefusal, Extractor
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage

ARCHIVE_SUFFIXES = (".warc", ".warc.gz")

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_BLOCK = 1 << 16
_MAX_PACKED_BYTES = 2 * MAX_PAGE_BYTES
"""Of one record as it stands in the archive, headers and chunk marks included."""
_MARKUP = re.compile(r"<[^>]*>")


def is_archive(path: Path) -> bool:
    """Return whether the name is that of a web archive that can be read."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def load_archive(path: Path, extractor: Extractor) -> Iterator[FileArticle | Rejection]:
    """Yield the article of each page in the archive, in its order, or why a page gives none.

    Pages are responses with status 200 and HTML; requests, pictures, redirects and repeated captures ("revisit") are
    passed over. The id of an article is that of its record, `fetched_at` the time of capture. Plain archives and those
    compressed record by record are read.

    Raises:
        ArticleFileError: the file cannot be read, or is no archive, from where on it is none.
    """
    records = 0
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.format != "warc":
                    raise ArchiveLoadFailed(f"a record in the form {record.format!r}")
                records += 1
                found = _from_record(path, record, extractor)
                if found is not None:
                    yield found
    except OSError as error:
        raise ArticleFileError(path, 0, error.strerror or str(error)) from None
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        what = " ".join(_MARKUP.sub("", str(error)).split())[:200]
        raise ArticleFileError(path, 0, f"no web archive behind {records} records: {what}") from None
    if records == 0:
        raise ArticleFileError(path, 0, "no web archive: there is no record in it")


def _from_record(path: Path, record: Any, extractor: Extractor) -> FileArticle | Rejection | None:
    """Return the article or the refusal of one record; None where it is no page."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    content_type = Message()
    content_type["Content-Type"] = headers.get_header("Content-Type") or "text/html"
    if content_type.get_content_type() not in _PAGE_TYPES:
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    captured_at = _instant(record.rec_headers.get_header("WARC-Date"))
    if captured_at is None:
        raise ArticleFileError(path, 0, f"the record of {url or 'an unnamed page'} does not say when it was captured")
    packed = _read(record.raw_stream, _MAX_PACKED_BYTES)
    if len(packed) > _MAX_PACKED_BYTES:
        return _refused(RejectionReason.TOO_LARGE, captured_at, url, f"more than {_MAX_PACKED_BYTES:,} bytes")
    if getattr(record.raw_stream, "limit", 0) > 0:
        return _refused(RejectionReason.TRUNCATED, captured_at, url, "the archive ends within the record")
    record.raw_stream = io.BytesIO(packed)
    body = _read(record.content_stream(), MAX_PAGE_BYTES)
    page = extractor.extract(body, url, content_type.get_content_charset())
    if isinstance(page, ExtractionRefusal):
        return _refused(page.reason, captured_at, url, page.detail)
    identity = str(record.rec_headers.get_header("WARC-Record-ID") or url).strip("<>")
    return article_of_page(page, page_identity(page, url) or url, identity, captured_at)


def _read(stream: Any, most: int) -> bytes:
    """Return all bytes of a stream that gives them in pieces, or one piece more than `most`."""
    pieces, size = [], 0
    while size <= most and (piece := stream.read(_BLOCK)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if found is None:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _refused(reason: RejectionReason, at: datetime, url: str, detail: str) -> Rejection:
    return Rejection(stage=RejectionStage.EXTRACT, reason=reason, at=at, url=url or None, detail=detail[:300])
