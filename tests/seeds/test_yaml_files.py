"""Faults in YAML files: every message names file, key and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.entities import EntityKind
from seeds.errors import SeedError
from seeds.loading import EntitiesFile, load_yaml_model
from seeds.outlets import OutletFile


def faults_of(path: Path, text: str, model: type[OutletFile] | type[EntitiesFile] = OutletFile) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load_yaml_model(path, model)
    return str(caught.value).splitlines()


OUTLET = """\
outlets:
  - id: reuters
    name: Reuters
    owner: Thomson Reuters
    independence_group: reuters
    country: GB
    languages: [en]
    kind: wire
    hosts: [reuters.com]
"""


def test_a_sound_file_becomes_its_model(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_text(OUTLET, encoding="utf-8")
    assert load_yaml_model(path, OutletFile).outlets[0].independence_group == "reuters"


def test_unknown_key_is_named_with_its_line_and_the_keys_that_exist(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    (fault,) = faults_of(path, OUTLET + "    ownr: Thomson\n")
    assert fault.startswith(f"{path}: outlets[0].ownr: line 10: unknown key; expected one of id, name, owner,")


def test_wrong_type_is_named_with_its_value(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    (fault,) = faults_of(path, OUTLET + "    official: perhaps\n")
    assert fault.startswith(f"{path}: outlets[0].official: line 10: 'perhaps': ")
    assert "boolean" in fault


def test_value_outside_its_choices_is_named_with_the_choices(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    (fault,) = faults_of(path, "entities:\n  - {id: a, kind: planet, name: A}\n", EntitiesFile)
    assert fault.startswith(f"{path}: entities[0].kind: line 2: 'planet': ")
    assert all(kind.value in fault for kind in EntityKind)


def test_missing_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    assert faults_of(path, "entities:\n  - {id: a, kind: place}\n", EntitiesFile) == [
        f"{path}: entities[0].name: line 2: is missing"
    ]


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path / "entities.yaml", "entities:\n  - {id: A B, kind: planet}\n  - {id: b, kond: x}\n", EntitiesFile
    )
    keys = [fault.split(": ")[1] for fault in faults]
    assert keys == [
        "entities[0].id",
        "entities[0].kind",
        "entities[0].name",
        "entities[1].kind",
        "entities[1].name",
        "entities[1].kond",
    ]


def test_duplicate_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    assert faults_of(path, OUTLET + "    name: Reuters again\n") == [
        f"{path}: outlets[0].name: line 10: 'name' is there twice; expected each key once"
    ]


def test_key_that_yaml_reads_as_a_truth_value_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    text = "entities:\n  - id: norway\n    kind: country\n    name: Norway\n    names:\n      no: [Norge]\n"
    (fault,) = faults_of(path, text, EntitiesFile)
    assert fault.startswith(f"{path}: entities[0].names.no: line 6: 'no' is read by YAML as another type than text")


def test_alias_is_refused_so_that_no_file_can_grow_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    rounds = "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 40))
    faults = faults_of(path, "k0: &k0 [a]\n" + rounds)
    assert faults[0].startswith(f"{path}: k1[0]: line 1: is an alias")


def test_python_tag_is_refused_not_run(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    marker = tmp_path / "ran"
    (fault,) = faults_of(path, f"outlets: !!python/object/apply:os.mkdir ['{marker}']\n")
    assert "is no YAML" in fault
    assert not marker.exists()


@pytest.mark.parametrize(
    "value",
    [
        "!!bool maybe",
        "!!bool",
        "!!timestamp now",
        "!!timestamp 99999-01-01",
        "!!timestamp 2001-13-41",
        "!!timestamp '2001-01-01 00:00:00 +99:99'",
        '!!int ""',
        "!!int 0x",
        "!!int _",
        '!!float ""',
        "!!float -",
        "!!binary '$'",
        "!!omap [a: b]",
        "!!set {a, b}",
        "!!merge x",
    ],
)
def test_value_that_is_not_what_its_tag_claims_is_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "outlets.yaml"
    assert faults_of(path, f"outlets: {value}\n")[0].startswith(f"{path}: ")


def test_text_that_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    (fault,) = faults_of(path, "outlets: [a\nb: }\n")
    assert fault.startswith(f"{path}: is no YAML: ")
    assert "line 2" in fault


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n"])
def test_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (fault,) = faults_of(tmp_path / "outlets.yaml", text)
    assert fault.endswith("is no mapping; expected keys with values")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="there is no such file") as caught:
        load_yaml_model(tmp_path / "nowhere.yaml", OutletFile)
    assert str(tmp_path / "nowhere.yaml") in str(caught.value)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_bytes(b"outlets: \xff\xfe\n")
    with pytest.raises(SeedError, match="cannot be read as UTF-8"):
        load_yaml_model(path, OutletFile)


def test_long_value_is_shortened_in_the_message(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "outlets.yaml", "outlets: " + "x" * 5000 + "\n")
    assert len(fault) < 300
