"""One file of an official list fetched, with its companions: a snapshot of it, or why there is none, out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.official_lists.sanctions_lists import ListBody, check_against, parse_list
from extractors.records.feeds import FeedState
from extractors.records.official_lists import ListSnapshot
from extractors.records.rejections import Rejection, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, Response
from seeds.official_lists import ListFile, OfficialList

_ACCEPT = "application/zip, text/xml, application/xml, text/csv, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file that was had and is believed; without a snapshot where it is the same as last time."""

    response: Response
    file: ListFile
    content_hash: str
    snapshot: ListSnapshot | None = None


def download(
    file: ListFile,
    official_list: OfficialList,
    remembered: FeedState | None,
    before: ListSnapshot | None,
    fetcher: Fetcher,
    now: datetime,
    *,
    ask_conditionally: bool = False,
) -> Download | FetchFailure:
    """Fetch and read one file; a list that is not believed is a failure too, with status 200.

    What `remembered` says is unchanged is not read again; without it the file is read whatever it holds.
    """
    answer = fetch_file(str(file.url), official_list, fetcher, remembered if ask_conditionally else None)
    if isinstance(answer, FetchFailure):
        return answer
    content_hash = hashlib.sha256(answer.body).hexdigest()
    if remembered is not None and remembered.content_hash is not None:
        if answer.status == 304:
            return Download(response=answer, file=file, content_hash=remembered.content_hash)
        if content_hash == remembered.content_hash:
            return Download(response=answer, file=file, content_hash=content_hash)
    companions: list[bytes | None] = []
    for url in (file.alternates_url, file.comments_url):
        companion = fetch_file(str(url), official_list, fetcher) if url is not None else None
        if isinstance(companion, FetchFailure):
            return companion
        companions.append(companion.body if companion is not None else None)
    body = ListBody(
        url=str(file.url), format=file.format, body=answer.body, alternates=companions[0], comments=companions[1]
    )
    snapshot = parse_list(body, official_list, now)
    if isinstance(snapshot, Rejection):
        return FetchFailure(rejection=snapshot, status=answer.status)
    refused = check_against(snapshot, before, official_list, now)
    if refused is not None:
        return FetchFailure(rejection=refused, status=answer.status)
    return Download(response=answer, file=file, content_hash=content_hash, snapshot=snapshot)


def fetch_file(
    url: str, official_list: OfficialList, fetcher: Fetcher, remembered: FeedState | None = None
) -> Response | FetchFailure:
    """Fetch one address within the list's limits; a failure names the list."""
    request = FetchRequest(
        url=url,
        etag=remembered.etag if remembered else None,
        last_modified=remembered.last_modified if remembered else None,
        accept=_ACCEPT,
        max_bytes=official_list.max_bytes,
        total_seconds=official_list.total_seconds,
    )
    answer = fetcher.fetch(request, RejectionStage.FEED)
    if isinstance(answer, Response):
        return answer
    named = replace(answer.rejection, feed_id=official_list.id, outlet_id=official_list.outlet)
    return replace(answer, rejection=named)
