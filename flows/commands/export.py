"""`storywatch export`: write a view of the warehouse to a file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import snapshot_of


def export(
    context: typer.Context,
    view: Annotated[
        str, typer.Argument(help="A view of docs/warehouse.md, or `polecat`: events in the columns of POLECAT.")
    ],
    target: Annotated[
        Path,
        typer.Argument(help="The file to write: .csv, .tsv, .jsonl; any other name: a folder of Parquet."),
    ],
) -> None:
    """Write a view to CSV, TSV, JSON lines or Parquet; what the target held before is replaced."""
    from warehouse.export import ExportFormat, export_view

    forms = {".csv": ExportFormat.CSV, ".tsv": ExportFormat.TSV, ".jsonl": ExportFormat.JSONL}
    written = export_view(snapshot_of(context), view, forms.get(target.suffix.lower(), ExportFormat.PARQUET), target)
    print(f"{written.row_count} rows written to {written.path}")
