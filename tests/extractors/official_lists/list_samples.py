"""A small official list of our own making in each form, and the real one of July 2021 where it is at hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from extractors.official_lists.sanctions_lists import ListBody, parse_list
from extractors.records.official_lists import ListSnapshot
from seeds.official_lists import ListFormat, OfficialList

NOW = datetime(2026, 9, 24, 6, 0, tzinfo=UTC)
XML_NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
REAL_FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "ofac"

needs_real_lists = pytest.mark.skipif(
    not REAL_FOLDER.is_dir(), reason=f"the lists of the Treasury are not at {REAL_FOLDER}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One invented or watched entry, from which both forms are written."""

    uid: int
    last: str
    first: str = ""
    kind: str = "-0-"
    program: str = "CYBER2"
    title: str = "-0-"
    aliases: tuple[str, ...] = ()


LI = Row(
    uid=24838,
    last="LI",
    first="Shangfu",
    kind="individual",
    program="CAATSA - RUSSIA",
    title="Director of Equipment Development Department",
)
DEPARTMENT = Row(
    uid=24837,
    last="EQUIPMENT DEVELOPMENT DEPARTMENT",
    program="CAATSA - RUSSIA",
    aliases=("GENERAL ARMAMENT DEPARTMENT",),
)
OTHERS = tuple(Row(uid=100 + number, last=f"INVENTED TRADING {number} CO., LTD.") for number in range(38))
ROWS = (*OTHERS[:30], DEPARTMENT, LI, *OTHERS[30:])
WITHOUT_LI = tuple(row for row in ROWS if row is not LI)


def csv_list(rows: Sequence[Row] = ROWS) -> bytes:
    """Return the list as CSV with its end mark."""
    return "".join(f"{csv_row(row)}\r\n" for row in rows).encode() + b"\x1a"


def csv_row(row: Row) -> str:
    name = f"{row.last}, {row.first}" if row.first else row.last
    kind = f'"{row.kind}"' if row.kind != "-0-" else "-0- "
    title = f'"{row.title}"' if row.title != "-0-" else "-0- "
    return f'{row.uid},"{name}",{kind},"{row.program}",{title}' + ",-0- " * 6 + f',"Remark on {row.uid}."'


def csv_alternates(rows: Sequence[Row] = ROWS) -> bytes:
    """Return the file of other names."""
    lines = [f'{row.uid},{9000 + number},"aka","{a}",-0- ' for number, row in enumerate(rows) for a in row.aliases]
    return "\r\n".join([*lines, ""]).encode() + b"\x1a"


def xml_list(rows: Sequence[Row] = ROWS, *, day: str = "09/23/2026", count: int | None = None) -> bytes:
    """Return the list as XML, as if published on the day."""
    entries = "".join(_xml_entry(row) for row in rows)
    return (
        f'<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="{XML_NAMESPACE}"><publshInformation>'
        f"<Publish_Date>{day}</Publish_Date><Record_Count>{len(rows) if count is None else count}</Record_Count>"
        f"</publshInformation>{entries}</sdnList>"
    ).encode()


def _xml_entry(row: Row) -> str:
    first = f"<firstName>{row.first}</firstName>" if row.first else ""
    title = f"<title>{escape(row.title)}</title>" if row.title != "-0-" else ""
    akas = "".join(f"<aka><uid>1</uid><type>a.k.a.</type><lastName>{a}</lastName></aka>" for a in row.aliases)
    return (
        f"<sdnEntry><uid>{row.uid}</uid>{first}<lastName>{escape(row.last)}</lastName>{title}"
        f"<sdnType>{'Individual' if row.kind == 'individual' else 'Entity'}</sdnType>"
        f"<programList><program>{row.program}</program></programList><akaList>{akas}</akaList>"
        f"<addressList><address><uid>7</uid><country>China</country></address></addressList></sdnEntry>"
    )


def zipped(*files: bytes) -> bytes:
    """Return a ZIP archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(files):
            archive.writestr(f"SDN{number}.XML", content)
    return buffer.getvalue()


def xml_delta(removed: Sequence[int] = (24838,), *, day: str = "2026-09-23") -> bytes:
    """Return a file of changes that takes the entries off, changes one and adds one."""
    entities = "".join(f'<entity id="{uid}" action="remove"><generalInfo/></entity>' for uid in removed)
    return (
        '<?xml version="1.0"?><sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0"><publicationInfo>'
        f"<datePublished>{day}T00:00:00-04:00</datePublished></publicationInfo><entities>{entities}"
        '<entity id="24837" action="change"><sanctionsPrograms><sanctionsProgram action="remove">X'
        '</sanctionsProgram></sanctionsPrograms></entity><entity id="60001" action="add"/></entities></sanctionsData>'
    ).encode()


def make_list(base: str = "https://lists.example", **fields: object) -> OfficialList:
    """Return a list with an XML file, a CSV file and a delta below `base`."""
    values: Mapping[str, object] = {
        "id": "us-ofac-sdn",
        "name": "Specially Designated Nationals",
        "outlet": "us-ofac",
        "imposed_by": "united-states",
        "files": [
            {"url": f"{base}/SDN_XML.ZIP", "format": "sdn-xml"},
            {"url": f"{base}/SDN.CSV", "format": "sdn-csv", "alternates_url": f"{base}/ALT.CSV"},
        ],
        "delta_url": f"{base}/latest",
        "max_bytes": 30_000_000,
        "max_unpacked_bytes": 30_000_000,
        "min_entries": 20,
        "watched": [
            {"uid": 24838, "name": "LI, Shangfu", "entity": "li-shangfu", "programs": ["CAATSA - RUSSIA"]},
            {
                "uid": 24837,
                "name": "EQUIPMENT DEVELOPMENT DEPARTMENT",
                "entity": "equipment-development-department",
                "programs": ["CAATSA - RUSSIA"],
            },
        ],
        **fields,
    }
    return OfficialList.model_validate(values)


def read_csv(body: bytes, official_list: OfficialList | None = None, at: datetime = NOW) -> ListSnapshot:
    """Return the snapshot of a CSV list that is expected to be whole."""
    snapshot = parse_list(
        ListBody(url="https://lists.example/SDN.CSV", format=ListFormat.SDN_CSV, body=body),
        official_list or make_list(),
        at,
    )
    assert isinstance(snapshot, ListSnapshot), snapshot
    return snapshot


def real_csv(name: str = "sdn.csv", folder: str = "sdn_2021-07") -> bytes:
    """Return a real file of the Treasury."""
    return (REAL_FOLDER / folder / name).read_bytes()
