"""Words of strangers made harmless."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.words import for_chat, plain, shortened, web_link


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ("They met.\n\nOn Friday.", "They met. On Friday."),
        ("\x1b[31mred\x1b[0m alert", "red alert"),
        ("\x1b]8;;https://evil.example\x07click\x1b]8;;\x07 here", "click here"),
        ("\x1b]0;title\x1b\\They met", "They met"),
        ("a\x00b\x08c\x7fd\x9b31me", "abcde"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("zero\u200bwidth\u2060and\ufeffmarks", "zerowidthandmarks"),
        ("line\u2028separator", "line separator"),
        ("@everyone: [here](https://site.example)", "@everyone: [here](https://site.example)"),
        ("两国防长会晤。", "两国防长会晤。"),
        ("naïve café – “quoted”", "naïve café – “quoted”"),
        ("somebody@example.org", "somebody@example.org"),
    ],
)
def test_words_are_made_harmless(words: str, harmless: str) -> None:
    assert plain(words) == harmless


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ("@everyone look, @here too", "@ everyone look, @ here too"),
        ("(@channel) @all @room @some_body", "(@ channel) @ all @ room @ some_body"),
        ("@\u200beveryone @\u2060here", "@ everyone @ here"),
        ("x@everyone, a.b@HERE", "x@ everyone, a.b@ HERE"),
        ("@**all** @*desk* @_**Somebody**", "@ * * all* * @ * desk* @ _* * Somebody* *"),
        ("write to all@allied.example", "write to all@allied.example"),
        ("\uff20everyone", "\uff20 everyone"),
        ("<!channel>, <!subteam^S1>, <#C1>", "< !channel>, < !subteam^S1>, < #C1>"),
        ("<@U123> and <@&456>", "< @ U123> and < @&456>"),
        ("<https://evil.example|Reuters>", "< https: //evil.example|Reuters>"),
        ("<:smile:1> <a:wave:2> <b>bold</b>", "< :smile:1> < a:wave:2> < b>bold< /b>"),
        ("[here](https://evil.example)", "[here] (https: //evil.example)"),
        ("[here][1] and [1]: tg://user?id=1", "[here] [1] and [1] : tg: //user?id=1"),
        ("see https://evil.example/now", "see https: //evil.example/now"),
        ("\x1b[31m@everyone\x1b[0m", "@ everyone"),
        ("somebody@example.org at 10:30, 3 < 4", "somebody@example.org at 10:30, 3 < 4"),
        ("“两国防长会晤”：《解放军报》[1]", "“两国防长会晤”：《解放军报》[1]"),
        ("**bold** *slanted* 5* hotel", "* * bold* * * slanted* 5* hotel"),
        ("__under__ _slanted_ snake_case", "_ _ under_ _ _ slanted_ snake_case"),
        ("~~struck~~ ~one~ 3~4日", "~ ~ struck~ ~ ~ one~ 3~4日"),
        ("||hidden|| a|b", "| |hidden| | a|b"),
        ("`code` ```block```", "'code' '''block'''"),
    ],
)
def test_what_chat_programs_would_obey_is_broken_up(words: str, harmless: str) -> None:
    assert for_chat(words) == harmless


@given(st.text(alphabet="@<!#[](:/ae1 \u200b\x1b[m"))
def test_nothing_that_calls_or_links_is_left_of_any_text(words: str) -> None:
    assert not re.search(r"(?<![\w.+-])@\w|<[!@#:/a-z]|\]\(|\w://", for_chat(words))


@given(st.text())
def test_nothing_invisible_is_left_of_any_text(words: str) -> None:
    assert all(c == " " or (c.isprintable() and not c.isspace()) for c in plain(words))


def test_short_quote_stays_as_it_is() -> None:
    assert shortened("They met.") == "They met."


def test_long_quote_ends_at_a_word() -> None:
    cut = shortened("word " * 100)
    assert cut == "word " * 59 + "word …"
    assert len(cut) <= 302


def test_long_chinese_quote_ends_at_its_last_comma() -> None:
    assert shortened("国" * 250 + "，" + "防" * 100) == "国" * 250 + "， …"


def test_long_word_without_an_end_is_cut_at_the_limit() -> None:
    assert shortened("国" * 400) == "国" * 300 + " …"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "seed:doc-1",
        "https://",
        "//host/path",
        "https://host/a b",
        'https://host/"onmouseover=x',
        "https://host/\u202epath",
        "https://[broken",
    ],
)
def test_address_that_is_no_plain_web_address_is_no_link(url: str) -> None:
    assert web_link(url) is None


def test_web_address_is_kept() -> None:
    assert web_link("https://news.example/a?b=1&c=2#d") == "https://news.example/a?b=1&c=2#d"
