"""Ids, addresses, hosts and credit names that clash, and feeds whose keys do not fit their format."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.errors import SeedError
from seeds.loading import load_outlets

OUTLETS = """\
outlets:
  - id: one
    name: One
    owner: Somebody
    independence_group: one
    country: GB
    languages: [en]
    kind: newspaper
    hosts: [one.example]
    feeds:
      - {id: one-world, url: "https://one.example/world.xml"}
  - id: two
    name: Two
    owner: Somebody
    independence_group: one
    country: GB
    languages: [en]
    kind: newspaper
    hosts: [two.example]
    feeds:
      - {id: two-list, url: "https://two.example/", format: html, link_pattern: "/story/[0-9]+"}
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: two\n", "id: one\n", "outlets[1].id: 'one' is already the outlet id of outlets[0]"),
        ("two.example]", "one.example]", "outlets[1].hosts[0]: 'one.example' is already the host of outlets[0]"),
        ("two.example]", "www.two.example]", "outlets[1].hosts[0]: 'www.two.example': expected a host name"),
        ("two.example]", "https://two.example]", "outlets[1].hosts[0]: 'https://two.example': expected a host"),
        ("id: two-list", "id: one-world", "outlets[1].feeds[0].id: 'one-world' is already the feed id of"),
        ('"https://two.example/"', '"https://one.example/world.xml"', "outlets[1].feeds[0].url: 'https://one"),
        ("[0-9]+", "[0-9+", "outlets[1].feeds[0].link_pattern: '/story/[0-9+' is no regular expression"),
        (
            "hosts: [two.example]",
            "hosts: [two.example]\n    aggregator: true\n    official: true",
            "outlets[1].aggregator",
        ),
        (', link_pattern: "/story/[0-9]+"', "", "outlets[1].feeds[0].link_pattern: is missing"),
        ("format: html, ", "", "outlets[1].feeds[0].link_pattern: '/story/[0-9]+': expected only for feeds of format"),
    ],
)
def test_clash_between_outlets_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = tmp_path / "outlets.yaml"
    assert old in OUTLETS
    path.write_text(OUTLETS.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load_outlets(path)
    assert any(str(one).startswith(f"{path}: {fault}") for one in caught.value.faults)


def test_name_that_credits_two_independence_groups_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    text = OUTLETS.replace("[one.example]", "[one.example]\n    names: [The Times]")
    text = text.replace("[two.example]", "[two.example]\n    names: [The Times]")
    path.write_text(text, encoding="utf-8")
    assert load_outlets(path).outlets[1].names == ("The Times",)
    head, last = text.rsplit("independence_group: one", 1)
    path.write_text(f"{head}independence_group: two{last}", encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load_outlets(path)
    (fault,) = caught.value.faults
    assert str(fault).startswith(f"{path}: outlets[1].names[0]: 'The Times' already credits 'one' of another")
