"""Words from outside in, harmless words for terminals, chat and mail out: article text is data, never markup."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

QUOTE_CHARACTERS = 300
"""A longer quote is cut: chat services truncate, and an analyst reads the page for more."""

_TERMINAL_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # window title, hyperlinks
    r"|\x1b[@-_]"
)
_PING = re.compile(r"@(?=(?:everyone|here|channel|all)\b)|<(?=[!@#])", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\](?=\()")
_WORD_END = re.compile(r"\s|(?<=[，。；！？、：])")


def plain(words: str) -> str:
    """Return the words on one line, without control, terminal, bidirectional and invisible characters.

    Pings of whole chat rooms and links in Markdown are broken up by a blank; nothing else that is visible changes.
    """
    without_escapes = _TERMINAL_ESCAPE.sub("", words)
    kept = "".join(" " if _breaks(c) else c for c in without_escapes if _breaks(c) or _visible(c))
    one_line = " ".join(kept.split())
    return _MARKDOWN_LINK.sub("] ", _PING.sub(lambda match: f"{match.group()} ", one_line))


def shortened(words: str, limit: int = QUOTE_CHARACTERS) -> str:
    """Return the words cut at the last word end within the limit, with an ellipsis; shorter ones as they are."""
    if len(words) <= limit:
        return words
    ends = [match.start() for match in _WORD_END.finditer(words, limit // 2, limit)]
    return words[: ends[-1] if ends else limit].rstrip() + " …"


def web_link(url: str) -> str | None:
    """Return the address if it is one that may be followed from a message: http or https, without blanks or tricks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    harmless = all(_visible(c) and not c.isspace() and c not in "<>\"'`\\" for c in url)
    return url if parts.scheme in ("http", "https") and parts.hostname and harmless else None


def _breaks(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Zl", "Zp")


def _visible(character: str) -> bool:
    """Return False for control, format (bidi, zero width), surrogate, private and unassigned characters."""
    return not unicodedata.category(character).startswith("C")
