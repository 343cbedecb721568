from __future__ import annotations

from datetime import date

import pytest

from extractors.official_lists.sanctions_lists import ListBody, check_against, parse_delta, parse_list
from extractors.records.official_lists import ListDelta, ListedEntry, ListSnapshot
from extractors.records.rejections import Rejection, RejectionReason
from seeds.official_lists import ListFormat
from tests.extractors.official_lists.list_samples import (
    DEPARTMENT,
    LI,
    NOW,
    OTHERS,
    REAL_FOLDER,
    ROWS,
    csv_alternates,
    csv_list,
    csv_row,
    make_list,
    needs_real_lists,
    read_csv,
    real_csv,
    xml_delta,
    xml_list,
    zipped,
)

DOCTYPE = b'<!DOCTYPE sdnList [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
"""Entities that would expand in a parser that lets them be declared."""


def parse(body: bytes, form: ListFormat, **fields: object) -> ListSnapshot | Rejection:
    file = ListBody(url="https://lists.example/f", format=form, body=body, alternates=csv_alternates())
    return parse_list(file, make_list(**fields), NOW)


def reason(body: bytes, form: ListFormat, **fields: object) -> RejectionReason:
    answer = parse(body, form, **fields)
    assert isinstance(answer, Rejection), answer
    assert answer.detail
    return answer.reason


def entries(body: bytes, form: ListFormat) -> tuple[ListedEntry, ...]:
    answer = parse(body, form)
    assert isinstance(answer, ListSnapshot), answer
    return answer.entries


def test_csv_list_is_counted_and_its_watched_entries_kept() -> None:
    answer = parse(csv_list(), ListFormat.SDN_CSV)
    assert isinstance(answer, ListSnapshot)
    assert (answer.entry_count, answer.stated_count, answer.published_date) == (40, None, None)
    assert [(e.uid, e.name, e.kind, e.programs, e.title, e.aliases) for e in answer.entries] == [
        (24837, DEPARTMENT.last, "entity", ("CAATSA - RUSSIA",), "", ("GENERAL ARMAMENT DEPARTMENT",)),
        (24838, "LI, Shangfu", "individual", ("CAATSA - RUSSIA",), "Director of Equipment Development Department", ()),
    ]


def test_xml_list_says_its_date_and_count() -> None:
    answer = parse(xml_list(), ListFormat.SDN_XML)
    assert isinstance(answer, ListSnapshot)
    assert (answer.entry_count, answer.stated_count, answer.published_date) == (40, 40, date(2026, 9, 23))


def test_both_forms_give_the_same_entries_but_for_remarks() -> None:
    def compared(form: ListFormat, body: bytes) -> list[tuple[object, ...]]:
        return [(e.uid, e.name, e.kind, e.programs, e.title, e.aliases) for e in entries(body, form)]

    assert compared(ListFormat.SDN_XML, zipped(xml_list())) == compared(ListFormat.SDN_CSV, csv_list())


def test_entry_with_several_programs_has_them_all() -> None:
    body = csv_list().replace(b'"CAATSA - RUSSIA","Director', b'"NPWMD] [CAATSA - RUSSIA","Director')
    assert entries(body, ListFormat.SDN_CSV)[1].programs == ("CAATSA - RUSSIA", "NPWMD")


def test_entry_of_a_watched_name_is_kept_under_any_number() -> None:
    body = csv_list().replace(b"24838,", b"51234,")
    assert [entry.uid for entry in entries(body, ListFormat.SDN_CSV)] == [24837, 51234]


def test_overlong_remarks_are_continued_from_the_comments() -> None:
    file = ListBody(
        url="https://lists.example/f",
        format=ListFormat.SDN_CSV,
        body=csv_list(),
        comments=b'24838,"; Linked To: X."\r\n',
    )
    answer = parse_list(file, make_list(), NOW)
    assert isinstance(answer, ListSnapshot)
    assert answer.entries[1].remarks == "Remark on 24838.; Linked To: X."


