"""Words from outside in, harmless words for terminals, chat and mail out: article text is data, never markup."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from extractors.articles.plain_text import FILLERS

QUOTE_CHARACTERS = 300
"""A longer quote is cut: chat services truncate, and an analyst reads the page for more."""

_TERMINAL_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # window title, hyperlinks
    r"|\x1b[@-_]"
)
_STEERING = re.compile(
    r"(?<![\w.+-])[@＠](?=\w)"  # everybody, a room or a person is called: @everyone, @all, @somebody; not in an e-mail
    r"|[@＠](?=[*_]|(?i:everyone|here|channel|all|room)\b)"  # Zulip: @**all**; Discord hears it within a word as well
    r"|<(?=[!@#:/a-zA-Z])"  # Slack and Discord: <!channel>, <@U123>, <https://…|a name>, <:emoji:>; tags
    r"|[\]】](?=[(\[:])"  # Markdown: [a name](https://…)
    r"|(?<=\w):(?=//)"  # an address that chat programs would make a link
)
_EMPHASIS = re.compile(r"\*(?=\S)|([~|_])(?=\1)|(?<![^\W_])[~_](?=\w)")
"""What makes words bold, struck out, hidden or slanted in one chat program or another; not snake_case, 3~4 or a|b."""
FILLING = re.compile(f"[{FILLERS}]")
_WORD_END = re.compile(r"\s|(?<=[，。；！？、：])")


def plain(words: str) -> str:
    """Return the words on one line, without control, terminal, bidirectional and invisible characters.

    Nothing that is visible changes.
    """
    without_escapes = _TERMINAL_ESCAPE.sub("", words)
    kept = "".join(" " if _breaks(c) else c for c in without_escapes if _breaks(c) or is_visible(c))
    return " ".join(kept.split())


def for_chat(words: str) -> str:
    """Return the words plain, and with a blank in whatever a chat program would obey: mentions, links, tags, emphasis.

    A backtick, which makes code of what follows whatever stands beside it, becomes an apostrophe.
    """
    unmarked = _EMPHASIS.sub(lambda match: f"{match.group()} ", plain(words).replace("`", "'"))
    return _STEERING.sub(lambda match: f"{match.group()} ", unmarked)


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
    harmless = all(is_visible(c) and not c.isspace() and c not in "<>\"'`\\" for c in url)
    return url if parts.scheme in ("http", "https") and parts.hostname and harmless else None


def _breaks(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Zl", "Zp")


def is_visible(character: str) -> bool:
    """Return False for control, format (bidi, zero width), surrogate, private, unassigned and filling characters."""
    return not unicodedata.category(character).startswith("C") and not FILLING.match(character)
