"""A message and a chat service in, a title and a text that the service takes whole out."""

from __future__ import annotations

from typing import Any

from flows.alerting.messages import render_text
from flows.alerting.payloads import PAYLOAD_SCHEMA
from warehouse.outbox import DueDelivery


def chat_message(due: DueDelivery, endpoint: Any) -> tuple[str, str]:
    """Return the title and the text of a message for an Apprise endpoint, with the words of as many origins as fit.

    The first line is the title, which services show by themselves. What is too long all the same, a digest above all,
    Apprise splits at line ends.
    """

    # Imported here because it takes half a second, which a run with nothing but the console need not spend.
    from apprise import NotifyFormat
    from apprise.conversion import convert_between

    def fits(text: str) -> bool:
        """Tell whether the service takes it in one message, as Apprise writes it: as HTML it may be twice as long."""
        written: str = convert_between(NotifyFormat.TEXT, endpoint.notify_format, text)  # type: ignore[no-untyped-call]  # it has none
        return len(written) <= int(endpoint.body_maxlen)

    text = due.text
    if due.data.get("schema") == PAYLOAD_SCHEMA and not fits(text):
        text = render_text(due.data, fits)
    heading, _, rest = text.partition("\n")
    return (heading, rest.lstrip("\n")) if rest and due.title in heading else (due.title, text)
