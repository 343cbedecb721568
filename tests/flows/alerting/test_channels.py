"""Channels and their addresses."""

from __future__ import annotations

import pytest

from flows.alerting.channels import ChannelError, parse_channels


def test_console_is_always_there() -> None:
    assert parse_channels({})["console"].masked == "console"


def test_known_addresses_become_channels() -> None:
    channels = parse_channels({"desk": "json://localhost:8080/hook", "mail": "mailto://me:secret@mail.example"})
    assert sorted(channels) == ["console", "desk", "mail"]


def test_name_of_the_console_is_taken() -> None:
    with pytest.raises(ChannelError, match=r"channels\.console: the name is taken"):
        parse_channels({"console": "json://localhost"})


@pytest.mark.parametrize(
    "address",
    [
        "nonsense://user:hunter2@host",
        "hunter2",
        "",
        "slack://hunter2",
        "json://host-a/hunter2,json://host-b",
        "https//hunter2",
        "json://ho st\nhunter2",
    ],
)
def test_wrong_address_names_the_channel_and_hides_its_secrets(address: str) -> None:
    with pytest.raises(ChannelError) as caught:
        parse_channels({"desk": address})
    assert "channels.desk" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_secrets_of_a_channel_are_not_in_its_representation() -> None:
    channel = parse_channels({"mail": "mailto://me:hunter2@mail.example"})["mail"]
    assert "hunter2" not in repr(channel)
    assert channel.masked == "mailto://****"
