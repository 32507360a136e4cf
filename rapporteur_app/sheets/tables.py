"""A plain table with one header row: members, stakeholders, scores, declarations, screening, replies, a rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.sheets.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Row = dict[str, str]


def read_table(path: Path, required: Sequence[str] = ()) -> list[Row]:
    """The rows of the first visible sheet that has any, by header in lower case; blank rows are left out.

    Raises:
        UnreadableFile: the file cannot be read as a spreadsheet.
        BadInput: there are no rows, or a required column is missing; the sentence names it.
    """
    header, rows = read_rows(path)
    missing = [name for name in required if name not in header]
    if missing:
        text = message("{file} has no column “{column}”. Its columns are: {columns}.", file=path.name,
                       column=missing[0], columns=", ".join(name for name in header if name))  # fmt: skip
        raise BadInput(text)
    return [
        row for row in ({k: v for k, v in zip(header, cells, strict=False) if k} for cells in rows) if any(row.values())
    ]


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header (in lower case, stripped) and the rows of text of a table.

    Raises:
        UnreadableFile: the file cannot be read as a spreadsheet.
        BadInput: it has no rows.
    """
    book = read_workbook(path)
    sheets = [sheet for sheet in book.sheets if sheet.visible and any(sheet.rows)]
    if not sheets:
        raise BadInput(message("{file} has no rows.", file=path.name))
    rows = [[shown(cell) for cell in row] for row in sheets[0].rows if any(cell not in ("", None) for cell in row)]
    header = [" ".join(cell.split()).lower() for cell in rows[0]]
    width = len(header)
    return header, [[*row, *([""] * (width - len(row)))] for row in rows[1:]]


def shown(cell: Any) -> str:
    """A cell as text: 4.0 reads 4, a date reads as ISO, truth reads yes or no."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, tuple):
        return str(cell[1])
    return str(cell).strip()
