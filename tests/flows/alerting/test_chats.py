"""What a chat service is sent: Markdown that no article wrote, as much as it takes, and nothing cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.alerting.channels import Channel
from flows.alerting.messages import Message
from flows.alerting.sending import send_message
from tests.extractors.development_samples import evidence
from tests.flows.alerting.receivers import Receiver, receiving
from tests.flows.alerting.samples import due
from tests.flows.alerting.test_messages import MET, messages_for


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def sent_to(address: str, receiver: Receiver, message: Message) -> list[str]:
    """Send a message and return the texts that arrived."""
    channel = Channel(name="chat", address=address)
    written = due("chat", title=message.title, text=message.text, html=message.html, data=message.payload)
    assert send_message(channel, written).ok
    return [hit.payload["text"] for hit in receiver.requests]


def many_origins() -> Message:
    long = "Austin met Dong on Friday and they talked for more than an hour, officials said. " * 4
    pieces = [evidence("2024-05-31", event_date="2024-05-31", origin=f"group:paper-{n}", quote=long) for n in range(11)]
    pieces = [replace(piece, url=f"{piece.url}?{'x' * 90}") for piece in pieces]
    [message] = messages_for(*pieces, now="2024-05-31")
    return message


HOSTILE = [
    "**bold** *slanted* __under__ _slanted_ ~~struck~~ ||hidden|| `code` ```block```",
    "# A heading\n> a quote\n* a list\n- [ ] a task",
    "@everyone <!channel> [met](https://evil.example) <https://evil.example|met>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_markup_of_an_article_takes_effect(receiver: Receiver, words: str) -> None:
    [message] = messages_for(replace(MET, quote=words, origin_reason=words), now="2024-05-31")
    [text] = sent_to(receiver.mattermost(), receiver, message)
    written = text.replace(MET.url, "")
    assert not re.search(r"\*\S|~~|\|\||__|`|(?<!\w)_\w|@(everyone|here)|<[!@#a-z/]|\]\(|\w://", written)
    assert [line for line in written.splitlines() if re.match(r"\s{0,3}([#>*]|\d+\.)", line)] == []


def test_the_title_comes_once(receiver: Receiver) -> None:
    [message] = messages_for(MET, now="2024-05-31")
    [text] = sent_to(receiver.mattermost(), receiver, message)
    assert text.count(message.title) == 1
    assert text.startswith(f"ALERT (medium): {message.title}")


@pytest.mark.parametrize(("address", "limit"), [(Receiver.mattermost, 4000), (Receiver.rocket_chat, 1000)])
def test_a_long_alert_is_one_message_with_fewer_origins(receiver: Receiver, address: object, limit: int) -> None:
    assert callable(address)
    message = many_origins()
    assert len(message.text) > limit
    [text] = sent_to(address(receiver), receiver, message)
    assert len(text) <= limit
    shown = text.count("\n- ")
    assert f"and {11 - shown} more origins\n" in text
    assert text.endswith(message.payload["explain"])


def test_a_digest_is_split_at_line_ends(receiver: Receiver) -> None:
    line = "China turned down a meeting with Austin, which is told in as many words as make a line of a digest."
    text = "\n".join(["DIGEST: 90 notices up to 2024-06-01 08:00 (UTC)", "", *[f"{n} {line}" for n in range(90)]])
    message = Message(title="90 notices up to 2024-06-01 08:00 (UTC)", text=text, html="", payload={"kind": "digest"})
    parts = sent_to(receiver.mattermost(), receiver, message)
    assert len(parts) > 1
    assert max(map(len, parts)) <= 4000
    arrived = [each for part in parts for each in part.splitlines()]
    assert [each for each in arrived if each[:1].isdigit()] == [f"{n} {line}" for n in range(90)]
