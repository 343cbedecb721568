from __future__ import annotations

import json
from pathlib import Path

from tests.flows.command_line import Storywatch


def test_read_prints_one_object_a_line_with_the_keys_of_the_contract(storywatch: Storywatch, tmp_path: Path) -> None:
    rows = [
        {
            "id": "a-1",
            "url": "https://one.example/a",
            "publisher": "one.example",
            "date": "2024-05-31",
            "lang": "en",
            "title": "Austin meets China's defence minister Dong Jun in Singapore",
            "text": "US Defense Secretary Lloyd Austin met Chinese Defence Minister Dong Jun in Singapore on Friday.",
        },
        {"id": "a-2", "url": None, "publisher": "x", "date": None, "lang": "en", "title": None, "text": "Rain is due."},
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, out, _ = storywatch("read", path, "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert first.keys() == {"id", "on_storyline", "score", "events", "alerts"}
    assert (first["id"], first["on_storyline"], first["alerts"]) == ("a-1", True, ["us-prc-defense-ministers-meeting"])
    assert (second["id"], second["on_storyline"], second["events"], second["alerts"]) == ("a-2", False, [], [])
    event = next(each for each in first["events"] if each["watch"] == "us-prc-defense-ministers-meeting")
    assert {"type", "status", "strength", "actors", "recipients", "event_date", "quote", "start", "end"} <= event.keys()
    text = rows[0]["title" if event["field"] == "title" else "text"]
    assert text is not None
    assert text[event["start"] : event["end"]] == event["quote"]


def test_read_names_a_text_file_by_its_stem_and_stores_nothing(storywatch: Storywatch, tmp_path: Path) -> None:
    path = tmp_path / "story_7.txt"
    path.write_text(
        "China has declined a US request for Lloyd Austin to meet Li Shangfu in Singapore.\n", encoding="utf-8"
    )
    code, out, _ = storywatch("read", path, "--json", "--explain")
    line = json.loads(out)
    assert code == 0
    assert line["id"] == "story_7"
    assert line["explanation"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story_7.txt"]


def test_read_of_a_broken_line_names_file_and_line(storywatch: Storywatch, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("{not json\n", encoding="utf-8")
    code, _, err = storywatch("read", path, "--json")
    assert code == 2
    assert "articles.jsonl:1" in err
