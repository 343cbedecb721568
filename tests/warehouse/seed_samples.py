"""A small storyline and its outlets, for the warehouse's tests."""

from __future__ import annotations

from typing import Any

from seeds.outlets import OutletFile
from seeds.storyline import Storyline

STORYLINE: dict[str, Any] = {
    "slug": "us-china-defense",
    "title": "US–China defence ties",
    "description": "Two ministers who do not meet.",
    "started": "2018-09-20",
    "documents": [{"id": "doc-1", "outlet": "Gazette", "published": "2023-05-29", "language": "en"}],
    "match": {"threshold": 2.0, "gate_threshold": 1.0, "entity_weights": {"china": 1.0}, "terms": {}},
    "entities": [
        {"id": "china", "kind": "country", "name": "China", "names": {"en": ["China"], "zh": ["中国"]}},
        {"id": "united-states", "kind": "country", "name": "United States", "names": {"en": ["United States"]}},
        {
            "id": "lloyd-austin",
            "kind": "person",
            "name": "Lloyd Austin",
            "names": {"en": ["Lloyd Austin"], "zh": ["奥斯汀"]},
            "short_names": {"en": ["Austin"]},
            "side": "united-states",
            "wikidata": "Q1383284",
        },
        {"id": "li-shangfu", "kind": "person", "name": "Li Shangfu", "names": {"zh": ["李尚福"]}, "side": "china"},
        {"id": "dong-jun", "kind": "person", "name": "Dong Jun", "side": "china"},
    ],
    "offices": [
        {
            "id": "prc-defense-minister",
            "name": "Minister of National Defense",
            "side": "china",
            "rank": "minister",
            "domain": "defense",
            "held_by": [
                {"person": "li-shangfu", "start": "2023-03-12", "end": "2023-10-24"},
                {"person": "dong-jun", "start": "2023-12-29"},
            ],
        },
        {
            "id": "us-secretary-of-defense",
            "name": "Secretary of Defense",
            "side": "united-states",
            "rank": "minister",
            "domain": "defense",
            "held_by": [{"person": "lloyd-austin", "start": "2021-01-22", "end": "2025-01-20"}],
        },
    ],
    "baseline": [
        {
            "id": "li-sanctioned",
            "mode": "sanction-imposed",
            "status": "occurred",
            "summary": "The United States puts sanctions on Li Shangfu.",
            "event_date": "2018-09-20",
            "actors": ["united-states"],
            "recipients": ["li-shangfu"],
            "documents": ["doc-1"],
        },
        {
            "id": "invitation-declined",
            "mode": "refusal",
            "status": "declined",
            "summary": "China declines the invitation to Singapore.",
            "event_date": "2023-05-29",
            "actors": ["china"],
            "recipients": ["united-states"],
            "watch": "austin-li-meeting",
            "documents": ["doc-1"],
        },
    ],
    "watches": [
        {
            "slug": "austin-li-meeting",
            "question": "Have Lloyd Austin and Li Shangfu met?",
            "headline": "Austin and Li Shangfu have met",
            "severity": "high",
            "satisfied_by": [
                {"mode": "meeting", "between": [{"entity": "lloyd-austin"}, {"entity": "li-shangfu"}]},
            ],
            "implies": ["us-prc-defense-ministers-meeting"],
            "closes_with": "office-left",
        },
        {
            "slug": "us-prc-defense-ministers-meeting",
            "question": "Have the two defence ministers met?",
            "headline": "The defence ministers have met",
            "severity": "medium",
            "satisfied_by": [
                {
                    "mode": "meeting",
                    "between": [{"office": "us-secretary-of-defense"}, {"office": "prc-defense-minister"}],
                },
            ],
        },
    ],
}

OUTLETS: dict[str, Any] = {
    "outlets": [
        {
            "id": "gazette",
            "name": "The Gazette",
            "owner": "Gazette Ltd",
            "independence_group": "gazette",
            "country": "GB",
            "languages": ["en"],
            "kind": "newspaper",
            "hosts": ["example.org"],
            "feeds": [{"id": "gazette-world", "url": "https://example.org/world.xml"}],
        },
        {
            "id": "herald",
            "name": "The Herald",
            "owner": "Herald Inc",
            "independence_group": "herald",
            "country": "US",
            "languages": ["en"],
            "kind": "newspaper",
            "hosts": ["herald.example"],
            "feeds": [{"id": "herald-asia", "url": "https://herald.example/asia.xml"}],
        },
    ]
}


def make_storyline(**changed: Any) -> Storyline:
    return Storyline.model_validate({**STORYLINE, **changed})


def make_outlets(*ids: str) -> OutletFile:
    """The named outlets; all without a name."""
    kept = [outlet for outlet in OUTLETS["outlets"] if not ids or outlet["id"] in ids]
    return OutletFile.model_validate({"outlets": kept})
