"""A clock that is set back while `serve` runs: the runs that its server planned for the time ahead are forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
SET_BACK_SECONDS = 600.0
"""What time services correct day by day is less, and a schedule of hours can bear it."""


async def watch_clock(
    forget: Callable[[], Awaitable[int]],
    *,
    tell: Callable[[], float] = time.time,
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Call `forget` whenever what `tell` says falls behind the seconds that have passed; runs until it is cancelled.

    Prefect plans no run while enough are planned, however far off: after a day ahead it would be silent for a day.
    """
    ahead = tell() - time.monotonic()
    while True:
        await asyncio.sleep(look_seconds)
        now_ahead = tell() - time.monotonic()
        if now_ahead < ahead - SET_BACK_SECONDS:
            try:
                count = await forget()
            except Exception as error:  # noqa: BLE001  whatever a server that is gone makes of it; then the next look
                log.warning("event=clock_set_back error=%s", type(error).__name__)
                continue
            log.warning("event=clock_set_back seconds=%d runs_forgotten=%d", ahead - now_ahead, count)
        ahead = now_ahead


async def forget_planned(deployment_ids: Sequence[UUID]) -> int:
    """Delete the runs that the server's schedule has planned for deployments, and return how many.

    The server plans anew from the time that it is now, within a minute. Runs that a person ordered stay.
    """
    planned = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=list(deployment_ids)),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
    )
    count = 0
    async with get_client() as client:
        while runs := [run for run in await client.read_flow_runs(flow_run_filter=planned) if run.auto_scheduled]:
            for run in runs:
                await client.delete_flow_run(run.id)
            count += len(runs)
    return count
