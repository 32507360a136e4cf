"""Commands of the outputs: the workbook, the reports, the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur_app.cli.common import Json, Selection, opened, print_json, say
from rapporteur_app.i18n import LANGUAGES, message


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("export")(export)


def export(
    selection: Selection,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the files.")],
    formats: Annotated[
        str, typer.Option("--formats", metavar="LIST", help="Of xlsx,docx,pdf,csv,json.")
    ] = "xlsx,docx,pdf,csv,json",
    languages: Annotated[str, typer.Option("--lang", metavar="LIST", help="Of en,es,pt,fr.")] = ",".join(LANGUAGES),
    json: Json = False,
) -> None:
    """Write the workbook, the justification report in each language, and the tables for other programs."""
    from rapporteur_app.outputs.export import export as use_case

    with opened(selection, write=False) as workspace:
        files = use_case(workspace, out, _names(formats), _names(languages))
    if json:
        print_json({"files": [str(file) for file in files]})
        return
    for file in files:
        say(message("{file}", file=str(file)))


def _names(text: str) -> list[str]:
    return [name.strip().lower() for name in text.split(",") if name.strip()]
