"""What an analyst is sent where facts that were told prove wrong."""

from __future__ import annotations

from dataclasses import replace

from extractors.developments.developments import decide_developments
from extractors.records.developments import Evidence
from flows.alerting.messages import Message, render_messages
from tests.extractors.development_samples import OFFICES, evidence, instant
from tests.extractors.origins.test_origins import OUTLETS
from tests.flows.alerting.test_messages import MET, STORYLINE, messages_for


def decided(known: tuple[Evidence, ...], *told: Evidence, now: str) -> list[Message]:
    """Return the messages of one decision about evidence of which some is stored."""
    stored = {each.evidence_id: each for each in known}
    opened = decide_developments([], [], [replace(each, withdrawn=False) for each in known], STORYLINE, instant(now))
    developments = [change.after for change in opened.changes]
    decision = decide_developments(developments, known, told, STORYLINE, instant(now), [OFFICES])
    everything = {**stored, **{each.evidence_id: each for each in told}}
    return list(render_messages(decision, everything, STORYLINE, OUTLETS))


def correction() -> list[Message]:
    wrong = replace(MET, withdrawn=True)
    told = evidence("2024-05-31T09:00", event_date="2024-05-30", place="vientiane", quote="They met on Thursday.")
    right = replace(told, article_id=wrong.article_id, fetched_at=instant("2024-05-31T13:00"))
    return decided((wrong,), right, now="2024-05-31T13:00")


def merger() -> list[Message]:
    apart = [
        evidence("2024-06-01", event_date="2024-05-29", origin="group:ap"),
        evidence("2024-06-03", event_date="2024-06-02", origin="group:bbc"),
    ]
    others = [evidence("2024-06-03", event_date="2024-05-31", origin=f"group:{name}") for name in "xyz"]
    return [each for each in decided(tuple(apart), *others, now="2024-06-03") if each.payload["stage"] == "corrected"]


def test_a_correction_says_what_was_told_beside_what_is_told_now() -> None:
    [message] = correction()
    assert message.title == "Corrected: The US and Chinese defence ministers have met"
    assert message.text.splitlines()[1:3] == [
        "Correction: date was 2024-05-31, now 2024-05-30; place was Singapore, now Vientiane",
        "When and where: 2024-05-30, Vientiane",
    ]
    assert "date was 2024-05-31, now 2024-05-30; place was Singapore, now Vientiane" in message.html
    assert (message.payload["was"]["event_date"], message.payload["event_date"]) == ("2024-05-31", "2024-05-30")
    assert message.payload["was"]["place"] == {"id": "singapore", "name": "Singapore"}
    assert message.payload["belongs_to"] is None


def test_a_thread_that_was_no_occasion_of_its_own_says_to_which_its_reports_belong() -> None:
    [message] = merger()
    heir = message.payload["belongs_to"]
    assert f"; no occasion of its own: its reports belong to {heir}\n" in message.text
    assert heir not in (None, message.payload["development_id"])
    assert (message.payload["was"]["event_date"], message.payload["event_date"]) == ("2024-05-29", "2024-05-31")
    assert "this thread has ended" in message.text


def test_what_is_no_correction_has_nothing_that_was() -> None:
    [message] = messages_for(MET, now="2024-05-31")
    assert (message.payload["was"], message.payload["belongs_to"]) == (None, None)
    assert "Correction" not in message.text
