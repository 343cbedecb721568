"""Channels and their addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.alerting.channels import ChannelError, open_channels, parse_channels
from flows.settings import load_settings
from seeds.loading import load_storyline
from tests.conftest import ROOT


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


def test_example_of_the_documentation_makes_channels(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
    (tmp_path / "storywatch.toml").write_text(document.split("```toml")[1].split("```")[0], encoding="utf-8")
    channels = open_channels(load_settings(tmp_path), load_storyline("us-china-defense"))
    assert sorted(channels) == ["console", "desk", "mail"]
    assert channels["mail"].route.digest_hour == 8
    assert str(channels["mail"].zone) == "Europe/Berlin"


def test_route_for_a_watch_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "storywatch.toml").write_text('[routes.console]\nwatches = ["nonsense"]\n', encoding="utf-8")
    with pytest.raises(ChannelError, match=r"routes\.console\.watches: 'nonsense' is not a watch of the storyline"):
        open_channels(load_settings(tmp_path), load_storyline("us-china-defense"))
