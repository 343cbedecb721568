"""Whatever words an article holds, none of them takes effect in the message about it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.words import for_chat, web_link
from tests.flows.alerting.test_messages import MET, messages_for
from tests.fuzz.inputs import TOKENS, many

PAYLOADS = (
    "<script>", "</p>", "<img src=x onerror=y>", "<a href=javascript:x>", "<svg/onload=x>", "&lt;b&gt;", "<!--", "]]>",
    '" onmouseover="x', "' style='x", "</div></td>", "<style>", "<iframe src=//e>", "<base href=//e>", "<form>", "{0}",
    "<!channel>", "<@U1>", "<#C1>", "<https://e|x>", "<users/all>", "<at>all</at>", "@everyone", "x@everyone", "@here",
    "@**all**", "@*team*", "@_**all**", "@room", "[x](https://e)", "![x](https://e)", "[x]: https://e", "<mailto:a|x>",
    "tg://user?id=1", "\x1b]8;;https://e\x07", "\x1b[2J", "\x9b31m", "\r\nSubject: x", "\r\n\r\n", "\u202e", "\u2066",
    "\u200b", "\ufeff", "\U000e0041", "\x00", "\u2028", "=cmd|'/C calc'!A0", "{{7*7}}", "${x}", "%s", "\\", "`",
)  # fmt: skip

hostile = st.lists(
    st.one_of(st.sampled_from(PAYLOADS), st.sampled_from(TOKENS), st.text(max_size=6)), min_size=1, max_size=12
).map("".join)


class Markup(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value if name in ("href", "src") else None) for name, value in attrs}


def check_message(quote: str, address: str, name: str) -> None:
    """Assert that a message with these words of an article has no markup, links or calls but ours."""
    url = f"https://a.example/{address}"
    evidence = replace(MET, quote=quote, url=url, outlet_id=name, origin_reason=name)
    for message in messages_for(evidence, now="2024-05-31"):
        markup = Markup()
        markup.feed(message.html)
        markup.close()
        assert markup.tags <= {"div", "p", "b", "table", "tr", "td", "code", "a"}
        assert {value for tag, value in markup.attributes if tag == "href"} <= {url}
        assert {tag for tag, _ in markup.attributes} <= {"style", "dir", "href", "rel"}
        for words in (message.title, message.text, message.html):
            assert not [c for c in words if unicodedata.category(c).startswith("C") and c != "\n"]
        assert "\n" not in message.title
        without_link = message.text.replace(url, "") if web_link(url) else message.text
        assert not re.search(r"<[!@#:/a-z]|\]\(|(?<![\w.+-])@[\w*]", without_link.casefold())


@many
@given(quote=hostile, address=hostile, name=hostile)
def test_no_word_of_an_article_takes_effect_in_its_message(quote: str, address: str, name: str) -> None:
    check_message(quote, address, name)


def test_no_collected_payload_takes_effect_in_a_message(shared: Path) -> None:
    files = [path for path in (shared / "data" / "hostile").glob("xss_*") if path.is_file()]
    lines = {line for path in files for line in path.read_text("utf-8", "replace").splitlines() if line.strip()}
    for line in sorted(lines):
        check_message(line, line, line)
    assert len(lines) > 500


@many
@given(hostile)
def test_nothing_that_calls_is_left_in_chat(words: str) -> None:
    assert not re.search(r"@(?:everyone|here|channel|all|room)\b|@[*_]", for_chat(words).casefold())
