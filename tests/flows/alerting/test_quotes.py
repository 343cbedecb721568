"""No message leaves with a quote that its article does not have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows.alerting.delivery import deliver_due
from tests.flows.alerting.receivers import Receiver
from tests.flows.alerting.samples import ALERT, PAYLOAD, Hands, counts, numbered, post
from tests.flows.alerting.test_webhooks import webhook
from tests.warehouse.samples import ON, make_article
from warehouse.articles import append_articles
from warehouse.store import Warehouse


@pytest.fixture(autouse=True)
def _article(warehouse: Warehouse) -> None:
    article = replace(
        make_article("ver-1"), title="Ministers meet", text="SINGAPORE\u200b -\nAustin  met Dong. 两国防长会晤。"
    )
    with warehouse.transaction(None) as tx:
        append_articles(tx, [(article, ON)])


def quoting(quote: str | None, version_id: str = "ver-1") -> dict[str, Any]:
    evidence = {"evidence_id": "ev-1", "version_id": version_id, "quote": quote}
    return {**PAYLOAD, "data": {**PAYLOAD["data"], "evidence": [evidence]}}


@pytest.mark.parametrize("quote", ["Austin met Dong.", "两国防长会晤。", "Ministers meet", None])
def test_words_of_the_article_are_sent(
    warehouse: Warehouse, clock: Hands, receiver: Receiver, quote: str | None
) -> None:
    post(warehouse, "desk", payload=quoting(quote))
    assert counts(deliver_due(warehouse, {"desk": webhook(receiver.url("ok"))}, clock)) == (1, 0, 0, 0)


@pytest.mark.parametrize(("quote", "version"), [("Austin embraced Dong.", "ver-1"), ("Austin met Dong.", "ver-9")])
def test_words_that_the_article_does_not_have_are_never_sent(
    warehouse: Warehouse, clock: Hands, receiver: Receiver, quote: str, version: str
) -> None:
    post(warehouse, "desk", payload=quoting(quote, version))
    post(warehouse, "desk", alert=numbered(ALERT, 2))
    report = deliver_due(warehouse, {"desk": webhook(receiver.url("ok"))}, clock)
    assert counts(report) == (1, 0, 1, 0)
    assert "not sent: the quote of ev-1 does not stand in its article" in report.undelivered[0]
    assert receiver.ids == ["alert-0000000000000002"]


def test_a_quote_in_a_digest_is_checked_as_well(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    digest = {"notices": [quoting("Austin met Dong.")["data"], quoting("Austin embraced Dong.")["data"]]}
    post(warehouse, "desk", payload={**PAYLOAD, "data": digest})
    assert counts(deliver_due(warehouse, {"desk": webhook(receiver.url("ok"))}, clock)) == (0, 0, 1, 0)
