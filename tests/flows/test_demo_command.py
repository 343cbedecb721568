"""What `storywatch demo` prints, and where it plays; the playing itself is tested end to end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.records.runs import RunCounts
from flows.commands.demo import demo_directory, print_next, print_pass, print_step
from flows.demo.playing import DemoAlert, DemoStep
from flows.reports import AlertLine, PassReport
from flows.settings import Settings
from seeds.demo_world import DemoPass

DINNER = DemoPass(id="dinner", at=datetime(2023, 6, 2, 16, tzinfo=UTC), label="A handshake at the dinner")


def step() -> DemoStep:
    line = AlertLine(
        alert_id="alert-1",
        kind="alert",
        watch="austin-li-handshake",
        development_id="dev-1",
        stage="reported",
        severity="medium",
        status="occurred",
        title="Austin and Li Shangfu have shaken hands",
    )
    alert = DemoAlert(
        time=DINNER.at,
        watch="austin-li-handshake",
        stage="reported",
        kind="alert",
        status="occurred",
        development_id="dev-1",
        event_date=date(2023, 6, 2),
        origins=1,
        quote="shook hands",
        outlet="meridian-press",
    )
    report = PassReport(
        run_id="run-1",
        started_at=DINNER.at,
        finished_at=DINNER.at,
        counts=RunCounts(entries_new=6, articles_read=5, articles_on_storyline=4),
        feeds=(),
        alerts=(line,),
        watches=(),
    )
    return DemoStep(demo_pass=DINNER, report=report, alerts=(alert,))


def test_the_demo_keeps_out_of_the_default_data_directory() -> None:
    settings = Settings(data_dir=Path("data").absolute())
    assert demo_directory(settings).data_dir == Path("data/demo").absolute()


def test_another_data_directory_is_used_as_it_is(tmp_path: Path) -> None:
    assert demo_directory(Settings(data_dir=tmp_path)).data_dir == tmp_path


def test_a_pass_is_announced_with_its_moment(capsys: pytest.CaptureFixture[str]) -> None:
    print_pass(DINNER)
    assert capsys.readouterr().out.rstrip() == "2023-06-02 16:00  A handshake at the dinner"


def test_a_pass_tells_what_it_brought_and_raised(capsys: pytest.CaptureFixture[str]) -> None:
    print_step(step())
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "  6 new entries, 5 pages and texts read, 4 on the storyline",
        "  alert: Austin and Li Shangfu have shaken hands (reported, 1 independent origin)",
    ]


def test_what_to_try_next_names_the_data_directory(capsys: pytest.CaptureFixture[str]) -> None:
    print_next(Path("/tmp/my demo"), has_alerts=True)
    assert "storywatch --data-dir '/tmp/my demo' alerts" in capsys.readouterr().out


def test_a_second_demo_says_that_nothing_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    print_next(Path("/tmp/demo"), has_alerts=False)
    assert capsys.readouterr().out.startswith("Nothing new")
