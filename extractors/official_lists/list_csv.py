"""A list in the classic CSV form in, its entries out.

The form has no header; "-0-" stands for nothing; other names and overlong remarks are in files of their own that are
joined by the entry's number; the last byte is the mark Ctrl-Z (Treasury's data specification of the SDN list).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

from extractors.official_lists.list_parts import Collected, ListFaultError, ParsedList, Wanted, whole_number
from extractors.records.rejections import RejectionReason

_ENTRY_COLUMNS = 12
_ALTERNATE_COLUMNS = 5
_COMMENT_COLUMNS = 2
_END_MARK = b"\x1a"
_NOTHING = "-0-"
_PROGRAM_JOINT = "] ["
"""Several programs stand in one column as ``SDGT] [IFSR``."""

_LONGEST_FIELD = 131_072
"""Characters; the longest remark seen has 1,000. An unclosed quote would otherwise swallow the rest of the file."""


def parse_sdn_csv(
    entries: bytes, wanted: Wanted, alternates: bytes | None = None, comments: bytes | None = None
) -> ParsedList:
    """Return the list. Raises ListFaultError where a row or the end mark is missing or damaged."""
    if not entries.rstrip(b" \r\n").endswith(_END_MARK):
        raise ListFaultError(RejectionReason.TRUNCATED, "the mark at the end of the file is missing")
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(alternates or b"", _ALTERNATE_COLUMNS, "alternates"):
        whole_number(row[0])
        aliases[row[0]].append(row[3])
    overlong: dict[str, str] = {}
    for row in _rows(comments or b"", _COMMENT_COLUMNS, "comments"):
        whole_number(row[0])
        overlong[row[0]] = row[1]
    collected = Collected(wanted=wanted)
    for row in _rows(entries, _ENTRY_COLUMNS, "entries"):
        uid = row[0]
        collected.add(
            {"uid": uid, "name": row[1], "kind": row[2], "title": row[4], "remarks": row[11] + overlong.get(uid, "")},
            tuple(program for program in row[3].split(_PROGRAM_JOINT) if program),
            tuple(aliases.get(uid, ())),
        )
    return collected.parsed(None, None)


def _rows(body: bytes, columns: int, part: str) -> Iterator[list[str]]:
    """Yield the rows, each of exactly so many columns, without blanks around and with "" for nothing."""
    try:
        text = body.rstrip(b" \r\n").removesuffix(_END_MARK).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListFaultError(RejectionReason.MALFORMED, f"{part}: no UTF-8 at byte {error.start}") from None
    if "\0" in text or "\ufffd" in text:
        raise ListFaultError(RejectionReason.MALFORMED, f"{part}: characters have been lost")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if len(row) != columns or any("\n" in cell or len(cell) > _LONGEST_FIELD for cell in row):
                detail = (
                    f"{part}: line {reader.line_num} has {len(row)} columns or a break, expected {columns} whole ones"
                )
                raise ListFaultError(RejectionReason.MALFORMED, detail)
            yield ["" if cell.strip() == _NOTHING else cell.strip() for cell in row]
    except csv.Error as error:
        raise ListFaultError(RejectionReason.MALFORMED, f"{part}: line {reader.line_num}: {error}") from None
