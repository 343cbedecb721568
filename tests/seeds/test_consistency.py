"""References between the parts of a storyline, and the check of all seed files."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.checking import check_seeds
from seeds.errors import SeedError
from seeds.loading import list_storylines, load_storyline

STORYLINE = """\
slug: harbour
title: A harbour
description: Two sides and their ministers.
started: 2023-05-29
documents:
  - {id: doc-one, outlet: A paper, published: 2023-05-29, language: en}
"""
ENTITIES = """\
entities:
  - {id: north, kind: country, name: North, names: {en: [North]}}
  - {id: south, kind: country, name: South, names: {en: [South]}}
  - {id: anna, kind: person, name: Anna Berg, names: {en: [Anna Berg]}, side: north, gender: female}
  - {id: hall, kind: place, name: Hall, names: {en: [Hall]}, within: south}
"""
OFFICES = """\
offices:
  - id: north-minister
    name: Minister of the North
    side: north
    rank: minister
    domain: defense
    held_by:
      - {person: anna, start: 2020-01-01}
"""
BASELINE = """\
baseline:
  - id: first
    mode: visit
    status: occurred
    summary: Anna went south.
    event_date: 2023-05-01
    actors: [anna]
    recipients: [south]
    place: hall
    watch: visit
    documents: [doc-one]
"""
WATCHES = """\
watches:
  - slug: visit
    question: Has she arrived?
    headline: She has arrived
    severity: high
    satisfied_by:
      - {mode: visit, actor: {office: north-minister}, place: hall}
"""
MATCH = """\
threshold: 4.0
gate_threshold: 2.0
entity_weights: {anna: 2.0, north-minister: 1.0}
terms:
  en:
    - {term: harbour, weight: 1.0}
pairs:
  - [anna, north-minister, 1.0]
