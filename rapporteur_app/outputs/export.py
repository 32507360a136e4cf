"""The export: the workbook, the reports in each language, the tables, each file written whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import LANGUAGES, catalogue, message
from rapporteur_app.outputs.content import report_of
from rapporteur_app.outputs.facts import read_facts
from rapporteur_app.progress import SILENT
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rapporteur_app.outputs.blocks import Report
    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.progress import Progress
    from rapporteur_app.workspace import Reader, Workspace

    Made = tuple[str, Callable[[], bytes]]

FORMATS = ("xlsx", "docx", "pdf", "csv", "json")
"""What can be exported, by the ending of the files."""


def export(
    workspace: Workspace,
    out: Path,
    formats: Sequence[str] = FORMATS,
    languages: Sequence[str] = LANGUAGES,
    progress: Progress = SILENT,
) -> list[Path]:
    """Write the outputs of the selection as it is now; they all come from one reading of it.

    Args:
        workspace: the selection; it is only read.
        out: the folder; it is made where it is missing.
        formats: of FORMATS.
        languages: of the reports.
        progress: told of each file.

    Raises:
        BadInput: an unknown format or language, or the folder cannot be written.
    """
    _check(formats, languages)
    with workspace.reading() as reader:
        facts = read_facts(reader)
        made = list(_files(reader, facts, formats, languages))
        progress.start(message("Exporting"), len(made))
        written = []
        for name, content in made:
            written.append(_write(out / name, content()))
            progress.advance()
    return written


def _check(formats: Sequence[str], languages: Sequence[str]) -> None:
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise BadInput(message("“{name}” is no format of the export. Formats: {known}.", name=name, known=known))
    for name in languages:
        if name not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise BadInput(message("The program does not speak “{name}”. It speaks: {known}.", name=name, known=known))
    if not formats or not languages:
        raise BadInput(message("Name a format and a language at least."))


def _files(reader: Reader, facts: Facts, formats: Sequence[str], languages: Sequence[str]) -> Iterator[Made]:
    """Each file's name, and what makes its bytes; the writers are imported when they are needed."""
    from rapporteur_app.outputs import tables, workbook

    if "xlsx" in formats:
        yield "selection.xlsx", lambda: workbook.workbook_bytes(reader, facts)
    if "json" in formats:
        yield "selection.json", lambda: tables.selection_json(reader, facts)
    if "csv" in formats:
        for name, data in tables.csv_tables(reader, facts).items():
            yield f"csv/{name}.csv", lambda data=data: data  # type: ignore[misc]
    report = report_of(facts)
    for language in dict.fromkeys(languages):
        yield from _reports(report, language, formats)


def _reports(report: Report, language: str, formats: Sequence[str]) -> Iterator[Made]:
    from rapporteur_app.outputs.pdf import pdf_bytes
    from rapporteur_app.outputs.word import docx_bytes
    from rapporteur_app.outputs.wording import worded

    if "docx" in formats:
        yield f"justification.{language}.docx", lambda: docx_bytes(worded(report, catalogue(language)))
    if "pdf" in formats:
        yield f"justification.{language}.pdf", lambda: pdf_bytes(worded(report, catalogue(language)))


def _write(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        text = message("{file} cannot be written. If another program has it open, close it there.", file=str(path))
        raise BadInput(text, str(error)) from error
    return path
