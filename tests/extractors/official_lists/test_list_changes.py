from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.developments.developments import decide_developments
from extractors.official_lists.list_changes import confirm_removals, decide_list_changes, is_settled, mark_moved, row_of
from extractors.official_lists.list_evidence import evidence_from_list
from extractors.official_lists.sanctions_lists import ListBody, check_against, parse_list
from extractors.records.developments import AlertDue, Evidence
from extractors.records.official_lists import ListChange, ListChangeKind, ListDelta, ListSnapshot
from extractors.records.rejections import Rejection
from seeds.loading import load_outlets, load_storyline
from seeds.official_lists import ListFormat, OfficialList, load_official_lists
from seeds.watches import Stage
from tests.extractors.official_lists.list_samples import (
    DEPARTMENT,
    LI,
    NOW,
    OTHERS,
    ROWS,
    WITHOUT_LI,
    csv_list,
    make_list,
    needs_real_lists,
    read_csv,
    real_csv,
)

STORYLINE = load_storyline("us-china-defense")
OFAC = next(outlet for outlet in load_outlets().outlets if outlet.id == "us-ofac")
LATER = NOW + timedelta(hours=1)
Kind = ListChangeKind


def kinds(before: ListSnapshot | None, after: ListSnapshot) -> list[tuple[int, Kind]]:
    return [(change.uid, change.kind) for change in decide_list_changes(before, after, make_list(), LATER)]


def changed(**fields: object) -> ListSnapshot:
    return read_csv(csv_list(tuple(replace(row, **fields) if row is LI else row for row in ROWS)))  # type: ignore[arg-type]  # fields of Row


def evidence_of(
    changes: tuple[ListChange, ...], before: ListSnapshot, after: ListSnapshot, official_list: OfficialList
) -> tuple[Evidence, ...]:
    return evidence_from_list(changes, before, after, official_list, OFAC, STORYLINE)


def look_at(before: bytes, after: bytes, official_list: OfficialList) -> Rejection | tuple[Evidence, ...]:
    """Go all the way from two files to evidence, in the worst case: every other file shows the same damage."""
    old = read_csv(before, official_list)
    file = ListBody(url="https://lists.example/SDN.CSV", format=ListFormat.SDN_CSV, body=after)
    new = parse_list(file, official_list, LATER)
    if isinstance(new, Rejection):
        return new
    refused = check_against(new, old, official_list, LATER)
    if refused is not None:
        return refused
    deltas = [("https://lists.example/latest", ListDelta(published_date=None, removed=frozenset({24838, 24837})))]
    changes = decide_list_changes(old, new, official_list, LATER)
    confirmed = confirm_removals(changes, official_list, snapshots=[new], deltas=deltas)
    return evidence_of(confirmed, old, new, official_list)


def alerts_of(before: bytes, after: bytes, official_list: OfficialList) -> list[AlertDue]:
    evidence = look_at(before, after, official_list)
    if isinstance(evidence, Rejection):
        return []
    return list(decide_developments((), (), evidence, STORYLINE, LATER).alerts)


def without(body: bytes, *uids: int) -> bytes:
    starts = tuple(f"{uid},".encode() for uid in uids)
    return b"".join(line for line in body.splitlines(keepends=True) if not line.startswith(starts))


def shuffled(body: bytes) -> bytes:
    lines = body.removesuffix(b"\x1a").splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    return b"".join(lines) + b"\x1a"


def at_line_start(body: bytes, share: float) -> bytes:
    lines = body.splitlines(keepends=True)
    return b"".join(lines[: int(len(lines) * share)])


Mutate = Callable[[bytes], bytes]

