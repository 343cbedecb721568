"""The demo: the recorded world played pass by pass, with the clock set to each, through the code of every pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from time import monotonic

from prefect import flow

from extractors.articles.extraction import Extractor
from flows.alerting.foundations import FoundedAlert, found_alerts
from flows.data_dir import locked_data_dir
from flows.demo.addresses import serve_world
from flows.demo.server import DemoServer
from flows.desk import Desk, set_up_desk
from flows.monitor import spread_as_tasks
from flows.passes import run_pass
from flows.reports import PassReport
from flows.settings import Settings
from flows.spreading import Spread
from seeds.demo_world import DemoPass, load_demo_world

DEMO_STORYLINE = "us-china-defense"
"""The world was written for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAlert:
    """One alert or notice with what it rests on; the fields are those of ``storywatch demo --json``."""

    time: datetime
    watch: str
    stage: str | None  # None for a notice before anything has happened
    kind: str
    status: str
    development_id: str
    event_date: date | None
    origins: int
    quote: str
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStep:
    """One pass of the demo: which, what it did, what it raised."""

    demo_pass: DemoPass
    report: PassReport
    alerts: tuple[DemoAlert, ...]


class DemoClock:
    """Tells the time of the pass that is being played, and runs on from there."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def set(self, at: datetime) -> None:
        """Set the time."""
        self._at, self._started = at.astimezone(UTC), monotonic()

    def __call__(self) -> datetime:
        """Return the time now."""
        return self._at + timedelta(seconds=monotonic() - self._started)


def play_demo(
    settings: Settings, announce: Callable[[DemoPass], None], tell: Callable[[DemoStep], None]
) -> tuple[DemoStep, ...]:
    """Play the whole world as one Prefect flow; ``announce`` is called before each pass, ``tell`` after it.

    Played again on the same data directory, it adds nothing.

    Raises:
        DataDirError: the directory cannot be used, or the port it needs is taken.
        SeedError: the world or the storyline is faulty.
    """
    world = load_demo_world()
    with locked_data_dir(settings.data_dir), serve_world(world, settings.data_dir) as server, Extractor() as extractor:
        clock = DemoClock(world.passes[0].at)
        desk = replace(set_up_desk(demo_settings(settings), clock, None), outlets=server.outlets)

        spread = spread_as_tasks(settings.workers)

        @flow(name="demo", persist_result=False)
        def demo() -> tuple[DemoStep, ...]:
            steps = []
            for demo_pass in world.passes:
                announce(demo_pass)
                steps.append(play_pass(demo_pass, server, desk, clock, spread, extractor))
                tell(steps[-1])
            return tuple(steps)

        steps: tuple[DemoStep, ...] = demo()
    return steps


def play_pass(
    demo_pass: DemoPass, server: DemoServer, desk: Desk, clock: DemoClock, spread: Spread, extractor: Extractor
) -> DemoStep:
    """Do one pass at its moment; ``clock`` is the desk's."""
    clock.set(demo_pass.at)
    server.show(demo_pass.at)
    report = run_pass(desk, spread, command="demo", extractor=extractor)
    founded = found_alerts(desk, report.alerts, report.started_at)
    return DemoStep(
        demo_pass=demo_pass, report=report, alerts=tuple(_alert(each, report.started_at) for each in founded)
    )


def demo_settings(settings: Settings) -> Settings:
    """Return the settings of the demo: loopback allowed, no pauses, and no channel but the console.

    What is invented must not reach an analyst's real channels.
    """
    return settings.model_copy(
        update={
            "allow_private_addresses": True,
            "fetch": settings.fetch.model_copy(update={"per_host_gap_seconds": 0.0}),
            "storyline": DEMO_STORYLINE,
            "storylines_dir": None,
            "outlets_file": None,
            "channels": {},
            "default_channels": ("console",),
            "warehouse": None,  # a lake holds what really happened
            "service_channels": None,
            "feed_notices": False,
            "heartbeat": False,
            "ping_url": None,
        }
    )


def _alert(founded: FoundedAlert, at: datetime) -> DemoAlert:
    line, development, best = founded.line, founded.development, founded.best
    return DemoAlert(
        time=at,
        watch=line.watch,
        stage=line.stage,
        kind=line.kind,
        status=line.status,
        development_id=line.development_id,
        event_date=development.event_date,
        origins=len(development.origin_ids),
        quote=best.quote if best else "",
        outlet=best.outlet_id if best else "",
    )
