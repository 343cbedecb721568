"""A stream of evidence told piece by piece, with what a warehouse would keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.developments.developments import decide_developments
from extractors.records.developments import AlertDue, ChangeKind, Development, Evidence
from seeds.storyline import Storyline
from tests.extractors.development_samples import evidence, instant, small_storyline

STORYLINE = small_storyline()


MEETING = [
    evidence("2024-05-31T09:00", event_date="2024-05-31", origin="group:reuters", place="singapore"),
    evidence("2024-05-31T10:00", event_date="2024-05-31", origin="group:ap", place="shangri-la-hotel"),
    evidence("2024-06-01T02:00", event_date="2024-06-01", origin="group:prc-state"),
    evidence("2024-06-01T03:00", origin="group:bbc"),
    evidence("2024-05-31T11:00", event_date="2024-05-31", origin="group:ap", article="copy"),
]


class World:
    """Keeps what a warehouse would keep, so that evidence can arrive piece by piece."""

    def __init__(self, storyline: Storyline = STORYLINE) -> None:
        self.storyline = storyline
        self.developments: dict[str, Development] = {}
        self.evidence: dict[str, Evidence] = {}
        self.alerts: list[AlertDue] = []
        self.kinds: list[ChangeKind] = []

    def tell(self, *pieces: Evidence, now: str | None = None) -> list[AlertDue]:
        at = instant(now) if now else max(p.fetched_at for p in pieces)
        decision = decide_developments(
            list(self.developments.values()), list(self.evidence.values()), pieces, self.storyline, at
        )
        self.evidence |= {p.evidence_id: p for p in pieces}
        self.developments |= {c.after.development_id: c.after for c in decision.changes}
        self.alerts += decision.alerts
        self.kinds += [c.kind for c in decision.changes]
        return list(decision.alerts)

    def of(self, watch: str) -> list[Development]:
        return sorted((d for d in self.developments.values() if d.watch == watch), key=lambda d: d.since)


def facts(developments: Iterable[Development]) -> set[tuple[object, ...]]:
    return {
        (d.watch, d.status, d.stage, d.participants, d.event_date, d.place, d.origin_ids, d.evidence_ids)
        for d in developments
        if d.evidence_ids
    }


def steps(alerts: Sequence[AlertDue]) -> list[tuple[str, str, str | None]]:
    return [(a.kind, str(a.status), str(a.stage) if a.stage else None) for a in alerts]
