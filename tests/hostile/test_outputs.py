"""Words from outside steer no terminal, no Markdown and no log, whatever they hold."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from flows.boundary import run_to_exit_code
from flows.data_dir import DataDirError
from flows.logs import set_up_logging
from flows.printing import cell, plain_text, print_json, print_lines, print_table
from flows.words import plain, web_link

HOSTILE = (
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x9b2J", "\x1bc",
    "\x1b(0", "\x08\x08\x08gone", "\rover", "\x07", "\x7f", "\u202egnp.exe", "\u2066x\u2069", "a\u200bb", "\ufeff",
    "\u00ad", "\u2028", "\x85", "\U000e0041\U000e0042", "\ue000", "\x00", "\u061c", "\u180e", "\ufff9x\ufffb",
    "a\u034fb", "\u115f\u1160", "\u17b4\u17b5", "\u180b", "\u3164", "\uffa0", "a\ufe0f", "a\U000e0100",
)  # fmt: skip


UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u3164\uffa0\ufe0f\U000e0100"
"""Printable by their category, and yet nothing to be seen."""


def steers(text: str) -> list[str]:
    """Characters of an output that a terminal does more with than show them, or does not show."""
    return [char for char in text if not (char.isprintable() or char in "\n\u3000\xa0") or char in UNSEEN]


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_no_output_steers_a_terminal(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": words, words: [words]})
    print_lines(words)
    print_table([{"title": words, "of": [words]}], {"title": "title", "of": "of"}, title="Articles")
    set_up_logging(verbose=True)
    logging.getLogger("flows.hostile").warning("event=refused url=%s", words)

    def fail() -> int:
        raise DataDirError(f"{words} cannot be used")

    def break_down() -> int:
        raise RuntimeError(words)

    assert (run_to_exit_code(fail), run_to_exit_code(break_down)) == (3, 1)
    captured = capsys.readouterr()
    assert steers(captured.out + captured.err) == []
    assert steers(plain(words) + plain_text(words) + cell([words])) == []
    assert web_link(f"https://a.example/{words}") in (None, f"https://a.example/{words}".strip()) or not steers(words)


def test_every_collected_payload_is_shown_as_words(shared: Path) -> None:
    lines = {
        line
        for path in (shared / "data" / "hostile").glob("xss_*")
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    }
    assert len(lines) > 500
    assert [line for line in lines if steers(plain(line)) or steers(cell(line))] == []
    assert [line for line in lines if (link := web_link(line)) and not link.startswith(("http://", "https://"))] == []
