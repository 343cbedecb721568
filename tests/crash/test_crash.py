"""The short form of the crash harness: one pass of the recorded world killed at the steps where most can go wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.facts import differences, read_facts
from tests.crash.steps import Deadly
from tests.crash.story import Stage, Undisturbed, choose_step, message_differences, set_stage, tell_counted

COMMIT = 'warehouse/store Warehouse.transaction: connection.execute("COMMIT")'
SENT = "flows/alerting/delivery deliver_due: attempt = _attempt(delivery, sent, clock())"
PUBLISHED = "warehouse/snapshot publish_snapshot: partial.replace(snapshot_path)"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with set_stage(tmp_path_factory.mktemp("crash"), passes=2) as stage:
        yield stage


@pytest.fixture(scope="module")
def begun(stage: Stage) -> Path:
    """A data directory after the first pass, which sends nothing; only to be copied."""
    data_dir = stage.begin()
    stage.run(data_dir, stage.passes[0])
    assert stage.receiver.messages() == {}
    return data_dir


@pytest.fixture(scope="module")
def undisturbed(stage: Stage, begun: Path) -> Undisturbed:
    return tell_counted(stage, stage.begin(like=begun), stage.passes[1])


@pytest.fixture(scope="module")
def killed(stage: Stage, begun: Path, undisturbed: Undisturbed) -> tuple[Path, list[Deadly]]:
    """A data directory whose second pass was killed at each of the steps, then done; the strikes that killed."""
    strikes = [(COMMIT, 1), (COMMIT, undisturbed.steps[COMMIT] - 2), (SENT, 1), (PUBLISHED, 1)]
    data_dir = stage.begin(like=begun)
    deadly = [strike for strike in strikes if stage.run(data_dir, stage.passes[1], deadly=strike).killed]
    stage.run(data_dir, stage.passes[1])
    return data_dir, deadly


def test_killed_pass_is_made_whole_by_the_next(undisturbed: Undisturbed, killed: tuple[Path, list[Deadly]]) -> None:
    data_dir, deadly = killed
    assert [name for name, _ in deadly] == [COMMIT, COMMIT, SENT, PUBLISHED]
    assert differences(undisturbed.facts, read_facts(data_dir)) == []


def test_no_alert_is_lost_and_the_one_sent_twice_is_kept_once(
    stage: Stage, undisturbed: Undisturbed, killed: tuple[Path, list[Deadly]]
) -> None:
    assert len(undisturbed.messages) == 1
    assert stage.receiver.repeated == 1  # killed between sending it and writing that down
    assert message_differences(undisturbed.messages, stage.receiver) == []


def test_lost_doubled_and_repeated_rows_are_told() -> None:
    expected = {"events": [("a",), ("b",)]}
    assert differences(expected, {"events": [("a",), ("c",)]}) == ["events: lost ('b',)", "events: too many ('c',)"]
    assert differences(expected, {"events": [("a",), ("b",), ("b",)]}) == ["events: 3 rows for 2"]
    assert differences(expected, {"events": [("a",), ("b",)]}) == []


def test_the_same_seed_chooses_the_same_steps() -> None:
    steps = Counter({"a f: x = 1": 3, "a f: return x": 1, "b g: pass": 9})
    assert choose_step(steps, random.Random(7)) == choose_step(steps, random.Random(7))
