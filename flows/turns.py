"""One pass at a time across machines: a Prefect server that several use gives out the turn for each warehouse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectAlreadyExists
from prefect.settings import PREFECT_API_URL

from flows.data_dir import DataDirBusyError
from flows.desk import Desk
from flows.prefect_environment import OWN_SERVER_VARIABLE
from warehouse.identity import load_identity

LEASE_SECONDS = 120.0
"""A turn whose holder was killed is free again after so long; a living one renews it."""
WAIT_SECONDS = 10.0
"""A loaded server takes seconds to answer; a turn that is really held is not waited for longer."""


@contextmanager
def held_across_machines(desk: Desk) -> Iterator[None]:
    """Hold the warehouse's turn on the Prefect server that PREFECT_API_URL names; without one the lock file is enough.

    A lake gives out turns itself, and many machines may work for it at once. The server that `serve` keeps for itself
    gives out none: no other machine asks it, and a pass that was killed would hold its turn until the lease runs out.
    Raises DataDirBusyError where another machine holds it.
    """
    is_alone = not PREFECT_API_URL.value() or os.environ.get(OWN_SERVER_VARIABLE) == "1"
    if is_alone or desk.settings.warehouse is not None:
        yield
        return
    with desk.warehouse.reading() as tx:
        name = f"storywatch-{load_identity(tx)}"
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        client.upsert_global_concurrency_limit_by_name(name, 1)
    with ExitStack() as held:
        try:
            held.enter_context(concurrency(name, timeout_seconds=WAIT_SECONDS, lease_duration=LEASE_SECONDS))
        except TimeoutError:
            raise DataDirBusyError(
                "another machine is doing a pass for this warehouse, as the Prefect server says; wait for it"
            ) from None
        yield