MUTATIONS: dict[str, Mutate] = {
    "nothing changed": lambda body: body,
    "renamed": lambda body: body.replace(b'"LI, Shangfu"', b'"LI, Shang Fu"'),
    "renamed to somebody else": lambda body: body.replace(b'"LI, Shangfu"', b'"WANG, Somebody"'),
    "program changed": lambda body: body.replace(
        b'"LI, Shangfu","individual","CAATSA - RUSSIA"', b'"LI, Shangfu","individual","SDGT"'
    ),
    "all programs gone": lambda body: body.replace(b"CAATSA - RUSSIA", b"-0-"),
    "title changed": lambda body: body.replace(b"Director of Equipment Development Department", b"-0-"),
    "number changed": lambda body: body.replace(b"24838,", b"59999,"),
    "the department removed alone": lambda body: without(body, 24837),
    "somebody else removed": lambda body: without(body, 36, 101, 24877),
    "rows shuffled": shuffled,
    "the entry in two rows": lambda body: body.replace(b"24837,", b"24838,"),
    "a byte order mark before it": lambda body: b"\xef\xbb\xbf" + body,
    "line ends of Unix": lambda body: body.replace(b"\r\n", b"\n"),
    "written in lower case": lambda body: body.lower(),
    "encoded anew, whole": lambda body: body.decode().encode("utf-16"),
    "encoded in Latin-1, whole": lambda body: body.decode().encode("latin-1", "replace"),
    "columns swapped": lambda body: body.replace(
        b'24838,"LI, Shangfu","individual"', b'24838,"individual","LI, Shangfu"'
    ),
    "truncated behind the first row": lambda body: at_line_start(body, 0.01) or body[:40],
    "truncated at a third": lambda body: body[: len(body) // 3],
    "truncated at a third of the rows": lambda body: at_line_start(body, 0.33),
    "truncated just before the entry": lambda body: body[: body.index(b"24838,")],
    "truncated just before the entry, with the mark": lambda body: body[: body.index(b"24838,")] + b"\x1a",
    "truncated in the entry": lambda body: body[: body.index(b"24838,") + 9],
    "truncated in the entry, with the mark": lambda body: body[: body.index(b"24838,") + 9] + b"\x1a",
    "truncated by its last byte": lambda body: body[:-1],
    "empty": lambda body: b"",
    "the mark alone": lambda body: b"\x1a",
    "an error page": lambda body: b"<!DOCTYPE html><html><body>503</body></html>",
    "a header added and the entry lost": lambda body: b"ent_num,name,type,a,b,c,d,e,f,g,h,i\r\n" + without(body, 24838),
    "shrunk by 30 %": lambda body: b"".join(
        line
        for number, line in enumerate(without(body, 24838).splitlines(keepends=True))
        if number % 10 > 2 or line == b"\x1a"
    ),
    "the entry twice": lambda body: body.replace(b"24838,", b"24837,"),
    "another entry twice and the entry lost": lambda body: (
        body.splitlines(keepends=True)[0] + without(body, 24838)
    ),
    "encoded anew and the entry lost": lambda body: without(body, 24838).decode().encode("utf-16"),
    "bytes damaged and the entry lost": lambda body: without(body, 24838).replace(b"a", b"\xe4", 1),
    "digits of the number damaged": lambda body: body.replace(b"24838,", b"2483\xef\xbf\xbd,"),
    "quote lost before the entry": lambda body: body.replace(
        body[body.index(b"24838,") - 3 : body.index(b"24838,")], b"\r\n", 1
    ),
    "line end lost before the entry": lambda body: body.replace(b"\r\n24838,", b" 24838,"),
}  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_nothing_but_a_removal_raises_in_a_list_of_our_own(mutation: str) -> None:
    body = csv_list()
    assert alerts_of(body, MUTATIONS[mutation](body), make_list()) == []


def test_removal_raises_one_official_development_in_a_list_of_our_own() -> None:
    [alert] = alerts_of(csv_list(), csv_list(WITHOUT_LI), make_list())
    assert (alert.kind, alert.watch, alert.stage) == ("alert", "li-sanctions-lifted", Stage.CORROBORATED)


@needs_real_lists
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_nothing_but_a_removal_raises_in_the_real_list(mutation: str) -> None:
    body = real_csv()
    assert alerts_of(body, MUTATIONS[mutation](body), load_official_lists()[0]) == []


@needs_real_lists
def test_removal_raises_one_official_development_in_the_real_list() -> None:
    body = real_csv()
    [alert] = alerts_of(body, without(body, 24838), load_official_lists()[0])
    assert (alert.kind, alert.watch, alert.stage) == ("alert", "li-sanctions-lifted", Stage.CORROBORATED)


@needs_real_lists
@pytest.mark.parametrize("name", ["sdn.csv", "csl.csv", "sdn_comments.csv"])
def test_real_invalid_files_raise_nothing(name: str) -> None:
    after = real_csv(name, "invalid")
    assert isinstance(look_at(real_csv(), after, load_official_lists()[0]), Rejection)


@needs_real_lists
@pytest.mark.parametrize("name", ["sdn.csv", "alt.csv", "add.csv"])
def test_real_files_of_another_kind_or_day_raise_nothing(name: str) -> None:
    assert isinstance(look_at(real_csv(), real_csv(name, "small_2025-05"), load_official_lists()[0]), Rejection)


def test_first_list_with_the_entries_is_noted() -> None:
    assert kinds(None, read_csv(csv_list())) == [(24838, Kind.FIRST_SEEN), (24837, Kind.FIRST_SEEN)]


def test_first_list_without_an_entry_is_no_removal() -> None:
    assert kinds(None, read_csv(csv_list(WITHOUT_LI))) == [(24838, Kind.ABSENT), (24837, Kind.FIRST_SEEN)]


def test_first_list_with_other_programs_than_the_seed_says_so() -> None:
    assert kinds(None, changed(program="SDGT")) == [
        (24838, Kind.FIRST_SEEN),
        (24838, Kind.PROGRAMS),
        (24837, Kind.FIRST_SEEN),
    ]


def test_entry_absent_from_both_lists_is_no_change() -> None:
    assert kinds(read_csv(csv_list(WITHOUT_LI)), read_csv(csv_list(WITHOUT_LI))) == []


def test_entry_that_appears_is_listed() -> None:
    assert kinds(read_csv(csv_list(WITHOUT_LI)), read_csv(csv_list())) == [(24838, Kind.LISTED)]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"first": "Shang Fu"}, Kind.RENAMED),
        ({"program": "SDGT"}, Kind.PROGRAMS),
        ({"title": "Former minister"}, Kind.DETAILS),
        ({"uid": 59999}, Kind.RENUMBERED),
    ],
)
def test_change_of_an_entry_is_told_by_its_kind(fields: dict[str, object], kind: Kind) -> None:
    assert kinds(read_csv(csv_list()), changed(**fields)) == [(24838, kind)]


