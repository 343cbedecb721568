"""Files that people give us, seeds and articles and archives, are loaded or refused by name; they never fail."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles.archive_records import ArchiveFaultError, read_records
from extractors.articles.article_files import ArticleFileError, load_articles
from extractors.articles.text_files import read_plain_article
from seeds.errors import SeedError
from seeds.loading import STORYLINES_DIR, EntitiesFile, OfficesFile, WatchesFile
from seeds.model import SeedModel
from seeds.official_lists import OFFICIAL_LISTS_FILE, OfficialListFile
from seeds.outlets import OutletFile
from seeds.yaml_files import load_yaml_model
from tests.fuzz.inputs import NOW, documents, json_values, many, words

FOLDER = STORYLINES_DIR / "us-china-defense"


def beginning_of(path: Path) -> str:
    """The file with its first two things, since whole ones take long to load."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return yaml.safe_dump({key: things[:2] for key, things in document.items()})


SHIPPED: dict[str, tuple[str, type[SeedModel]]] = {
    "entities": (beginning_of(FOLDER / "entities.yaml"), EntitiesFile),
    "offices": (beginning_of(FOLDER / "offices.yaml"), OfficesFile),
    "watches": (beginning_of(FOLDER / "watches.yaml"), WatchesFile),
    "official lists": (beginning_of(OFFICIAL_LISTS_FILE), OfficialListFile),
}
RECORD = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"


@many
@given(body=documents)
def test_plain_text_file(body: bytes) -> None:
    try:
        read_plain_article(body)
    except ValueError as error:
        assert str(error) == "the file has no words"


@many
@given(documents)
def test_article_file(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(body)
    try:
        list(load_articles(path, NOW))
    except ArticleFileError as error:
        assert str(path) in str(error)


@many
@given(st.one_of(words, json_values.map(lambda value: json.dumps({"outlets": value}))))
def test_seed_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(load_yaml_model(path, OutletFile), OutletFile)
    except SeedError as error:
        assert str(path) in str(error)


@pytest.mark.parametrize("name", SHIPPED)
@many
@given(chance=st.randoms(use_true_random=False), value=json_values)
def test_seed_file_with_one_thing_changed(tmp_path: Path, name: str, chance: Any, value: object) -> None:
    beginning, model = SHIPPED[name]
    document = yaml.safe_load(beginning)
    change(document, chance, value)
    path = tmp_path / "a.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    try:
        assert isinstance(load_yaml_model(path, model), model)
    except SeedError as error:
        assert str(path) in str(error)


def change(document: Any, chance: Any, value: object) -> None:
    """Put a value somewhere below, at a level of chance."""
    while True:
        places = list(document) if isinstance(document, dict) else list(range(len(document)))
        place = chance.choice(places)
        inner = document[place]
        if not inner or not isinstance(inner, dict | list) or chance.random() < 0.2:
            document[place] = value
            return
        document = inner


@many
@given(st.lists(st.tuples(st.integers(0, 199), st.binary(max_size=6)), max_size=4), st.booleans())
def test_web_archive(damages: list[tuple[int, bytes]], wanted: bool) -> None:
    archive = bytearray(RECORD * 3)
    for place, damage in damages:
        archive[place : place + len(damage)] = damage
    try:
        for record in read_records(io.BytesIO(bytes(archive)), lambda headers: wanted, max_block=100):
            assert record.block is None or len(record.block) <= record.length
    except ArchiveFaultError as error:
        assert str(error).isprintable()
