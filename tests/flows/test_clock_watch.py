from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import get_client

from flows.clock_watch import forget_planned, watch_clock

HOUR = 3600.0
YEARS_AHEAD = datetime.now(UTC) + timedelta(days=900)


def forgotten_after(*told: float, fails: int = 0) -> int:
    """How often planned runs are forgotten by a watch whose looks are told these times; the last is told for ever."""
    times, calls, failures = list(told), 0, fails

    def tell() -> float:
        return times.pop(0) if len(times) > 1 else times[0]

    async def forget() -> int:
        nonlocal calls, failures
        if failures:
            failures -= 1
            raise ConnectionError("no server")
        calls += 1
        return 1

    async def watch() -> None:
        watching = asyncio.create_task(watch_clock(forget, tell=tell, look_seconds=0.001))
        while len(times) > 1:
            await asyncio.sleep(0.001)
        for _ in range(5):
            await asyncio.sleep(0.002)
        watching.cancel()

    asyncio.run(watch())
    return calls


@pytest.mark.parametrize(
    ("told", "times"),
    [
        ((0.0, 1.0, 2.0), 0),
        ((0.0, 900 * HOUR, 900 * HOUR), 0),
        ((900 * HOUR, 0.0, 0.0), 1),
        ((0.0, 900 * HOUR, 1.0, 1.0), 1),
        ((9 * HOUR, 6 * HOUR, 3 * HOUR, 3 * HOUR), 2),
        ((HOUR, HOUR - 300, HOUR - 300), 0),
    ],
    ids=["goes on", "ahead", "back", "ahead and back", "back twice", "corrected by minutes"],
)
def test_planned_runs_are_forgotten_where_the_clock_is_set_back(told: Sequence[float], times: int) -> None:
    assert forgotten_after(*told) == times


def test_a_server_that_is_gone_is_asked_again_at_the_next_look() -> None:
    assert forgotten_after(900 * HOUR, 0.0, 0.0, fails=2) == 1


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_runs_that_the_schedule_has_planned_are_deleted_and_those_of_people_stay() -> None:
    @flow
    def passing() -> None:
        return None

    async def plan(deployment_id: UUID) -> tuple[int, int]:
        async with get_client() as client:
            await client.request(
                "POST",
                f"/deployments/{deployment_id}/schedule",
                json={"start_time": YEARS_AHEAD.isoformat(), "min_runs": 3, "max_runs": 5},
            )
            await client.create_flow_run_from_deployment(deployment_id)
        before = await forget_planned([deployment_id])
        return before, await forget_planned([deployment_id])

    deployment_id = passing.to_deployment(name="watched", cron="0 * * * *").apply()
    assert isinstance(deployment_id, UUID)
    first, second = asyncio.run(plan(deployment_id))
    assert first >= 3
    assert second == 0
    with get_client(sync_client=True) as client:
        left = client.read_flow_runs()
    assert [run.auto_scheduled for run in left if run.deployment_id == deployment_id] == [False]
