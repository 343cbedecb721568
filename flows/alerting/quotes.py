"""Messages about to be sent in, those out that quote what no stored article says: a last look before they leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.words import plain
from warehouse.articles import load_articles_for
from warehouse.outbox import DueDelivery
from warehouse.store import Warehouse


def find_unfounded(warehouse: Warehouse, due: Sequence[DueDelivery]) -> dict[str, str]:
    """Return, by message id, the evidence whose quote does not occur in the stored title and text of its version.

    Quotes are checked when evidence is stored; this one is against whatever became of the message since.
    """
    wanted = {piece["version_id"] for each in due for piece in _quoting(each.data)}
    if not wanted:
        return {}
    with warehouse.reading() as look:
        articles = load_articles_for(look, sorted(wanted))
    texts = {version_id: plain(f"{article.title}\n{article.text}") for version_id, article in articles.items()}
    found = {each.message_id: _unfounded(each.data, texts) for each in due}
    return {message_id: evidence_id for message_id, evidence_id in found.items() if evidence_id is not None}


def _unfounded(payload: Mapping[str, Any], texts: Mapping[str, str]) -> str | None:
    for piece in _quoting(payload):
        if piece["quote"] not in texts.get(piece["version_id"], ""):
            return str(piece["evidence_id"])
    return None


def _quoting(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the evidence with a quote, of a digest that of all its notices."""
    for message in payload.get("notices", [payload]):
        yield from (piece for piece in message.get("evidence", ()) if piece["quote"] is not None)
