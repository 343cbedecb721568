from __future__ import annotations

from datetime import date
from typing import Any

from extractors.developments.closures import closed_since
from seeds.loading import load_outlets, load_storyline
from tests.warehouse.samples import Clock
from tests.warehouse.seed_samples import STORYLINE, make_outlets, make_storyline
from warehouse.seeds import append_seeds, append_storyline
from warehouse.store import Warehouse


def renamed(entity_id: str, name: str) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = STORYLINE["entities"]
    return [{**entity, "name": name} if entity["id"] == entity_id else entity for entity in entities]


def test_seeds_are_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction(None) as tx:
            counts.append(append_seeds(tx, make_storyline(), make_outlets()))
    assert counts[0] > 0
    assert counts[1] == 0


def test_the_baseline_is_on_the_timeline_before_any_article(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        rows = tx.rows("SELECT event_date, kind, status, what, watch FROM timeline")
    assert rows == [
        {
            "event_date": date(2018, 9, 20),
            "kind": "baseline",
            "status": "occurred",
            "what": "The United States puts sanctions on Li Shangfu.",
            "watch": None,
        },
        {
            "event_date": date(2023, 5, 29),
            "kind": "baseline",
            "status": "declined",
            "what": "China declines the invitation to Singapore.",
            "watch": "austin-li-meeting",
        },
    ]


def test_baseline_events_carry_plover_type_and_cameo_code(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        rows = tx.rows("SELECT event_id, basis, event_type, cameo FROM events ORDER BY event_id")
    assert rows == [
        {"event_id": "invitation-declined", "basis": "baseline", "event_type": "REJECT", "cameo": "125"},
        {"event_id": "li-sanctioned", "basis": "baseline", "event_type": "SANCTION", "cameo": "172"},
    ]


def test_a_changed_entity_is_a_new_revision_and_the_former_stays(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
    with warehouse.transaction(None) as tx:
        assert append_seeds(tx, make_storyline(entities=renamed("dong-jun", "Admiral Dong Jun")), make_outlets()) == 1
        assert tx.rows("SELECT name FROM entities WHERE entity_id = 'dong-jun'") == [{"name": "Admiral Dong Jun"}]
        assert tx.rows("SELECT name, revision FROM ledger.entities WHERE entity_id = 'dong-jun' ORDER BY revision") == [
            {"name": "Dong Jun", "revision": 1},
            {"name": "Admiral Dong Jun", "revision": 2},
        ]


def test_a_change_that_is_taken_back_is_current_again(warehouse: Warehouse) -> None:
    for name in ("Dong Jun", "Admiral Dong Jun", "Dong Jun"):
        with warehouse.transaction(None) as tx:
            append_seeds(tx, make_storyline(entities=renamed("dong-jun", name)), make_outlets())
    with warehouse.reading() as look:
        assert look.rows("SELECT name FROM entities WHERE entity_id = 'dong-jun'") == [{"name": "Dong Jun"}]


def test_a_feed_that_is_no_longer_named_is_retired_and_comes_back_when_named(warehouse: Warehouse) -> None:
    followed = []
    for ids in ((), ("gazette",), ()):
        with warehouse.transaction(None) as tx:
            append_seeds(tx, make_storyline(), make_outlets(*ids))
            followed.append([row["feed_id"] for row in tx.rows("SELECT feed_id FROM feed_health ORDER BY feed_id")])
    assert followed == [["gazette-world", "herald-asia"], ["gazette-world"], ["gazette-world", "herald-asia"]]


def test_another_storyline_retires_nothing_of_the_first(warehouse: Warehouse) -> None:
    other = make_storyline(
        slug="other-line",
        entities=[{"id": "iceland", "kind": "country", "name": "Iceland"}],
        offices=[],
        baseline=[],
        watches=[],
        documents=[{"id": "doc-2", "outlet": "Gazette", "published": "2024-01-01", "language": "en"}],
    )
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        append_seeds(tx, other, make_outlets())
        rows = tx.rows("SELECT count(*) AS n, bool_or(retired) AS any_retired FROM entities")
    assert rows == [{"n": 6, "any_retired": False}]


def test_roles_are_answered_by_day(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        held = {
            day: [
                row["person"]
                for row in tx.rows(
                    f"SELECT person FROM roles_on(DATE '{day}') WHERE office_id = 'prc-defense-minister'"
                )
            ]
            for day in ("2023-03-11", "2023-03-12", "2023-10-23", "2023-10-24", "2023-12-29", "2024-06-01")
        }
    assert held == {
        "2023-03-11": [],
        "2023-03-12": ["Li Shangfu"],
        "2023-10-23": ["Li Shangfu"],
        "2023-10-24": [],
        "2023-12-29": ["Dong Jun"],
        "2024-06-01": ["Dong Jun"],
    }


def test_names_of_an_entity_are_gathered_over_languages(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        assert tx.rows("SELECT aliases FROM entities WHERE entity_id = 'lloyd-austin'") == [
            {"aliases": ["Austin", "Lloyd Austin", "奥斯汀"]}
        ]


def test_a_watch_on_a_person_is_closed_once_he_has_left_the_office(warehouse: Warehouse, clock: Clock) -> None:
    closed = []
    for name, days in (("Dong Jun", 0), ("Admiral Dong Jun", 200)):
        clock.pass_by(days=days)
        with warehouse.transaction(None) as tx:
            append_seeds(tx, make_storyline(entities=renamed("dong-jun", name)), make_outlets())
        with warehouse.reading() as look:
            closed.append({row["watch"]: row["closed_since"] for row in look.rows("FROM watches")})
    assert closed == [
        {"austin-li-meeting": None, "us-prc-defense-ministers-meeting": None},
        {"austin-li-meeting": date(2023, 10, 24), "us-prc-defense-ministers-meeting": None},
    ]


def test_a_watch_says_in_words_what_satisfies_it(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
        rows = tx.rows("SELECT satisfied_by FROM watches ORDER BY watch")
    assert rows == [
        {"satisfied_by": ["meeting between lloyd-austin and li-shangfu"]},
        {"satisfied_by": ["meeting between holder of us-secretary-of-defense and holder of prc-defense-minister"]},
    ]


def test_the_board_closes_watches_on_the_same_days_as_the_decision_on_developments(warehouse: Warehouse) -> None:
    storyline = load_storyline("us-china-defense")
    with warehouse.transaction(None) as tx:
        append_storyline(tx, storyline)
    for day in ("2023-06-02", "2023-10-23", "2023-10-24", "2024-12-31", "2025-01-21", "2026-06-01"):
        with warehouse.reading() as look:
            rows = look.rows(f"SELECT watch, closed_since FROM ledger.closed_watches(DATE '{day}')")
        decided = {watch.slug: closed_since(watch, storyline, date.fromisoformat(day)) for watch in storyline.watches}
        assert {row["watch"]: row["closed_since"] for row in rows} == {w: d for w, d in decided.items() if d}
    assert {"watch": "austin-li-meeting", "closed_since": date(2023, 10, 24)} in rows


def test_the_seeds_that_ship_are_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction(None) as tx:
            counts.append(append_seeds(tx, load_storyline("us-china-defense"), load_outlets()))
    assert counts[0] > 500
    assert counts[1] == 0
