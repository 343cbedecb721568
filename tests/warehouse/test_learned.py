from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.records.learned import OfficeTurn, RoleReport, Spelling
from tests.warehouse.samples import ON, Clock, make_article, make_mention, make_reading
from tests.warehouse.seed_samples import STORYLINE, make_outlets, make_storyline
from warehouse.articles import append_articles
from warehouse.learned import append_role_reports, append_spellings, settle_spellings
from warehouse.readings import append_readings
from warehouse.seeds import append_seeds
from warehouse.store import Warehouse

LINE = STORYLINE["slug"]
MINISTER = "prc-defense-minister"
GAINED, LOST = OfficeTurn.GAINED, OfficeTurn.LOST
ROLE = "office_id, entity_id, start_date, end_date, asserted_by, end_asserted_by"


@pytest.fixture
def seeded(warehouse: Warehouse) -> Warehouse:
    """Li was minister until 24 October 2023, Dong has been since 29 December; Austin left on 20 January 2025."""
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
    return warehouse


def report(turn: OfficeTurn, person: str | None, day: str, **changed: Any) -> RoleReport:
    values = {
        "development_id": f"dev-{turn}-{person}-{day}",
        "office_id": MINISTER,
        "person_id": person,
        "turn": turn,
        "turned_on": date.fromisoformat(day),
        "told_on": date.fromisoformat(day),
    }
    return RoleReport(**{**values, **changed})


def tell(warehouse: Warehouse, *reports: RoleReport) -> int:
    with warehouse.transaction("run-1") as tx:
        return append_role_reports(tx, LINE, reports)


def rows(warehouse: Warehouse, sql: str) -> list[dict[str, Any]]:
    with warehouse.reading() as look:
        return look.rows(sql)


def ministers(warehouse: Warehouse, day: str) -> list[str]:
    found = rows(warehouse, f"SELECT entity_id FROM roles_on(DATE '{day}') WHERE office_id = '{MINISTER}'")
    return [row["entity_id"] for row in found]


# -- roles


def test_an_appointment_adds_a_role_and_ends_the_one_left_open(seeded: Warehouse) -> None:
    tell(seeded, report(GAINED, "li-shangfu", "2026-03-11"))
    assert rows(seeded, f"SELECT {ROLE} FROM roles WHERE office_id = '{MINISTER}' ORDER BY start_date") == [
        dict(zip(ROLE.split(", "), values, strict=True))
        for values in [
            (MINISTER, "li-shangfu", date(2023, 3, 12), date(2023, 10, 24), "seeds", "seeds"),
            (MINISTER, "dong-jun", date(2023, 12, 29), date(2026, 3, 11), "seeds", "news"),
            (MINISTER, "li-shangfu", date(2026, 3, 11), None, "news", None),
        ]
    ]
    assert ministers(seeded, "2026-03-10") == ["dong-jun"]
    assert ministers(seeded, "2026-03-11") == ["li-shangfu"]


def test_a_removal_ends_a_role_and_leaves_the_office_empty(seeded: Warehouse) -> None:
    removal = report(LOST, "dong-jun", "2026-02-01")
    tell(seeded, removal)
    (role,) = rows(seeded, "FROM roles WHERE entity_id = 'dong-jun'")
    assert (role["end_date"], role["end_development_id"]) == (date(2026, 2, 1), removal.development_id)
    assert role["start_development_id"] is None
    assert ministers(seeded, "2026-02-01") == []


def test_what_the_seeds_say_stands_and_the_news_that_confirms_it_is_named_beside(seeded: Warehouse) -> None:
    told = [report(GAINED, "dong-jun", "2023-12-30"), report(LOST, "li-shangfu", "2023-10-25")]
    tell(seeded, *told)
    found = rows(
        seeded,
        "SELECT entity_id, start_date, end_date, asserted_by, end_asserted_by, start_development_id, "
        f"end_development_id FROM roles WHERE office_id = '{MINISTER}' ORDER BY start_date",
    )
    assert [tuple(row.values()) for row in found] == [
        ("li-shangfu", date(2023, 3, 12), date(2023, 10, 24), "seeds", "seeds", None, told[1].development_id),
        ("dong-jun", date(2023, 12, 29), None, "seeds", None, told[0].development_id, None),
    ]


