"""The facts of a message in, HTML for mail out: every word escaped, styles inline since mail programs drop the rest."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from flows.alerting.telling import SHOWN_ORIGINS, Facts, heading, labelled_lines, told_by, unshown, words_of

_ACCENTS = {"high": "#b3261e", "medium": "#9a5b00", "low": "#3d5a80"}
"""By severity; each is readable on white and on the dark grey of dark modes, where backgrounds are left alone."""
_FONT = "font-family:system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC',Arial,sans-serif"
_GREY = "color:#767676"


def render_html(facts: Facts) -> str:
    """Return one message as a page of its own."""
    return page([message(facts)])


def page(parts: Sequence[str]) -> str:
    """Return a page of parts that are HTML already."""
    return f'<div style="{_FONT};font-size:15px;line-height:1.45;max-width:640px">{"".join(parts)}</div>'


def section(html: str) -> str:
    """Return a message's HTML set apart from the one before it."""
    return f'<div style="border-top:1px solid #bbb;margin-top:18px;padding-top:14px">{html}</div>'


def message(facts: Facts) -> str:
    """Return one message, to stand in a page."""
    accent = _ACCENTS.get(facts["severity"], _ACCENTS["low"])
    parts = [
        f'<p style="margin:0;font-size:13px;font-weight:bold;color:{accent}">{escape(heading(facts))}</p>',
        f'<p style="margin:2px 0 10px;font-size:19px;line-height:1.3"><b>{escape(facts["title"])}</b></p>',
        '<table style="border-collapse:collapse;font-size:15px">',
        *(_row(label, words) for label, words in labelled_lines(facts)),
        "</table>",
        *(_evidence(piece, accent) for piece in facts["evidence"][:SHOWN_ORIGINS]),
    ]
    if more := unshown(facts):
        parts.append(f'<p style="margin:10px 0;{_GREY}">{escape(more)}</p>')
    parts.append(f'<p style="margin:14px 0 6px"><b>What would change it:</b> {escape(facts["would_change"])}</p>')
    parts.append(f'<p style="margin:0;{_GREY}">Explain: <code>{escape(facts["explain"])}</code></p>')
    return "".join(parts)


def _row(label: str, words: str) -> str:
    return (
        f'<tr><td style="padding:1px 14px 1px 0;vertical-align:top;white-space:nowrap;{_GREY}">{escape(label)}</td>'
        f'<td style="padding:1px 0">{escape(words)}</td></tr>'
    )


def _evidence(piece: Facts, accent: str) -> str:
    link = ""
    if piece["url"]:
        address = escape(piece["url"])
        link = f'<a href="{address}" rel="noreferrer" style="font-size:13px;word-break:break-all">{address}</a>'
    return (
        f'<div style="margin:14px 0 0;padding-left:12px;border-left:3px solid {accent}">'
        f'<p style="margin:0;font-size:13px;{_GREY}">{escape(told_by(piece))}</p>'
        f'<p dir="auto" style="margin:3px 0">{escape(words_of(piece))}</p>{link}</div>'
    )