"""
FILES = {
    "storyline.yaml": STORYLINE,
    "entities.yaml": ENTITIES,
    "offices.yaml": OFFICES,
    "baseline.yaml": BASELINE,
    "watches.yaml": WATCHES,
    "match.yaml": MATCH,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "harbour").mkdir()
    for name, text in FILES.items():
        (tmp_path / "harbour" / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults_after(root: Path, file: str, old: str, new: str) -> list[str]:
    assert old in FILES[file]
    (root / "harbour" / file).write_text(FILES[file].replace(old, new), encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load_storyline("harbour", root)
    return [line.removeprefix(f"{root / 'harbour'}/") for line in str(caught.value).splitlines()]


def test_small_storyline_loads(root: Path) -> None:
    storyline = load_storyline("harbour", root)
    assert [entity.id for entity in storyline.entities] == ["north", "south", "anna", "hall"]
    assert storyline.offices[0].held_by[0].person == "anna"
    assert storyline.news_window_days == 10
    assert list_storylines(root) == ("harbour",)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("entities.yaml", "side: north", "side: nort", "entities.yaml: entities[2].side: 'nort' leads nowhere"),
        ("entities.yaml", "side: north", "side: hall", "entities.yaml: entities[2].side: 'hall' leads nowhere"),
        ("entities.yaml", "within: south", "within: sea", "entities.yaml: entities[3].within: 'sea' leads nowhere"),
        ("entities.yaml", "id: hall", "id: north", "entities.yaml: entities[3]: 'north' is there twice"),
        ("entities.yaml", "{en: [Hall]}", "{}", "entities.yaml: entities[3].names: 'hall' has no name"),
        ("offices.yaml", "person: anna", "person: ana", "offices.yaml: offices[0].held_by[0].person: 'ana' leads"),
        ("offices.yaml", "person: anna", "person: hall", "offices.yaml: offices[0].held_by[0].person: 'hall' leads"),
        ("offices.yaml", "side: north", "side: anna", "offices.yaml: offices[0].side: 'anna' leads nowhere"),
        ("offices.yaml", "id: north-minister", "id: anna", "offices.yaml: offices: 'anna' is also the id of an entity"),
        ("baseline.yaml", "[doc-one]", "[doc-two]", "baseline.yaml: baseline[0].documents[0]: 'doc-two' leads"),
        ("baseline.yaml", "[anna]", "[anne]", "baseline.yaml: baseline[0].actors[0]: 'anne' leads nowhere"),
        ("baseline.yaml", "watch: visit", "watch: vsit", "baseline.yaml: baseline[0].watch: 'vsit' leads nowhere"),
        ("baseline.yaml", "place: hall", "place: barn", "baseline.yaml: baseline[0].place: 'barn' leads nowhere"),
        (
            "watches.yaml",
            "office: north-minister",
            "office: x",
            "watches.yaml: watches[0].satisfied_by[0].actor.office",
        ),
        ("watches.yaml", "place: hall", "place: barn", "watches.yaml: watches[0].satisfied_by[0].place: 'barn' is no"),
        ("watches.yaml", "severity: high", "severity: high\n    implies: [x]", "watches.yaml: watches[0].implies[0]"),
        ("watches.yaml", "{mode: visit", "{mode: removal", "watches.yaml: watches[0].satisfied_by[0].office: is miss"),
        ("watches.yaml", "{mode: visit", "{mode: meeting", "watches.yaml: watches[0].satisfied_by[0].between: has 0"),
        ("match.yaml", "{anna: 2.0", "{anja: 2.0", "match.yaml: entity_weights.anja: 'anja' leads nowhere"),
        ("match.yaml", "[anna, north-minister", "[anna, south", "match.yaml: pairs[0]: 'south' leads nowhere"),
        ("match.yaml", "gate_threshold: 2.0", "gate_threshold: 5.0", "match.yaml: gate_threshold: 5.0: expected at"),
        (
            "match.yaml",
            "gate_threshold: 2.0",
            "gate_threshold: 2.0\ntitle_threshold: 3.0",
            "match.yaml: title_threshold: 3.0: expected at",
        ),
        ("storyline.yaml", "slug: harbour", "slug: harbor", "storyline.yaml: slug: 'harbor': expected the name of its"),
    ],
)
def test_bad_reference_is_named_with_file_key_and_value(root: Path, file: str, old: str, new: str, fault: str) -> None:
    assert any(line.startswith(fault) for line in faults_after(root, file, old, new))


def test_two_full_holders_of_one_office_are_refused(root: Path) -> None:
    (fault,) = faults_after(
        root, "offices.yaml", "start: 2020-01-01}", "start: 2020-01-01}\n      - {person: anna, start: 2021-01-01}"
    )
    assert fault.startswith("offices.yaml: offices[0]: line 2: ")
    assert "anna (from 2020-01-01) and anna (from 2021-01-01) overlap" in fault


def test_faults_of_several_files_come_at_once(root: Path) -> None:
    (root / "harbour" / "watches.yaml").write_text("watches: 3\n", encoding="utf-8")
    (root / "harbour" / "match.yaml").unlink()
    with pytest.raises(SeedError) as caught:
        load_storyline("harbour", root)
    assert [fault.path.name for fault in caught.value.faults] == ["watches.yaml", "match.yaml"]


def test_unknown_storyline_is_told_with_the_known_ones(root: Path) -> None:
    with pytest.raises(SeedError, match="no storyline 'port'; expected one of: harbour"):
        load_storyline("port", root)


def test_check_collects_the_faults_of_storylines_outlets_and_lexicons(root: Path, tmp_path: Path) -> None:
    (root / "harbour" / "match.yaml").write_text("threshold: high\n", encoding="utf-8")
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    (lexicons / "xx.yaml").write_text("tongue: xx\n", encoding="utf-8")
    faults = check_seeds(root, tmp_path / "outlets.yaml", lexicons)
    assert {fault.path.name for fault in faults} == {"match.yaml", "outlets.yaml", "xx.yaml"}


def test_check_of_an_empty_folder_says_what_is_expected(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    (fault,) = check_seeds(tmp_path, outlets, tmp_path / "lexicons")
    assert "expected a folder with a storyline.yaml" in str(fault)