def test_removal_is_not_confirmed_by_the_list_that_shows_it() -> None:
    [change] = decide_list_changes(read_csv(csv_list()), read_csv(csv_list(WITHOUT_LI)), make_list(), LATER)
    assert (change.kind, change.confirmed_by) == (Kind.REMOVED, None)
    assert not is_settled([change])


def removal() -> tuple[ListChange, ...]:
    return decide_list_changes(read_csv(csv_list()), read_csv(csv_list(WITHOUT_LI)), make_list(), LATER)


def test_removal_that_is_not_confirmed_gives_no_evidence() -> None:
    before, after = read_csv(csv_list()), read_csv(csv_list(WITHOUT_LI))
    assert evidence_of(removal(), before, after, make_list()) == ()


def test_delta_that_names_the_entry_confirms() -> None:
    delta = ListDelta(published_date=None, removed=frozenset({24838}))
    [change] = confirm_removals(removal(), make_list(), deltas=[("https://lists.example/latest", delta)])
    assert change.confirmed_by == "https://lists.example/latest"


def test_delta_that_names_another_entry_does_not_confirm() -> None:
    delta = ListDelta(published_date=None, removed=frozenset({24837}))
    [change] = confirm_removals(removal(), make_list(), deltas=[("https://lists.example/latest", delta)])
    assert change.confirmed_by is None


def test_other_list_without_the_entry_confirms() -> None:
    [change] = confirm_removals(removal(), make_list(), snapshots=[read_csv(csv_list(WITHOUT_LI))])
    assert change.confirmed_by == "https://lists.example/SDN.CSV"


def test_other_list_with_the_entry_vetoes_whatever_the_delta_says() -> None:
    delta = ListDelta(published_date=None, removed=frozenset({24838}))
    [change] = confirm_removals(
        removal(), make_list(), snapshots=[read_csv(csv_list())], deltas=[("https://lists.example/latest", delta)]
    )
    assert change.confirmed_by is None


def test_other_list_with_the_name_under_another_number_vetoes() -> None:
    [change] = confirm_removals(removal(), make_list(), snapshots=[changed(uid=59999)])
    assert change.confirmed_by is None


def test_removed_entry_that_is_on_another_list_has_moved() -> None:
    before, after = read_csv(csv_list()), read_csv(csv_list(WITHOUT_LI))
    moved = mark_moved(removal(), make_list(), [read_csv(csv_list((*OTHERS, LI)))])
    assert [change.kind for change in moved] == [Kind.MOVED]
    assert is_settled(moved)
    assert evidence_of(moved, before, after, make_list()) == ()


def test_removed_entry_that_is_on_no_other_list_has_not_moved() -> None:
    assert mark_moved(removal(), make_list(), [read_csv(csv_list(OTHERS))]) == removal()


def test_quote_tells_the_row_before_and_the_list_without_it() -> None:
    [evidence] = look_at(csv_list(), csv_list(WITHOUT_LI), make_list())  # type: ignore[misc]  # no rejection here
    assert evidence.quote == (
        "24838 is no longer among 39 entries of the list of 2026-09-24; its row in the list of 2026-09-24: "
        '24838,"LI, Shangfu","individual","CAATSA - RUSSIA","Director of Equipment Development Department",'
        '"Remark on 24838."'
    )


def test_entry_watched_for_the_record_gives_no_evidence() -> None:
    fields = {"uid": 24838, "name": "LI, Shangfu", "entity": "li-shangfu", "removal": None}
    assert look_at(csv_list(), csv_list(WITHOUT_LI), make_list(watched=[fields])) == ()


def test_row_writes_nothing_as_the_list_does() -> None:
    [department] = read_csv(csv_list((*OTHERS, DEPARTMENT))).entries
    assert row_of(department) == (
        '24837,"EQUIPMENT DEVELOPMENT DEPARTMENT","entity","CAATSA - RUSSIA",-0-,"Remark on 24837."'
    )
