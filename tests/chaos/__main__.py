"""The long form: ``python -m tests.chaos --passes 1000 --seed 1`` polls servers that misbehave at random."""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.storm import READ_SECONDS, Storm, ride_out


def main() -> int:
    """Ride out the storm, print the figures; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--passes", type=int, default=1000, help="how many passes (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the misbehaviours (default 1)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="end the storm sooner, after so many minutes")
    options = parser.parse_args()
    storm, started, told = Storm(), time.monotonic(), 0

    def tell(tick: int) -> None:
        nonlocal told
        for line in storm.findings[told:]:
            say(f"FINDING {line}")
        told = len(storm.findings)
        if (tick + 1) % 50 == 0:
            held = f"{storm.readings[-1].memory / 1e6:.0f} MB, " if storm.readings else ""
            say(f"{tick + 1} passes, {held}{len(storm.findings)} findings, {time.monotonic() - started:.0f} s")

    with tempfile.TemporaryDirectory(prefix="storywatch-chaos-") as folder:
        ends = started + options.minutes * 60
        weather = ride_out(
            Path(folder), options.passes, options.seed, storm, tell, is_over=lambda: time.monotonic() >= ends
        )
    for reading in storm.readings[:: max(1, len(storm.readings) // 10)]:
        say(
            f"after {reading.tick + 1} passes: {reading.memory / 1e6:.0f} MB, {reading.objects / 1e6:.2f} million "
            f"objects, warehouse {reading.warehouse / 1e6:.0f} MB, {reading.files} files, {reading.threads} threads"
        )
    wrong = sum(weather.answers.values()) - weather.answers["well"]
    say(f"{sum(weather.answers.values())} answers, {wrong} of them wrong in {len(weather.answers) - 1} ways:")
    say(", ".join(f"{name} {count}" for name, count in weather.answers.most_common()))
    say("what storywatch made of it: " + ", ".join(f"{name} {count}" for name, count in storm.reasons.most_common()))
    for line in storm.findings[told:]:
        say(f"FINDING {line}")
    if storm.stalled:
        say(f"{storm.stalled} polls of healthy feeds ran out of time while the machine let the process stand still")
    say(
        f"seed {options.seed}: {storm.passes} passes, slowest {storm.slowest_seconds:.1f} s, slowest answer of a "
        f"healthy feed {storm.slowest_healthy_seconds:.2f} s of {READ_SECONDS:.2f}, "
        f"{len(storm.findings)} findings, {time.monotonic() - started:.0f} s"
    )
    return 1 if storm.findings else 0


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
