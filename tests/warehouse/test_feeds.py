from __future__ import annotations

from datetime import timedelta

from extractors.records.feeds import FeedState, PollOutcome
from extractors.records.rejections import RejectionReason, RejectionStage
from tests.warehouse.samples import NOW, make_poll, make_rejection
from tests.warehouse.seed_samples import make_outlets, make_storyline
from warehouse.feeds import append_polls, load_feed_states
from warehouse.seeds import append_seeds
from warehouse.store import Warehouse

LATER = NOW + timedelta(hours=1)
FAILED = make_poll(
    outcome=PollOutcome.FAILED,
    state=FeedState(feed_id="gazette-world", checked_at=LATER, failures=1, not_before=LATER + timedelta(hours=2)),
    http_status=503,
    entries=(),
    rejections=(
        make_rejection(stage=RejectionStage.FEED, reason=RejectionReason.SERVER_ERROR, at=LATER, detail="503"),
    ),
)


def test_a_poll_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_polls(tx, [make_poll(), make_poll("herald-asia")]))
    assert counts == [2, 0]


def test_the_same_feed_polled_by_two_runs_at_one_instant_is_two_polls(warehouse: Warehouse) -> None:
    counts = []
    for run in ("run-1", "run-2"):
        with warehouse.transaction(run) as tx:
            counts.append(append_polls(tx, [make_poll()]))
    assert counts == [1, 1]


def test_the_newest_state_of_a_feed_is_read_back_whole(warehouse: Warehouse) -> None:
    for run, poll in (("run-1", make_poll()), ("run-2", FAILED)):
        with warehouse.transaction(run) as tx:
            append_polls(tx, [poll])
    with warehouse.reading() as look:
        assert load_feed_states(look) == {"gazette-world": FAILED.state}


def test_a_poll_brings_its_rejections(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_polls(tx, [FAILED])
        assert tx.rows("SELECT stage, reason, feed_id FROM rejections") == [
            {"stage": "feed", "reason": "server_error", "feed_id": "gazette-world"}
        ]


def test_feed_health_says_why_a_feed_fails_and_when_it_last_worked(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        append_seeds(tx, make_storyline(), make_outlets())
    for run, poll in (("run-1", make_poll()), ("run-2", FAILED)):
        with warehouse.transaction(run) as tx:
            append_polls(tx, [poll])
    with warehouse.reading() as look:
        rows = look.rows(
            "SELECT feed_id, outcome, http_status, reason, failures, last_ok_at, poll_count, ok_count "
            "FROM feed_health ORDER BY feed_id"
        )
    assert rows == [
        {
            "feed_id": "gazette-world",
            "outcome": "failed",
            "http_status": 503,
            "reason": "server_error",
            "failures": 1,
            "last_ok_at": NOW,
            "poll_count": 2,
            "ok_count": 1,
        },
        {
            "feed_id": "herald-asia",
            "outcome": None,
            "http_status": None,
            "reason": None,
            "failures": None,
            "last_ok_at": None,
            "poll_count": 0,
            "ok_count": 0,
        },
    ]
