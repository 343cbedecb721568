"""Articles pasted into plain text files: bytes in; date line, title and text told apart out. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.articles.plain_text import clean_line, clean_text
from extractors.web.charsets import decode

MAX_TITLE_CHARS = 160
"""Headlines stay below this; a first paragraph rarely does."""

_ISO_DATE = re.compile(r"^\s*(?:date\s*:?\s*)?(\d{4})-(\d{2})-(\d{2})(?=\s|$)[ \t]*", re.IGNORECASE)
_DOTTED_DATE = re.compile(r"^\s*(?:date\s*:?\s*)?(\d{1,2})\.(\d{1,2})\.(\d{4})(?=\s|$)[ \t]*", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:is (?:not|no longer) supported|(?:another|different|newer|modern|your) browser"
    r"|enable (?:java ?script|cookies)|skip to (?:main )?content|uses? cookies)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’」]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainArticle:
    """What a text file holds; `title` is "" where the first line is none."""

    day: date | None
    title: str
    text: str


def read_plain_article(content: bytes) -> PlainArticle:
    """Read dates at the very beginning (the first counts), drop browser notices, and find the title.

    The first line is the title when it is short, does not end a sentence, and a blank line follows. Raises ValueError
    where no words are left.
    """
    text = decode(content, None).replace("\r\n", "\n").replace("\r", "\n")
    day, text = _leading_day(text)
    text = _without_notices(text)
    title, text = _leading_title(text)
    body = clean_text(text)
    if not (title or body):
        raise ValueError("the file has no words")
    return PlainArticle(day=day, title=title, text=body)


def _leading_day(text: str) -> tuple[date | None, str]:
    day: date | None = None
    while match := _ISO_DATE.match(text) or _DOTTED_DATE.match(text):
        numbers = [int(group) for group in match.groups()]
        try:
            found = date(*numbers) if numbers[0] > 31 else date(*reversed(numbers))
        except ValueError:
            break
        day = day or found
        text = text[match.end() :]
    return day, text


def _without_notices(text: str) -> str:
    lines = text.lstrip().split("\n")
    while lines and (not lines[0].strip() or (len(lines[0]) < MAX_TITLE_CHARS and _NOTICE.search(lines[0]))):
        lines.pop(0)
    return "\n".join(lines)


def _leading_title(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    is_title = (
        0 < len(first.strip()) <= MAX_TITLE_CHARS
        and not _SENTENCE_END.search(first.strip())
        and rest.partition("\n")[0].strip() == ""
        and rest.strip() != ""
    )
    return (clean_line(first), rest) if is_title else ("", text)