CSV_FAULTS = {
    "nothing": (b"", RejectionReason.EMPTY),
    "blanks": (b" \r\n", RejectionReason.EMPTY),
    "an error page": (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", RejectionReason.WRONG_TYPE),
    "an error in JSON": (b'{"error": "try again"}', RejectionReason.WRONG_TYPE),
    "no end mark": (csv_list()[:-1], RejectionReason.TRUNCATED),
    "cut in a row": (csv_list()[:-60], RejectionReason.TRUNCATED),
    "cut in a row but marked": (csv_list()[:-60] + b"\x1a", RejectionReason.MALFORMED),
    "a header": (b"ent_num,SDN_Name,SDN_Type,Program,a,b,c,d,e,f,g,h\r\n" + csv_list(), RejectionReason.MALFORMED),
    "a column less": (csv_list().replace(b',"Remark on 24837."', b""), RejectionReason.MALFORMED),
    "a lost quote": (csv_list().replace(b'Remark on 24837."', b"Remark on 24837."), RejectionReason.MALFORMED),
    "a damaged number": (csv_list().replace(b"24838,", b"24\xef\xbf\xbd38,"), RejectionReason.MALFORMED),
    "other bytes": (csv_list().replace(b"Shangfu", b"Sh\xe4ngfu"), RejectionReason.MALFORMED),
    "UTF-16": (csv_list().decode().encode("utf-16"), RejectionReason.TRUNCATED),
    "zero bytes": (csv_list().replace(b"CYBER2", b"CYB\0R2", 1), RejectionReason.MALFORMED),
    "an entry twice": (csv_list((*ROWS, LI)), RejectionReason.DUPLICATED),
    "too few": (csv_list((*OTHERS[:10], DEPARTMENT, LI)), RejectionReason.MISCOUNTED),
    "an entry without a name": (csv_list().replace(b'"LI, Shangfu"', b"-0- "), RejectionReason.MALFORMED),
}  # fmt: skip


@pytest.mark.parametrize("fault", CSV_FAULTS)
def test_csv_that_is_no_whole_list_is_refused(fault: str) -> None:
    body, expected = CSV_FAULTS[fault]
    assert reason(body, ListFormat.SDN_CSV) is expected


def declared(encoding: bytes) -> bytes:
    body = xml_list()
    return b'<?xml version="1.0" encoding="%s"?>' % encoding + body[body.index(b"<sdnList") :]


def long_tag(start: bytes, filling: bytes, end: bytes) -> bytes:
    return xml_list().replace(b"<sdnEntry>", start + filling * 2_000_000 + end + b"<sdnEntry>", 1)


XML_FAULTS = {
    "nothing": (b"", RejectionReason.EMPTY),
    "an error page": (b"<html><body>Service unavailable</body></html>", RejectionReason.WRONG_TYPE),
    "a page behind a declaration": (b'<?xml version="1.0"?><!DOCTYPE html><html/>', RejectionReason.WRONG_TYPE),
    "another root": (xml_delta(), RejectionReason.WRONG_TYPE),
    "an error of the store behind": (b"<Error><Code>NoSuchKey</Code></Error>", RejectionReason.WRONG_TYPE),
    "declared entities": (xml_list().replace(b"<sdnList", DOCTYPE + b"<sdnList"), RejectionReason.MALFORMED),
    "cut between entries": (xml_list().partition(b"<sdnEntry><uid>24838")[0], RejectionReason.TRUNCATED),
    "cut in a tag": (xml_list()[:-5], RejectionReason.TRUNCATED),
    "a broken tag": (xml_list().replace(b"</sdnType>", b"</sdnTipe>", 1), RejectionReason.MALFORMED),
    "another count": (xml_list(count=41), RejectionReason.MISCOUNTED),
    "no count": (xml_list().replace(b"Record_Count", b"Count"), RejectionReason.MALFORMED),
    "no date": (xml_list().replace(b"Publish_Date", b"Date"), RejectionReason.MALFORMED),
    "a date that is none": (xml_list(day="23.9.2026"), RejectionReason.MALFORMED),
    "an entry twice": (xml_list((*ROWS, LI)), RejectionReason.DUPLICATED),
    "an entry without a number": (xml_list().replace(b"<uid>24838</uid>", b""), RejectionReason.MALFORMED),
    "deep nesting": (xml_list().replace(b"<title>", b"<a>" * 40 + b"<title>"), RejectionReason.MALFORMED),
    "an encoding nobody knows": (declared(b"nonsense"), RejectionReason.MALFORMED),
    "an encoding of several bytes": (declared(b"gb18030"), RejectionReason.MALFORMED),
    "an encoding that is none of text": (declared(b"zlib"), RejectionReason.MALFORMED),
    "an encoding that decodes nothing": (declared(b"undefined"), RejectionReason.MALFORMED),
    "a comment without end": (long_tag(b"<!--", b"x", b"-->"), RejectionReason.MALFORMED),
    "an attribute without end": (long_tag(b"<a b='", b"x", b"'/>"), RejectionReason.MALFORMED),
    "a tag's name without end": (long_tag(b"<a", b"a", b"/>"), RejectionReason.MALFORMED),
    "an archive of a thousand": (zipped(*(b"" for _ in range(1000))), RejectionReason.MALFORMED),
    "a cut archive": (zipped(xml_list())[:-40], RejectionReason.TRUNCATED),
    "an archive of two": (zipped(xml_list(), xml_list()), RejectionReason.MALFORMED),
}


@pytest.mark.parametrize("fault", XML_FAULTS)
def test_xml_that_is_no_whole_list_is_refused(fault: str) -> None:
    body, expected = XML_FAULTS[fault]
    assert reason(body, ListFormat.SDN_XML) is expected


def test_archive_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    bomb = zipped(b" " * 5_000_000 + xml_list())
    assert reason(bomb, ListFormat.SDN_XML, max_unpacked_bytes=1_000_000) is RejectionReason.TOO_LARGE


def test_damaged_archive_is_refused_by_its_checksum() -> None:
    body = bytearray(zipped(xml_list()))
    body[len(body) // 3] ^= 0xFF
    assert isinstance(parse(bytes(body), ListFormat.SDN_XML), Rejection)


def test_archive_with_any_byte_damaged_fails_nothing() -> None:
    whole = zipped(xml_list())
    for place in range(4, len(whole)):
        for byte in (0x00, 0x7F, 0xFF):
            answer = parse(whole[:place] + bytes([byte]) + whole[place + 1 :], ListFormat.SDN_XML)
            assert isinstance(answer, Rejection | ListSnapshot)


def test_list_that_lost_more_than_the_share_is_not_believed() -> None:
    before, after = read_csv(csv_list()), read_csv(csv_list(ROWS[8:]))
    refused = check_against(after, before, make_list(shrink_share=0.1), NOW)
    assert refused is not None
    assert refused.reason is RejectionReason.SHRUNK
    assert "32 entries after 40" in refused.detail


def test_list_that_lost_less_than_the_share_is_believed() -> None:
    assert check_against(read_csv(csv_list(ROWS[3:])), read_csv(csv_list()), make_list(shrink_share=0.1), NOW) is None


def test_list_older_than_the_one_before_is_not_believed() -> None:
    newer, older = (parse(xml_list(day=day), ListFormat.SDN_XML) for day in ("09/23/2026", "09/22/2026"))
    assert isinstance(newer, ListSnapshot)
    assert isinstance(older, ListSnapshot)
    refused = check_against(older, newer, make_list(), NOW)
    assert refused is not None
    assert refused.reason is RejectionReason.OUTDATED


def test_delta_tells_who_was_taken_off_and_not_who_was_changed_or_added() -> None:
    delta = parse_delta(xml_delta((24838, 555)), "https://lists.example/latest", make_list(), NOW)
    assert delta == ListDelta(published_date=date(2026, 9, 23), removed=frozenset({24838, 555}))


def test_delta_that_takes_an_entry_off_one_list_counts_it() -> None:
    body = xml_delta(()).replace(
        b'<entity id="24837" action="change">',
        b'<entity id="24837" action="change"><sanctionsLists><sanctionsList action="remove">SDN List'
        b"</sanctionsList></sanctionsLists>",
    )
    delta = parse_delta(body, "https://lists.example/latest", make_list(), NOW)
    assert isinstance(delta, ListDelta)
    assert delta.removed == frozenset({24837})


def test_delta_that_is_a_page_is_refused() -> None:
    assert isinstance(parse_delta(b"<html></html>", "https://lists.example/latest", make_list(), NOW), Rejection)


@needs_real_lists
def test_real_list_of_july_2021_is_whole_and_has_both_entries() -> None:
    file = ListBody(
        url="https://lists.example/sdn.csv",
        format=ListFormat.SDN_CSV,
        body=real_csv(),
        alternates=real_csv("alt.csv"),
        comments=real_csv("sdn_comments.csv"),
    )
    answer = parse_list(file, make_list(min_entries=5000), NOW)
    assert isinstance(answer, ListSnapshot)
    assert answer.entry_count == 8976
    assert [(e.uid, e.name, e.programs, e.aliases) for e in answer.entries] == [
        (24837, "EQUIPMENT DEVELOPMENT DEPARTMENT", ("CAATSA - RUSSIA",), ("GENERAL ARMAMENT DEPARTMENT",)),
        (24838, "LI, Shangfu", ("CAATSA - RUSSIA",), ()),
    ]


@needs_real_lists
def test_real_xml_that_was_cut_down_to_a_sample_is_refused_by_its_count() -> None:
    body = (REAL_FOLDER / "xml_samples" / "SDN_2026-06_sample.xml").read_bytes()
    assert reason(body, ListFormat.SDN_XML) is RejectionReason.MISCOUNTED


@needs_real_lists
@pytest.mark.parametrize("name", ["sdn.csv", "csl.csv", "sdn_comments.csv"])
def test_real_files_that_are_invalid_are_refused(name: str) -> None:
    assert isinstance(parse(real_csv(name, "invalid"), ListFormat.SDN_CSV), Rejection)


def test_row_in_samples_is_written_as_the_treasury_writes_it() -> None:
    assert csv_row(DEPARTMENT).startswith('24837,"EQUIPMENT DEVELOPMENT DEPARTMENT",-0- ,"CAATSA - RUSSIA",-0- ,-0- ,')
