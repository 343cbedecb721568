from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.records.reading import EventType
from seeds.storyline import EventStatus
from tests.warehouse.samples import ON, Clock, make_article, make_event, make_reading
from warehouse.articles import append_articles
from warehouse.errors import ExportError, NotWritableError, NoWarehouseError
from warehouse.export import ExportFormat, export_view, list_exports
from warehouse.polecat import QUAD_CODES
from warehouse.readings import append_readings
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse


@pytest.fixture
def snapshot(filled: Warehouse, tmp_path: Path) -> Path:
    path = tmp_path / "it's published.duckdb"
    publish_snapshot(filled, path)
    return path


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize("form", [ExportFormat.CSV, ExportFormat.JSONL])
def test_every_view_can_be_written_as_one_file(snapshot: Path, tmp_path: Path, form: ExportFormat) -> None:
    for name in list_exports(snapshot):
        written = export_view(snapshot, name, form, tmp_path / f"{name}.{form}")
        assert written.row_count > 0
        assert written.path.stat().st_size > 0


def test_json_lines_keep_lists_and_say_times_in_utc(snapshot: Path, tmp_path: Path) -> None:
    export_view(snapshot, "events", ExportFormat.JSONL, tmp_path / "events.jsonl")
    rows = {
        row["event_id"]: row for row in map(json.loads, (tmp_path / "events.jsonl").read_text("utf-8").splitlines())
    }
    assert rows["event-2"]["actors"] == ["china"]
    assert rows["event-2"]["published_at"].startswith("2023-06-03 08:00:00")
    assert rows["li-sanctioned"]["quote"] is None


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("talks held;=HYPERLINK(1)", "talks held;'=HYPERLINK(1)"),
        ("a; ＠SUM(A1);+1", "a; '＠SUM(A1);'+1"),
        ("no; not yet", "no; not yet"),
        ("1=1", "1=1"),
        ('He said "no", twice', 'He said "no", twice'),
        ("李尚福", "李尚福"),
    ],
)
def test_no_text_in_csv_is_a_formula(warehouse: Warehouse, tmp_path: Path, title: str, written: str) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(title=title), ON)])
    publish_snapshot(warehouse, tmp_path / "published.duckdb")
    export_view(tmp_path / "published.duckdb", "articles", ExportFormat.CSV, tmp_path / "articles.csv")
    (row,) = csv_rows(tmp_path / "articles.csv")
    assert row["title"] == written


def test_parquet_is_cut_into_months_and_replaced_month_by_month(
    warehouse: Warehouse, clock: Clock, tmp_path: Path
) -> None:
    published, target = tmp_path / "published.duckdb", tmp_path / "articles"
    for name in ("a", "b"):
        with warehouse.transaction("run-1") as tx:
            append_articles(tx, [(make_article(f"ver-{name}", f"art-{name}", published_at=clock.now), ON)])
        clock.pass_by(days=30)
    publish_snapshot(warehouse, published)
    for _ in range(2):
        assert export_view(published, "articles", ExportFormat.PARQUET, target).row_count == 2
    assert sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()) == [
        "month=2023-06/articles.parquet",
        "month=2023-07/articles.parquet",
    ]
    july = pq.ParquetFile(target / "month=2023-07" / "articles.parquet").read().to_pylist()
    assert [(row["version_id"], row["on_storyline"]) for row in july] == [("ver-b", True)]


def test_what_has_no_date_goes_into_a_folder_of_its_own(snapshot: Path, tmp_path: Path) -> None:
    export_view(snapshot, "events", ExportFormat.PARQUET, tmp_path / "events")
    assert (tmp_path / "events" / "month=2023-06" / "events.parquet").is_file()


POLECAT_HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    "Actor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\t"
    "Recipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\t"
    "Story Locations\tLanguage\tVersion\t"
)


def test_events_have_the_columns_of_polecat_in_their_order(snapshot: Path, tmp_path: Path) -> None:
    export_view(snapshot, "polecat", ExportFormat.TSV, tmp_path / "polecat.tsv")
    header = (tmp_path / "polecat.tsv").read_text("utf-8").splitlines()[0]
    assert header.startswith(POLECAT_HEADER)
    assert POLECAT_HEADER.count("\t") == 40


def test_events_stand_in_the_columns_of_polecat(snapshot: Path, tmp_path: Path) -> None:
    export_view(snapshot, "polecat", ExportFormat.CSV, tmp_path / "polecat.csv")
    (row,) = csv_rows(tmp_path / "polecat.csv")
    assert row["Event ID"] == "event-2"
    assert (row["Event Date"], row["Event Type"], row["Event Mode"]) == ("2023-05-29", "REJECT", "refusal")
    assert (row["Actor Name"], row["Actor Country"]) == ("China", "CHN")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("United States", "USA")
    assert (row["CAMEO Code"], row["Event Status"], row["Contexts"]) == ("125", "occurred", "")
    assert row["Watches"] == "austin-li-meeting;us-prc-defense-ministers-meeting"
    assert row["Publication Date"] == "2023-06-03"
    assert row["Quad Code"] == "VERBAL CONFLICT"


def test_every_type_of_plover_that_is_read_has_one_quad_category() -> None:
    placed = [event_type for types in QUAD_CODES.values() for event_type in types]
    assert len(placed) == len(set(placed)) == 16
    assert {each.value for each in EventType} - set(placed) == {"APPOINT", "DISMISS"}


@pytest.mark.parametrize(
    ("status", "context"),
    [
        (EventStatus.SCHEDULED, "future"),
        (EventStatus.PROPOSED, "future"),
        (EventStatus.CONDITIONAL, "hypothetical"),
        (EventStatus.BACKGROUND, "historical"),
        (EventStatus.OCCURRED, ""),
    ],
)
def test_status_is_said_in_the_contexts_of_plover(
    warehouse: Warehouse, tmp_path: Path, status: EventStatus, context: str
) -> None:
    both = ("austin", "li")
    event = make_event(status=status, actors=both, recipients=both)
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        append_readings(tx, [make_reading(events=(event,))])
    publish_snapshot(warehouse, tmp_path / "published.duckdb")
    export_view(tmp_path / "published.duckdb", "polecat", ExportFormat.CSV, tmp_path / "polecat.csv")
    rows = csv_rows(tmp_path / "polecat.csv")
    assert [(row["Actor ID"], row["Recipient ID"], row["Contexts"]) for row in rows] == [
        ("austin", "li", context),
        ("li", "austin", context),
    ]


def test_a_name_that_does_not_exist_is_answered_with_those_that_do(snapshot: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"There is no view artikels\. Choose one of: .*articles.*polecat"):
        export_view(snapshot, "artikels", ExportFormat.CSV, tmp_path / "x.csv")
    with pytest.raises(ExportError, match="There is no view"):
        export_view(snapshot, 'runs" UNION SELECT 1 --', ExportFormat.CSV, tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()


def test_a_view_without_a_time_is_refused_as_parquet(snapshot: Path, tmp_path: Path) -> None:
    for name in list_exports(snapshot):
        try:
            export_view(snapshot, name, ExportFormat.PARQUET, tmp_path / name)
        except ExportError as error:
            assert "has no time to cut it into months" in str(error)


def test_a_target_that_cannot_be_written_is_named(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritableError, match="cannot be written"):
        export_view(snapshot, "runs", ExportFormat.CSV, tmp_path / "file" / "runs.csv")


def test_without_a_snapshot_the_message_says_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="Run `storywatch run` first"):
        export_view(tmp_path / "none.duckdb", "runs", ExportFormat.CSV, tmp_path / "runs.csv")
