"""The rubric as a file: TOML, or a table (xlsx, csv) with one row for each criterion."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, UnreadableFile, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.setup.criteria import latest_version, rubric_of
from rapporteur_app.setup.rubric_file import parse_rubric, rubric_to_toml
from rapporteur_app.setup.rubric_table import rubric_from_rows, rubric_to_rows
from rapporteur_app.sheets.tables import read_rows
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.workspace import Workspace


def read_rubric(path: Path) -> Rubric:
    """The rubric in a file.

    Raises:
        BadInput: a criterion or a field is not what it should be; the sentence names it.
        UnreadableFile: the file is not there, or cannot be read.
    """
    if not path.exists():
        raise UnreadableFile(message("There is no file {file}.", file=str(path)))
    if path.suffix.lower() == ".toml":
        try:
            return parse_rubric(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(message("{file} cannot be read as a text file.", file=str(path)), str(error)) from error
    header, rows = read_rows(path)
    return rubric_from_rows(header, rows)


def save_rubric(workspace: Workspace, path: Path) -> None:
    """Write the latest version of the criteria; what is read back equals it.

    Raises:
        WrongStage: there are no criteria yet.
        BadInput: the file's ending is none of toml, xlsx, csv.
    """
    with workspace.reading() as reader:
        version = latest_version(reader)
        if version is None:
            raise WrongStage(message("There are no criteria yet. Load them first (`criteria --load`)."))
        rubric = rubric_of(version)
    writers = {".toml": _toml, ".csv": _csv, ".xlsx": _xlsx}
    if path.suffix.lower() not in writers:
        raise BadInput(message("{file}: a rubric is saved as .toml, .xlsx or .csv.", file=path.name))
    write_whole(path, writers[path.suffix.lower()](rubric))


def _toml(rubric: Rubric) -> bytes:
    return rubric_to_toml(rubric).encode()


def _csv(rubric: Rubric) -> bytes:
    header, rows = rubric_to_rows(rubric)
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([header, *rows])
    return buffer.getvalue().encode("utf-8-sig")


def _xlsx(rubric: Rubric) -> bytes:
    from openpyxl import Workbook

    header, rows = rubric_to_rows(rubric)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    table: list[list[str | int | float | None]] = [[*header], *([*row] for row in rows)]
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a title that starts with '=' stays text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
