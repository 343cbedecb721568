"""The published JSON Schema against the payloads that are really made."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from flows.alerting.channels import Channel
from flows.alerting.digests import write_digest
from flows.alerting.routes import Route
from flows.alerting.trials import trial_message
from tests.conftest import ROOT
from tests.extractors.development_samples import DECLINED, SCHEDULED, evidence, instant
from tests.flows.alerting.samples import due
from tests.flows.alerting.test_corrected_messages import correction, merger
from tests.flows.alerting.test_messages import MET, closure, messages_for, retraction

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "alerts.schema.json").read_text(encoding="utf-8"))


def strict(schema: Any) -> Any:
    """Return the schema with nothing allowed that it does not name, so that every field is documented."""
    if isinstance(schema, dict):
        closed = {key: strict(value) for key, value in schema.items()}
        return {**closed, "additionalProperties": False} if "properties" in schema else closed
    return [strict(each) for each in schema] if isinstance(schema, list) else schema


STRICT = Draft202012Validator(strict(SCHEMA))


def payloads() -> dict[str, dict[str, Any]]:
    plan = evidence("2024-05-25", SCHEDULED, event_date="2024-05-31")
    undated = replace(MET, published_at=None, event_date=None, place=None, url="javascript:alert(1)")
    return {
        "alert": messages_for(MET, now="2024-05-31")[0].payload,
        "alert after a plan": messages_for(MET, now="2024-05-31", earlier=(plan,))[0].payload,
        "alert without day and place": messages_for(undated, now="2024-05-31")[0].payload,
        "notice": messages_for(evidence("2024-11-20", DECLINED), now="2024-11-20")[0].payload,
        "closure": closure()[0].payload,
        "retraction": retraction()[-1].payload,
        "correction": correction()[-1].payload,
        "merger": merger()[-1].payload,
    }


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", payloads())
def test_every_payload_is_as_documented_and_no_field_is_undocumented(name: str) -> None:
    STRICT.validate(json.loads(json.dumps(payloads()[name])))


def test_digest_and_test_message_are_as_documented() -> None:
    notice = due("mail", kind="notice", data=payloads()["notice"])
    mail = Channel(name="mail", route=Route(digest_hour=8))
    STRICT.validate(write_digest(mail, [notice], instant("2024-06-01T09:00")).data)
    STRICT.validate(trial_message("mail", instant("2024-06-01")).data)


@pytest.mark.parametrize("field", ["alert_id", "evidence", "explain", "stage"])
def test_payload_without_a_field_is_not_as_documented(field: str) -> None:
    payload = copy.deepcopy(payloads()["alert"])
    del payload[field]
    with pytest.raises(ValidationError):
        STRICT.validate(payload)
