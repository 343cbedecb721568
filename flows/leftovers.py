"""What a `serve` that was killed left on its own Prefect server: runs that seem to go on, and runs that were missed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import Cancelled, Crashed

from flows.data_dir import DataDirBusyError, locked_data_dir

log = logging.getLogger(__name__)

GOING_ON = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


async def clear_leftovers(client: PrefectClient, data_dir: Path) -> None:
    """Mark runs that seem to go on as crashed and those that were missed as cancelled: one new run catches up.

    Only runs for this data directory, and none while a process is at work in it: then its run does go on.
    """
    try:
        with locked_data_dir(data_dir):
            pass
    except DataDirBusyError:
        return
    missed = _in_states([StateType.SCHEDULED])
    missed.expected_start_time = FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)})
    left: tuple[tuple[FlowRunFilter, State[object]], ...] = (
        (_in_states(GOING_ON), Crashed(message="its process was killed")),
        (missed, Cancelled(message="missed; one run catches up")),
    )
    for filter_, state in left:
        for run in await client.read_flow_runs(flow_run_filter=filter_):
            if run.parameters.get("data_dir") == str(data_dir):
                log.warning("event=run_left state=%s flow_run=%s", state.name, run.name)
                await client.set_flow_run_state(run.id, state)  # by the rules, which free the deployment's slot


def _in_states(states: list[StateType]) -> FlowRunFilter:
    return FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)))