def test_a_removal_that_the_seeds_date_otherwise_changes_nothing(seeded: Warehouse) -> None:
    tell(seeded, report(LOST, "lloyd-austin", "2024-02-01", office_id="us-secretary-of-defense"))
    (role,) = rows(seeded, "FROM roles WHERE entity_id = 'lloyd-austin'")
    assert (role["end_date"], role["end_development_id"]) == (date(2025, 1, 20), None)


def test_somebody_without_a_name_ends_the_former_holders_role(seeded: Warehouse) -> None:
    tell(seeded, report(GAINED, None, "2026-03-11"))
    assert ministers(seeded, "2026-03-10") == ["dong-jun"]
    assert ministers(seeded, "2026-03-11") == []


def test_two_reports_of_one_appointment_are_one_role_and_a_second_term_is_another(seeded: Warehouse) -> None:
    tell(
        seeded,
        report(GAINED, "li-shangfu", "2026-03-11"),
        report(GAINED, "li-shangfu", "2026-03-14"),
        report(LOST, "li-shangfu", "2026-08-01"),
        report(GAINED, "li-shangfu", "2026-10-01"),
    )
    found = rows(seeded, "SELECT start_date, end_date FROM roles WHERE asserted_by = 'news' ORDER BY start_date")
    assert [tuple(row.values()) for row in found] == [
        (date(2026, 3, 11), date(2026, 8, 1)),
        (date(2026, 10, 1), None),
    ]


def test_a_report_without_a_day_counts_from_when_it_was_told(seeded: Warehouse) -> None:
    tell(seeded, report(GAINED, "li-shangfu", "2026-03-12", turned_on=None))
    assert rows(seeded, "SELECT start_date FROM roles WHERE asserted_by = 'news'") == [
        {"start_date": date(2026, 3, 12)}
    ]


def test_a_report_taken_back_is_closed_by_a_row_of_its_own(seeded: Warehouse) -> None:
    before = rows(seeded, "FROM roles ORDER BY ALL")
    appointment = report(GAINED, "li-shangfu", "2026-03-11")
    assert (tell(seeded, appointment), tell(seeded, appointment), tell(seeded)) == (1, 0, 1)
    assert rows(seeded, "FROM roles ORDER BY ALL") == before
    kept = rows(seeded, "SELECT revision, retired FROM ledger.roles WHERE asserted_by = 'news' ORDER BY revision")
    assert kept == [{"revision": 1, "retired": False}, {"revision": 2, "retired": True}]


def test_writing_the_seeds_again_leaves_what_the_news_taught(seeded: Warehouse) -> None:
    tell(seeded, report(GAINED, "li-shangfu", "2026-03-11"))
    spell(seeded)
    with seeded.transaction(None) as tx:
        assert append_seeds(tx, make_storyline(), make_outlets()) == 0
    assert ministers(seeded, "2026-04-01") == ["li-shangfu"]
    assert names(seeded) == ["Li Shangfoo"]


def test_the_board_closes_no_watch_by_the_news(seeded: Warehouse) -> None:
    before = rows(seeded, "SELECT watch, closed_since FROM watches ORDER BY watch")
    tell(seeded, report(GAINED, "li-shangfu", "2023-10-01"), report(LOST, "lloyd-austin", "2023-05-30"))
    assert rows(seeded, "SELECT watch, closed_since FROM watches ORDER BY watch") == before


# -- names


def spell(warehouse: Warehouse, version: str = "ver-1", name: str = "Li Shangfoo", reader: str = "1") -> int:
    mention = make_mention("li-shangfu", text=f"Minister {name}")
    spelling = Spelling(entity_id="li-shangfu", name=name, language="en", version_id=version, mention=mention)
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(version, f"art-{version}"), ON)])
        append_readings(tx, [make_reading(version, reader, mentions=(mention,))])
        return append_spellings(tx, LINE, [spelling])


