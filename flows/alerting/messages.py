"""An alert with its evidence in, the message out: text for chat, HTML for mail, a payload for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.developments.developments import Decision
from extractors.developments.messages_due import SEED_OUTLET
from extractors.records.developments import AlertDue, Development, Evidence
from flows.alerting.markup import render_html
from flows.alerting.payloads import payload_facts
from flows.alerting.telling import SHOWN_ORIGINS, Facts, heading, labelled_lines, told_by, unshown, words_of
from flows.words import for_chat
from seeds.outlets import Outlet
from seeds.storyline import Storyline


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message in its three forms."""

    title: str
    text: str
    html: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """Evidence whose quote stands in the stored text of its article, and evidence that must not be sent."""

    found: tuple[Evidence, ...]
    refused: tuple[Evidence, ...]


def check_quotes(evidence: Sequence[Evidence], texts: Mapping[str, str]) -> QuoteCheck:
    """Part evidence by whether its quote occurs, character for character, in its article.

    `texts` has title and text of every article version, joined by a line end, by version id; an article that is not
    there cannot vouch for its quote. Baseline evidence is in our own words and passes.
    """
    found = [e for e in evidence if e.outlet_id == SEED_OUTLET or (e.quote and e.quote in texts.get(e.version_id, ""))]
    return QuoteCheck(found=tuple(found), refused=tuple(e for e in evidence if e not in found))


def render_messages(
    decision: Decision, evidence: Mapping[str, Evidence], storyline: Storyline, outlets: Sequence[Outlet]
) -> tuple[Message, ...]:
    """Return the message of each alert of a decision, in their order; `evidence` by id, all of what it touches.

    The message of a development that ended shows the words of the one that its reports belong to now.
    """
    after = {change.after.development_id: change.after for change in decision.changes}
    messages = []
    for alert in decision.alerts:
        development = after[alert.development_id]
        told = [evidence[each] for each in (alert.heir or development).evidence_ids if each in evidence]
        messages.append(render_message(alert, development, told, storyline, outlets))
    return tuple(messages)


def render_message(
    alert: AlertDue,
    development: Development,
    evidence: Sequence[Evidence],
    storyline: Storyline,
    outlets: Sequence[Outlet],
) -> Message:
    """Return the message of an alert. `evidence` is the development's; all words from articles are made harmless.

    Evidence of another status than the alert's is not shown, so that a refusal of last week does not stand beside the
    report that they met.
    """
    facts = payload_facts(alert, development, evidence, storyline, outlets)
    return Message(title=facts["title"], text=render_text(facts), html=render_html(facts), payload=facts)


def render_text(facts: Facts, fits: Callable[[str], bool] = lambda text: True) -> str:
    """Return the message as text, for chat rooms and terminals.

    Where it does not fit it shows the words of fewer origins, one at least, and counts the others.
    """
    shown = min(SHOWN_ORIGINS, len(facts["evidence"]))
    while shown > 1 and not fits(_text(facts, shown)):
        shown -= 1
    return _text(facts, shown)


def _text(facts: Facts, shown: int) -> str:
    lines = [f"{heading(facts)}: {facts['title']}"]
    lines += [f"{label}: {words}" for label, words in labelled_lines(facts)]
    for piece in facts["evidence"][:shown]:
        # The reason for an origin is cut from the article, but where no article is quoted it is ours, address and all.
        told = for_chat(told_by(piece)) if piece["quote"] is not None else told_by(piece)
        lines += [f"- {told}", f"  {for_chat(words_of(piece))}"]
        if piece["url"]:
            lines.append(f"  {piece['url']}")
    if more := unshown(facts, shown):
        lines.append(more)
    lines += [f"What would change it: {facts['would_change']}", f"Explain: {facts['explain']}"]
    return "\n".join(lines)
