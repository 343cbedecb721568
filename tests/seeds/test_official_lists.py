from __future__ import annotations

from pathlib import Path

import pytest

from seeds.errors import SeedError
from seeds.loading import list_storylines, load_outlets, load_storyline
from seeds.official_lists import OFFICIAL_LISTS_FILE, load_official_lists

SHIPPED = OFFICIAL_LISTS_FILE.read_text(encoding="utf-8")


def test_shipped_lists_belong_to_an_official_outlet() -> None:
    outlets = {outlet.id: outlet for outlet in load_outlets().outlets}
    assert [(each.id, outlets[each.outlet].official) for each in load_official_lists()] == [
        ("us-ofac-sdn", True),
        ("us-ofac-consolidated", True),
    ]


def test_shipped_lists_watch_the_two_entries_of_2018() -> None:
    watched = {entry.uid: (entry.entity, entry.programs) for entry in load_official_lists()[0].watched}
    assert watched == {
        24838: ("li-shangfu", ("CAATSA - RUSSIA",)),
        24837: ("equipment-development-department", ("CAATSA - RUSSIA",)),
    }


def test_watched_entities_and_sides_are_known_to_a_storyline() -> None:
    known = {entity.id for slug in list_storylines() for entity in load_storyline(slug).entities}
    for each in load_official_lists():
        assert {each.imposed_by, *(entry.entity for entry in each.watched)} <= known


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("uid: 24837", "uid: 24838", "each uid once"),
        ("format: sdn-csv", "format: pdf", "pdf"),
        ("shrink_share: 0.1", "shrink_share: 1.5", "less than 1"),
        ("entity: li-shangfu", "entity: li-shangfu\n        colour: red", "unknown key"),
    ],
)
def test_fault_in_a_list_is_told(tmp_path: Path, written: str, instead: str, said: str) -> None:
    path = tmp_path / "lists.yaml"
    path.write_text(SHIPPED.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(SeedError, match=said):
        load_official_lists(path)


def test_list_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lists.yaml"
    path.write_text(SHIPPED + SHIPPED.partition("lists:\n")[2], encoding="utf-8")
    with pytest.raises(SeedError, match="us-ofac-sdn"):
        load_official_lists(path)