def read_anew(warehouse: Warehouse, version: str) -> None:
    """Let a newer reader find nobody in a version."""
    with warehouse.transaction("run-2") as tx:
        append_readings(tx, [make_reading(version, "2", mentions=())])


def names(warehouse: Warehouse) -> list[str]:
    return [row["alias"] for row in rows(warehouse, "SELECT alias FROM aliases WHERE asserted_by = 'news' ORDER BY 1")]


def test_a_spelling_is_a_name_with_the_mention_that_shows_it(seeded: Warehouse) -> None:
    assert spell(seeded) == 1
    assert rows(
        seeded,
        "SELECT a.entity_id, a.form, a.language, m.text, m.article_id "
        "FROM aliases a JOIN mentions m USING (mention_id)",
    ) == [
        {
            "entity_id": "li-shangfu",
            "form": "name",
            "language": "en",
            "text": "Minister Li Shangfoo",
            "article_id": "art-ver-1",
        }
    ]
    (entity,) = rows(seeded, "SELECT aliases FROM entities WHERE entity_id = 'li-shangfu'")
    assert entity["aliases"] == ["Li Shangfoo", "李尚福"]


def test_the_same_spelling_in_another_article_adds_nothing(seeded: Warehouse) -> None:
    assert (spell(seeded), spell(seeded, "ver-2")) == (1, 0)


def test_a_spelling_that_people_have_listed_since_is_shown_once(seeded: Warehouse) -> None:
    spell(seeded)
    li = next(entity for entity in STORYLINE["entities"] if entity["id"] == "li-shangfu")
    others = [entity for entity in STORYLINE["entities"] if entity is not li]
    listed = make_storyline(entities=[*others, {**li, "names": {"en": ["Li Shangfoo"]}}])
    with seeded.transaction(None) as tx:
        append_seeds(tx, listed, make_outlets())
    assert rows(seeded, "SELECT asserted_by FROM aliases WHERE alias = 'Li Shangfoo'") == [{"asserted_by": "seeds"}]


def test_a_spelling_whose_mention_a_newer_reader_does_not_find_is_given_up(seeded: Warehouse) -> None:
    spell(seeded)
    read_anew(seeded, "ver-1")
    with seeded.transaction("run-2") as tx:
        assert (settle_spellings(tx), settle_spellings(tx)) == (1, 0)
    assert names(seeded) == []
    assert spell(seeded, "ver-3", reader="2") == 1
    assert names(seeded) == ["Li Shangfoo"]


def test_another_mention_shows_a_spelling_whose_first_is_gone(seeded: Warehouse) -> None:
    spell(seeded)
    spell(seeded, "ver-2")
    read_anew(seeded, "ver-1")
    with seeded.transaction("run-2") as tx:
        assert settle_spellings(tx) == 1
    assert rows(
        seeded, "SELECT m.version_id FROM aliases a JOIN mentions m USING (mention_id) WHERE asserted_by = 'news'"
    ) == [{"version_id": "ver-2"}]


# -- then and now


def test_names_and_roles_of_the_past_are_those_that_the_views_showed_then(seeded: Warehouse, clock: Clock) -> None:
    views = ("roles", "aliases", "entities")
    appointment, removal = report(GAINED, "li-shangfu", "2026-03-11"), report(LOST, "li-shangfu", "2026-08-01")
    steps = [
        lambda: tell(seeded, appointment),
        lambda: spell(seeded),
        lambda: tell(seeded, appointment, removal),
        lambda: tell(seeded, removal),
        lambda: read_anew(seeded, "ver-1"),
        lambda: spell(seeded, "ver-2", "Li Shangfuh"),
    ]
    seen = []
    for step in steps:
        clock.pass_by(minutes=1)
        step()
        seen += [(clock.now, view, rows(seeded, f"FROM {view} ORDER BY ALL")) for view in views]
    for instant, view, shown in seen:
        with seeded.reading() as look:
            assert look.rows(f"FROM {view}_as_of($at) ORDER BY ALL", {"at": instant}) == shown
    assert len({str(shown) for _, view, shown in seen if view == "roles"}) == 3
