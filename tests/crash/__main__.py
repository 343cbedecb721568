"""The long form: ``python -m tests.crash --kills 300 --seed 1`` kills passes over the recorded world and compares."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.story import Tally, set_stage, tell_disturbed, tell_undisturbed


def main() -> int:
    """Kill, compare, print the figures; 1 where anything differed."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="how many kills at least (default 300)")
    parser.add_argument("--seed", type=int, default=1, help="chooses moments and steps (default 1)")
    parser.add_argument("--passes", type=int, default=None, help="only the first so many passes of the world")
    options = parser.parse_args()
    started, tally, chance = time.monotonic(), Tally(), random.Random(options.seed)
    with (
        tempfile.TemporaryDirectory(prefix="storywatch-crash-") as folder,
        set_stage(Path(folder), options.passes) as s,
    ):
        expected = tell_undisturbed(s)
        say(f"undisturbed: {len(expected)} passes, {len(set().union(*(e.steps for e in expected)))} named steps")
        while tally.kills < options.kills:
            tell_disturbed(s, expected, chance, options.kills, tally, say)
            say(f"{tally.kills} kills, {len(tally.findings)} findings, {time.monotonic() - started:.0f} s")
    for line in tally.findings:
        say(f"FINDING {line}")
    say(
        f"seed {options.seed}: {tally.kills} kills ({tally.kills_by_time} by time, {tally.kills_by_step} at "
        f"{len(tally.steps_killed_at)} different steps), {tally.survived} strikes too late, {tally.passes} passes "
        f"compared, {tally.repeated_messages} messages dropped as repeated, {len(tally.findings)} findings, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if tally.findings else 0


def say(line: str) -> None:
    """Print at once: the run takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
