from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows.clock import Clock
from flows.passes import run_pass
from flows.spreading import spread_on_threads
from tests.conftest import ROOT
from tests.flows.world import NOW, World, make_desk, quick_settings, serving_world, write_outlets
from warehouse.lakes import Lake
from warehouse.queries import run_sql

MINISTERS = "us-prc-defense-ministers-meeting"

FACTS = {
    "versions": "SELECT version_id FROM article_versions ORDER BY ALL",
    "events": "SELECT event_id, status FROM events ORDER BY ALL",
    "evidence": "SELECT evidence_id, origin_id FROM evidence ORDER BY ALL",
    "developments": "SELECT development_id, status, stage, origin_ids, evidence_ids FROM developments ORDER BY ALL",
    "alerts": "SELECT alert_id, kind, watch, stage FROM alerts ORDER BY ALL",
    "roles": "SELECT role_id, start_date, end_date, asserted_by FROM roles ORDER BY ALL",
    "names": "SELECT entity_id, aliases FROM entities ORDER BY ALL",
}

WORKER = """
import json, sys
from datetime import datetime
from pathlib import Path
from flows.clock import Clock
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.spreading import spread_on_threads
from tests.flows.world import NOW, quick_settings

folder, outlets, changes = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
desk = set_up_desk(quick_settings(folder, **changes), Clock(datetime.fromisoformat(NOW)), outlets)
print("ready", flush=True)
sys.stdin.readline()
run_pass(desk, spread_on_threads(2), command="run")
"""


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


def of_lake(address: str, lake: Lake) -> dict[str, object]:
    return {"warehouse": address, "warehouse_data": lake.data_path}


def test_a_pass_leaves_in_a_lake_what_it_leaves_in_a_file(
    world: World, address: str, lake: Lake, tmp_path: Path
) -> None:
    for folder, changes in ((tmp_path / "file", {}), (tmp_path / "lake", of_lake(address, lake))):
        desk = make_desk(world, quick_settings(folder, **changes), Clock(datetime.fromisoformat(NOW)))
        run_pass(desk, spread_on_threads(4), command="run")
    for name, sql in FACTS.items():
        expected = run_sql(tmp_path / "file" / "storywatch.duckdb", sql).rows
        assert expected
        assert run_sql(lake, sql).rows == expected, name


def test_machines_that_share_the_feeds_corroborate_and_send_each_message_once(
    world: World, address: str, lake: Lake, receiver: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, came = receiver
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    shared = {
        **of_lake(address, lake),
        "channels": {"desk": url},
        "default_channels": ["desk"],
        "lock_wait_seconds": 300,
    }
    workers = []
    for share in ("1/2", "2/2"):
        folder = tmp_path / share.replace("/", "-of-")
        arguments = [str(folder), str(outlets), json.dumps({**shared, "share": share})]
        workers.append(
            subprocess.Popen(
                [sys.executable, "-c", WORKER, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
        )
    for worker in workers:
        assert worker.stdout is not None
        assert "ready\n" in iter(worker.stdout.readline, "")
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=600)
        assert worker.returncode == 0
    met = f"SELECT status, origin_ids FROM developments WHERE watch = '{MINISTERS}' AND stage IS NOT NULL"
    assert run_sql(lake, met).rows == (("occurred", ["group:alpha", "group:beta"]),)
    stages = f"SELECT DISTINCT stage FROM alerts WHERE watch = '{MINISTERS}' AND kind = 'alert'"
    assert ("corroborated",) in run_sql(lake, stages).rows
    raised = [row[0] for row in run_sql(lake, "SELECT alert_id FROM alerts ORDER BY 1").rows]
    assert sorted(came) == raised
    assert run_sql(lake, "SELECT DISTINCT state FROM deliveries").rows == (("delivered",),)
