"""A whole pass over a small web: what it finds arrives by mail, signed webhook and JSON, each message once."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from flows.alerting.delivery import deliver_due
from tests.conftest import ROOT
from tests.flows.alerting.receivers import html_of, mail_server, receiving
from tests.flows.alerting.samples import Hands, states
from tests.flows.world import NOW, make_desk, quick_settings, run_quick_pass, serving_world

MEETING = "us-prc-defense-ministers-meeting"
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "alerts.schema.json").read_text(encoding="utf-8"))


def test_alerts_of_a_pass_reach_every_channel_once_with_what_each_origin_said(tmp_path: Path) -> None:
    clock = Hands()
    clock.now = datetime.fromisoformat(NOW)
    with serving_world() as world, receiving() as receiver, mail_server(refusals=1) as inbox:
        webhook = {"url": receiver.url("ok"), "secret": "a key of at least 24 bytes", "allow_private_addresses": True}
        settings = quick_settings(
            tmp_path,
            channels={"mail": inbox.address, "twice": receiver.apprise("twice")},
            webhooks={"desk": webhook},
            default_channels=("desk", "mail", "twice"),
            routes={"desk": {"watches": [MEETING]}, "mail": {"watches": [MEETING], "from_severity": "high"}},
        )
        desk = make_desk(world, settings, clock)
        run_quick_pass(desk)
        for _ in range(3):
            clock.now += timedelta(hours=3)
            deliver_due(desk.warehouse, desk.channels, clock)
    posted = [hit for hit in receiver.requests if hit.path == "ok"]
    assert posted
    assert len({hit.headers["webhook-id"] for hit in posted}) == len(posted)
    for hit in posted:
        Draft202012Validator(SCHEMA).validate(hit.payload)
        assert hit.payload["watch"] == MEETING
    told = posted[0].payload
    quotes = {piece["outlet_name"]: piece["quote"] for piece in told["evidence"]}
    assert told["title"] == "The US and Chinese defence ministers have met in person"
    assert "Austin met Chinese Defence Minister Dong Jun in Singapore on Friday" in quotes["Alpha"]
    assert len(inbox.mails) == len(posted)
    assert f"<b>{told['title']}</b>" in html_of(inbox.mails[0])
    assert set(states(desk.warehouse).values()) == {"delivered"}
