"""How one try to send a message ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The end of one try; `detail` says why it failed and holds no secret."""

    ok: bool
    detail: str = ""
    abandoned: bool = False  # no answer within the limit: the channel may be hanging
    final: bool = False  # trying again would end the same
    pause_seconds: float | None = None  # asked for by the receiver before the next try
