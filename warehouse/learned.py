"""What the news teaches of people: offices gained and lost, and spellings of names, as revisions beside the seeds'.

In `ledger.roles` and `ledger.aliases` such rows say `news` in ``asserted_by``, and ``evidence_id`` holds what shows it:
of a role the development's id, of a name the mention's. A role's row has a start or an end, never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from extractors.records.developments import Development
from extractors.records.ids import content_id
from extractors.records.learned import OfficeTurn, RoleReport, Spelling
from extractors.records.reading import MentionForm
from warehouse.batches import Row
from warehouse.developments import load_developments_of
from warehouse.readings import mention_id
from warehouse.revisions import append_revisions
from warehouse.store import ReadTransaction, Transaction

NEWS = "news"
"""Who asserts what was learnt from articles; people assert theirs as `warehouse.seeds.SEEDS`."""

_CURRENT_NAMES = """
SELECT * FROM (
    FROM ledger.aliases WHERE asserted_by = 'news' AND ($ids IS NULL OR alias_id IN (SELECT unnest($ids::VARCHAR[])))
    QUALIFY row_number() OVER (PARTITION BY alias_id ORDER BY revision DESC) = 1
)
"""

_LOST_NAMES = """
WITH lost AS (
    FROM ledger.current_aliases(TIMESTAMPTZ 'infinity')
    WHERE asserted_by = 'news' AND evidence_id NOT IN (
        SELECT mention_id FROM main.mentions WHERE entity_id IN (
            SELECT entity_id FROM ledger.aliases WHERE asserted_by = 'news'
        )
    )
)
SELECT l.alias_id, min(m.mention_id) AS mention_id
FROM lost l
LEFT JOIN main.mentions m ON m.entity_id = l.entity_id AND contains(m.text, l.alias)
GROUP BY l.alias_id
"""


def load_role_developments(tx: ReadTransaction, watches: Sequence[str]) -> list[Development]:
    """Return the developments of watches that ask for offices, as they stand in this transaction, without evidence."""
    return load_developments_of(tx, watches) if watches else []


def append_role_reports(tx: Transaction, storyline: str, reports: Iterable[RoleReport]) -> int:
    """Append what is new or has changed; a report that is no longer among them gets a last row, marked retired."""
    rows = [_role_row(storyline, report) for report in reports]
    return append_revisions(tx, "roles", ["role_id"], rows, retire={"storyline": storyline, "asserted_by": NEWS})


def _role_row(storyline: str, report: RoleReport) -> Row:
    gained = report.turn is OfficeTurn.GAINED
    return {
        "role_id": content_id("role", NEWS, report.development_id),
        "storyline": storyline,
        "office_id": report.office_id,
        "entity_id": report.person_id,
        "start_date": report.turned_on if gained else None,
        "end_date": None if gained else report.turned_on,
        "known_from_date": report.told_on if gained else None,
        "end_known_from_date": None if gained else report.told_on,
        "acting": False,
        "asserted_by": NEWS,
        "evidence_id": report.development_id,
    }


def append_spellings(tx: Transaction, storyline: str, spellings: Iterable[Spelling]) -> int:
    """Append the names that are not stored yet, or were given up since; the first mention stays what shows a name."""
    rows = {_alias_id(spelling): _alias_row(storyline, spelling) for spelling in reversed(list(spellings))}
    stored = {row["alias_id"]: row for row in tx.rows(_CURRENT_NAMES, {"ids": list(rows)})} if rows else {}
    new = {each: row for each, row in rows.items() if each not in stored or stored[each]["retired"]}
    return append_revisions(tx, "aliases", ["alias_id"], new.values(), among=("alias_id", list(new)))


def settle_spellings(tx: Transaction) -> int:
    """Give up names whose mention a newer reading no longer has, or let another mention show them; return how many."""
    lost = {row["alias_id"]: row["mention_id"] for row in tx.rows(_LOST_NAMES)}
    arriving: list[dict[str, Any]] = []
    for row in tx.rows(_CURRENT_NAMES, {"ids": list(lost)}) if lost else []:
        other = lost[row["alias_id"]]
        kept = {name: part for name, part in row.items() if name not in ("recorded_at", "run_id")}
        shown = {"evidence_id": other} if other else {"retired": True}
        arriving.append({**kept, **shown, "revision": row["revision"] + 1})
    return tx.append("aliases", arriving)


def _alias_id(spelling: Spelling) -> str:
    return content_id("alias", NEWS, spelling.entity_id, spelling.language, spelling.name)


def _alias_row(storyline: str, spelling: Spelling) -> Row:
    return {
        "alias_id": _alias_id(spelling),
        "storyline": storyline,
        "entity_id": spelling.entity_id,
        "office_id": None,
        "language": spelling.language,
        "alias": spelling.name,
        "form": MentionForm.NAME,
        "asserted_by": NEWS,
        "evidence_id": mention_id(spelling.version_id, spelling.mention),
    }
