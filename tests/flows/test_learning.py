from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.clock import Clock
from flows.news_suggestions import suggest_from_news
from flows.provenance import load_memory
from flows.replaying.replay import replay
from flows.storing import store_articles
from flows.tallies import Tally
from tests.flows.world import World, make_desk, quick_settings, write_outlets
from tests.warehouse.samples import make_article
from warehouse.learned_lists import list_learned
from warehouse.queries import run_sql

MINISTER = "prc-minister-of-national-defense"
DAY = "2026-09-04"

ARTICLES = [
    (
        "alpha",
        "China appoints Liu Zhenli as defence minister",
        "BEIJING - China on Friday appointed Liu Zhenli, chief of the Joint Staff Department, as its defence minister, "
        "replacing Dong Jun. The standing committee of the National People's Congress voted to name him at the end of "
        "a four-day session, state television said.",
    ),
    (
        "beta",
        "Liu Zhenli named China's new defence minister",
        "Liu Zhenli was named China's defence minister on Friday by the country's legislature. US Defense Secretary "
        "Pete Hegsethe said in Washington that he was looking forward to a first conversation with the general.",
    ),
]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot after two outlets have told of an appointment that no seed file knows."""
    folder = tmp_path_factory.mktemp("taught")
    outlets = write_outlets(World(base="http://127.0.0.1:9"), folder / "outlets.yaml")
    lines = [
        {
            "id": outlet,
            "url": f"https://{outlet}.example/minister",
            "publisher": outlet.title(),
            "date": f"{DAY}T12:00:00Z",
            "lang": "en",
            "title": title,
            "text": text,
        }
        for outlet, title, text in ARTICLES
    ]
    (folder / "past.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    settings = quick_settings(folder / "data")
    replay(settings, [folder / "past.jsonl"], outlets, lambda message: None)
    return settings.snapshot_path


def rows(snapshot: Path, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in run_sql(snapshot, sql).rows]


def test_a_corroborated_appointment_is_a_role_with_the_words_that_say_so(taught: Path) -> None:
    assert rows(
        taught,
        f"SELECT entity_id, start_date, end_date, asserted_by, end_asserted_by FROM roles "
        f"WHERE office_id = '{MINISTER}' AND coalesce(end_date, '2026-12-31') >= '2026-01-01' ORDER BY start_date",
    ) == [
        ("dong-jun", "2023-12-29", DAY, "seeds", "news"),
        ("liu-zhenli", DAY, None, "news", None),
    ]
    quoted = rows(
        taught,
        "SELECT DISTINCT e.outlet_id FROM roles r JOIN evidence e ON e.development_id = r.start_development_id "
        "WHERE r.asserted_by = 'news' AND contains(e.quote, 'Liu Zhenli')",
    )
    assert sorted(quoted) == [("alpha",), ("beta",)]


def test_the_office_is_his_from_that_day_on(taught: Path) -> None:
    holders = [
        rows(taught, f"SELECT person FROM roles_on(DATE '{day}') WHERE office_id = '{MINISTER}'")
        for day in ("2026-09-03", DAY)
    ]
    assert holders == [[("Dong Jun",)], [("Liu Zhenli",)]]


def test_a_misspelt_name_is_an_alias_with_its_mention(taught: Path) -> None:
    assert rows(
        taught,
        "SELECT a.entity_id, a.alias, m.outlet_id FROM aliases a JOIN mentions m USING (mention_id) "
        "WHERE a.asserted_by = 'news'",
    ) == [("pete-hegseth", "Pete Hegsethe", "beta")]


def test_suggestions_are_lines_for_the_seed_files_with_their_words(taught: Path) -> None:
    learned = list_learned(taught)
    text = suggest_from_news(learned)
    head, _, rest = text.partition("# entities.yaml\n")
    offices, entities = yaml.safe_load(head), yaml.safe_load(rest)
    assert [office["id"] for office in offices] == [MINISTER]
    assert [(held["person"], str(held["start"]), str(held.get("end"))) for held in offices[0]["held_by"]] == [
        ("dong-jun", "2023-12-29", DAY),
        ("liu-zhenli", DAY, "None"),
    ]
    assert entities == [{"id": "pete-hegseth", "names": {"en": ["Pete Hegsethe"]}}]
    assert "2 origins" in text
    assert "https://alpha.example/minister" in text
    assert {row["kind"] for row in learned} == {"role", "name"}


def test_where_the_news_taught_nothing_the_suggestion_says_so() -> None:
    assert suggest_from_news([]) == "# The news has told of no office and no name that the seed files do not have.\n"


def test_words_of_articles_stay_comments_in_a_suggestion(taught: Path) -> None:
    (role, *_) = [row for row in list_learned(taught) if row["kind"] == "role"]
    forged = {**role, "quotes": [{**role["quotes"][0], "quote": "He won.\n- id: forged\x1b[2J", "url": "u\n- id: x"}]}
    assert [office["id"] for office in yaml.safe_load(suggest_from_news([forged]))] == [MINISTER]


def test_the_reader_knows_no_more_than_before(tmp_path: Path) -> None:
    """Once the appointment is stored, "China's defence minister" still means the holder whom people wrote down."""
    desk = make_desk(
        World(base="http://127.0.0.1:9"), quick_settings(tmp_path), Clock(datetime.fromisoformat(f"{DAY}T20:00:00Z"))
    )
    given = [
        make_article(
            f"ver-{outlet}", f"art-{outlet}", outlet_id=outlet, title=title, text=text,
            url=f"https://{outlet}.example/minister", published_at=desk.clock(), fetched_at=desk.clock(),
        )
        for outlet, title, text in ARTICLES
    ]  # fmt: skip
    later = make_article("ver-3", "art-3", title="Talks", text="China's defence minister met US Secretary Hegseth.")
    before = desk.reader.read(later)
    store_articles(desk, "run-1", [(each, desk.reader.read(each)) for each in given], load_memory(desk), Tally())
    assert desk.reader.read(later) == before
