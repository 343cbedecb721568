"""Messages on a terminal of eighty columns, and in a file."""

from __future__ import annotations

import io

import pytest

from flows.alerting.channels import Channel
from flows.alerting.explaining import fold_message
from flows.alerting.sending import send_message
from tests.flows.alerting.samples import due

QUOTE = "  “Austin met his Chinese counterpart for an hour and a quarter on the sidelines of a forum in Singapore.”"


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_long_line_is_broken_at_words_and_keeps_its_margin() -> None:
    assert fold_message(f"- reuters\n{QUOTE}", 80).split("\n") == [
        "- reuters",
        "  “Austin met his Chinese counterpart for an hour and a quarter on the sidelines",
        "  of a forum in Singapore.”",
    ]


def test_a_line_without_a_margin_hangs() -> None:
    assert fold_message("What would change it: A second origin.", 24).split("\n") == [
        "What would change it:",
        "  A second origin.",
    ]


def test_a_chinese_character_takes_two_columns() -> None:
    assert fold_message("  董军同美国国防部长奥斯汀举行会谈", 22) == "  董军同美国国防部长奥\n  斯汀举行会谈"


def test_an_address_stays_whole() -> None:
    address = f"  https://alpha.example/{'a' * 100}"
    assert fold_message(address, 80) == address


@pytest.mark.parametrize(("console", "lines"), [(Terminal(), 2), (io.StringIO(), 1)])
def test_the_console_folds_on_a_terminal_only(
    console: io.StringIO, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert send_message(Channel(name="console"), due(text=QUOTE), console).ok
    assert len(console.getvalue().strip("\n").split("\n")) == lines
