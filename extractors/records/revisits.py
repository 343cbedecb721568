"""Records of looking again: a page that developments rest on, and what has become of words that were read on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from extractors.records.articles import TextOrigin
from extractors.records.feeds import FeedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPage:
    """The page of an entry whose words developments rest on, and when it was asked for."""

    entry: FeedEntry
    first_read_at: datetime
    last_tried_at: datetime
    gone_since: datetime | None = None  # the first answer "not here", with none of another kind after it
    gone_until: datetime | None = None  # the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentWords:
    """What stands now where a stored version stood."""

    title: str
    text: str
    language: str
    text_origin: TextOrigin
    text_length: int  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerWords:
    """A stored version of an article that is not, or may not be, there any more."""

    version_id: str
    text_origin: TextOrigin
    text_length: int  # characters
    present: PresentWords | None = None  # None: it is still the article's current version
    gone_since: datetime | None = None
    gone_until: datetime | None = None
