"""The short form of the storm: a few passes over misbehaving servers, and each misbehaviour met once by the fetcher."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.records.rejections import RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, FetchSettings, Response
from tests.chaos.misbehaviours import MISBEHAVIOURS, Misbehaviour
from tests.chaos.storm import Storm, ride_out
from tests.chaos.wire import Wire, Wires

PASSES = 3
BODY = b'<rss version="2.0"><channel><item><title>One</title><link>http://a.example/1</link></item></channel></rss>'


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    settings = FetchSettings(
        connect_seconds=0.5,
        read_seconds=0.2,
        total_seconds=0.6,
        retries=0,
        per_host_gap_seconds=0.0,
        allow_private_addresses=True,
        max_decoded_bytes=1_000_000,
    )
    with Fetcher(settings, lambda: datetime(2024, 6, 1, tzinfo=UTC)) as made:
        yield made


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS, ids=lambda each: each.__name__)
def test_misbehaviour_is_an_answer_or_a_reason(misbehaviour: Misbehaviour, fetcher: Fetcher) -> None:
    chance = random.Random(misbehaviour.__name__)

    def serve(wire: Wire) -> None:
        misbehaviour(wire, BODY, chance)

    with Wires(["127.0.2.1"], serve) as wires:
        for number in range(5):
            request = FetchRequest(url=f"http://127.0.2.1:{wires.port}/{number}")
            outcome = fetcher.fetch(request, RejectionStage.FEED)
            assert isinstance(outcome, Response | FetchFailure)
            assert not isinstance(outcome, Response) or len(outcome.body) <= 1_000_000
        assert wires.faults == []


def test_storm_raises_nothing_and_costs_no_healthy_feed(tmp_path: Path) -> None:
    storm = Storm()
    weather = ride_out(tmp_path, PASSES, 7, storm)
    assert storm.findings == []
    assert sum(weather.answers.values()) - weather.answers["well"] > 20
