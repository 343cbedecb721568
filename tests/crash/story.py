"""The recorded world watched pass by pass, first undisturbed, then killed again and again; what differs at the end."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from flows.demo.server import DemoServer
from seeds.demo_world import DemoPass, load_demo_world
from tests.crash.children import Ending, PassToRun, run_child
from tests.crash.facts import Facts, differences, read_facts
from tests.crash.receiver import Receiver
from tests.crash.steps import Deadly

KILLS_A_PASS = 3
"""At most so many times one pass is killed before it may end, so that every pass of the world gets its share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """What a pass brings when nothing happens to it."""

    facts: Facts
    messages: dict[str, dict[str, Any]]  # all that the receiver has by then
    steps: Counter[str]
    seconds: float


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was done, and what was found wrong."""

    kills_by_time: int = 0
    kills_by_step: int = 0
    survived: int = 0  # the moment chosen came after the end, or the step did not
    passes: int = 0
    repeated_messages: int = 0  # arrived again after a kill and dropped by their key
    steps_killed_at: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """All kills."""
        return self.kills_by_time + self.kills_by_step


class Stage:
    """The recorded world on loopback with a receiver of its alerts; a fresh data directory for each telling."""

    def __init__(self, folder: Path, server: DemoServer, receiver: Receiver, passes: tuple[DemoPass, ...]) -> None:
        self.passes, self.receiver = passes, receiver
        self._folder, self._server = folder, server
        self._outlets = folder / "outlets.yaml"
        served = [outlet.model_dump(mode="json", exclude_defaults=True) for outlet in server.outlets]
        self._outlets.write_text(yaml.safe_dump({"outlets": served}, allow_unicode=True), encoding="utf-8")
        self._tellings = 0

    def begin(self, like: Path | None = None) -> Path:
        """Return a fresh data directory, or the copy of another; the receiver has heard nothing yet."""
        self._tellings += 1
        self.receiver.forget()
        data_dir = self._folder / f"telling-{self._tellings}"
        if like is None:
            data_dir.mkdir()
        else:
            shutil.copytree(like, data_dir)
        return data_dir

    def run(
        self,
        data_dir: Path,
        moment: DemoPass,
        *,
        is_counted: bool = False,
        deadly: Deadly | None = None,
        kill_after: float | None = None,
    ) -> Ending:
        """Do one pass at its moment, perhaps to the death."""
        self._server.show(moment.at)
        todo = PassToRun(
            data_dir=data_dir,
            outlets_file=self._outlets,
            at=moment.at,
            receiver=self.receiver.address,
            is_counted=is_counted,
            deadly=deadly,
        )
        return run_child(todo, kill_after)


@contextmanager
def set_stage(folder: Path, passes: int | None = None) -> Iterator[Stage]:
    """Serve the first so many passes of the recorded world, all without a number."""
    world = load_demo_world()
    with DemoServer(world, world.passes[0].at, port=0) as server, Receiver() as receiver:
        yield Stage(folder, server, receiver, tuple(world.passes[:passes]))


def tell_undisturbed(stage: Stage) -> list[Undisturbed]:
    """Do every pass once, counting steps."""
    data_dir = stage.begin()
    return [tell_counted(stage, data_dir, moment) for moment in stage.passes]


def tell_counted(stage: Stage, data_dir: Path, moment: DemoPass) -> Undisturbed:
    """Do one pass, counting steps."""
    ending = stage.run(data_dir, moment, is_counted=True)
    return Undisturbed(
        facts=read_facts(data_dir), messages=stage.receiver.messages(), steps=ending.steps, seconds=ending.seconds
    )


def tell_disturbed(
    stage: Stage,
    expected: list[Undisturbed],
    chance: random.Random,
    kills: int,
    tally: Tally,
    say: Callable[[str], None],
) -> None:
    """Do every pass, each killed up to three times before it may end, and note what differs from undisturbed."""
    data_dir = stage.begin()
    for moment, undisturbed in zip(stage.passes, expected, strict=True):
        killed_at = []
        for _ in range(chance.randint(1, KILLS_A_PASS)):
            if tally.kills >= kills:
                break
            killed_at.append(_strike(stage, data_dir, moment, undisturbed, chance, tally))
        stage.run(data_dir, moment)
        tally.passes += 1
        found = differences(undisturbed.facts, read_facts(data_dir))
        found += message_differences(undisturbed.messages, stage.receiver)
        tally.findings += [f"{moment.at:%Y-%m-%d %H:%M} after {killed_at}: {line}" for line in found]
        say(f"pass of {moment.at:%Y-%m-%d %H:%M}: {len(killed_at)} strikes, {len(found)} differences")
    tally.repeated_messages += stage.receiver.repeated


def _strike(
    stage: Stage, data_dir: Path, moment: DemoPass, undisturbed: Undisturbed, chance: random.Random, tally: Tally
) -> str:
    """Start the pass and kill it, at a moment or at a step; return where."""
    if chance.random() < 0.5:
        seconds = chance.uniform(0.0, undisturbed.seconds)
        ending = stage.run(data_dir, moment, kill_after=seconds)
        tally.kills_by_time += ending.killed
        tally.survived += not ending.killed
        return f"{seconds:.2f} s"
    deadly = choose_step(undisturbed.steps, chance)
    ending = stage.run(data_dir, moment, deadly=deadly)
    tally.kills_by_step += ending.killed
    tally.survived += not ending.killed
    if ending.killed:
        tally.steps_killed_at.add(deadly[0])
    return f"{deadly[0]} #{deadly[1]}"


def choose_step(steps: Counter[str], chance: random.Random) -> Deadly:
    """Choose a function first and a statement of it then, so that what runs once is hit as often as what loops."""
    places = sorted({name.partition(":")[0] for name in steps})
    place = chance.choice(places)
    name = chance.choice(sorted(name for name in steps if name.partition(":")[0] == place))
    return name, chance.randint(1, steps[name])


def message_differences(expected: dict[str, dict[str, Any]], receiver: Receiver) -> list[str]:
    """No message lost, none too many, none under two keys, and none with other words the second time."""
    got = receiver.messages()
    lines = [f"alert lost: {key} {expected[key]['title']}" for key in expected.keys() - got.keys()]
    lines += [f"alert too many: {key} {got[key]['title']}" for key in got.keys() - expected.keys()]
    told = Counter((each["development_id"], each["kind"], each["stage"], each["status"]) for each in got.values())
    lines += [f"alert doubled: {what}" for what, count in told.items() if count > 1]
    return lines + [f"alert changed on its second way: {key}" for key in receiver.changed]
