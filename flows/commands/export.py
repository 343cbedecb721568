"""`storywatch export`: write a view of the warehouse to a file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import snapshot_of


def export(
    context: typer.Context,
    view: Annotated[
        str | None,
        typer.Argument(
            help="A view of docs/warehouse.md, or `polecat`: events in the columns of POLECAT. "
            "Without one, all names are listed."
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Argument(help="The file to write: .csv, .tsv, .jsonl; any other name: a folder of Parquet."),
    ] = None,
) -> None:
    """Write a view to CSV, TSV, JSON lines or Parquet; what the target held before is replaced."""
    from flows.boundary import UsageError
    from warehouse.export import ExportFormat, export_view, list_exports

    snapshot = snapshot_of(context)
    if view is None:
        print("\n".join(list_exports(snapshot)))
        return
    if target is None:
        raise UsageError("export: name the file or folder to write to")
    forms = {".csv": ExportFormat.CSV, ".tsv": ExportFormat.TSV, ".jsonl": ExportFormat.JSONL}
    written = export_view(snapshot, view, forms.get(target.suffix.lower(), ExportFormat.PARQUET), target)
    print(f"{written.row_count} rows written to {written.path}")
