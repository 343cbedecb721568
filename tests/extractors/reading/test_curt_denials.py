"""Denials of a few words behind what they deny: "They did not."."""

from __future__ import annotations

from tests.extractors.reading.conftest import Read

CLAIM = "An article on Saturday stated that Lloyd Austin and Li Shangfu had met for talks in Singapore on Friday."


def test_a_claim_that_the_next_sentence_denies_raises_nothing(read: Read) -> None:
    assert read(f"{CLAIM} They did not.", day="2023-06-05").raises == ()


def test_a_short_sentence_about_something_else_takes_nothing_back(read: Read) -> None:
    text = "Lloyd Austin and Li Shangfu met for forty minutes on Saturday. Neither took questions."
    assert "austin-li-meeting" in read(text, day="2023-06-05").raises
