"""A rubric as a table for a spreadsheet: one row a criterion, the dotted names of the rubric file as columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import LANGUAGES, message
from rapporteur_app.setup.document import Table
from rapporteur_app.setup.rubric import Rubric, Scale, rubric_document
from rapporteur_app.setup.rubric_reading import read_rubric

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | float | None

RUBRIC_COLUMNS = ("version", "scale.min", "scale.max", "scale.step")
"""What belongs to the whole rubric; it stands on every row, and must be the same on all."""

CRITERION_COLUMNS = ("code", "kind", "weight", "threshold", "comment_rule")

NUMBERS = (*RUBRIC_COLUMNS, "weight", "threshold")

TEXT_COLUMN = re.compile(r"(title|description)\.[a-z]{2}|anchors\.[a-z]{2}\.-?\d+(\.\d+)?")


def rubric_from_rows(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Rubric:
    """The rubric in a table. Blank rows, and blank columns without a header, are passed over.

    A table without version is version 1; without columns for the scale, it is the scale from 1 to 5.

    Raises:
        BadInput: an unknown column, no row at all, or what `read_rubric` refuses.
    """
    columns = _columns(header)
    filled = [list(row) for row in rows if any(_filled(cell) for cell in row)]
    if not filled:
        raise BadInput(message("The table of criteria holds no row."))
    whole = {name: _shared(columns, filled, name) for name in RUBRIC_COLUMNS if name in columns}
    document: dict[str, Any] = {"criteria": [_criterion(columns, row) for row in filled]}
    for name, value in whole.items():
        if value is not None:
            _put(document, name, value)
    document.setdefault("scale", {"min": Scale.min, "max": Scale.max, "step": Scale.step})
    return read_rubric(Table(document, message("The table of criteria")))


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _columns(header: Sequence[object]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = str(cell if cell is not None else "").strip().lower()
        if not name:
            continue
        if name in columns:
            raise BadInput(message("The table of criteria has the column “{name}” twice.", name=name))
        if name not in (*RUBRIC_COLUMNS, *CRITERION_COLUMNS) and not TEXT_COLUMN.fullmatch(name):
            known = ", ".join((*RUBRIC_COLUMNS, *CRITERION_COLUMNS, "title.en", "description.en", "anchors.en.1"))
            raise BadInput(
                message(
                    "The table of criteria has an unknown column “{name}”. Columns are: {known}.",
                    name=name,
                    known=known,
                )
            )
        columns[name] = place
    if "code" not in columns:
        raise BadInput(message("The table of criteria has no column “code”."))
    return columns


def _shared(columns: dict[str, int], rows: list[list[object]], name: str) -> Cell:
    values = {_cell(name, row, columns[name]) for row in rows} - {None}
    if len(values) > 1:
        raise BadInput(
            message("The table of criteria, “{name}”: it belongs to the whole rubric, but the rows differ.", name=name)
        )
    return values.pop() if values else None


def _criterion(columns: dict[str, int], row: list[object]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name, place in columns.items():
        value = _cell(name, row, place)
        if name not in RUBRIC_COLUMNS and value is not None:
            _put(document, name, value)
    return document


def _put(document: dict[str, Any], name: str, value: Cell) -> None:
    """Place a value under its dotted name; an anchor's level may have a decimal point of its own."""
    *tables, last = name.split(".", 2)
    for table in tables:
        document = document.setdefault(table, {})
    document[last] = value


def _cell(name: str, row: list[object], place: int) -> Cell:
    value = row[place] if place < len(row) else None
    if not _filled(value):
        return None
    if name in NUMBERS:
        return _number(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(value: object) -> Cell:
    """A number, also one that was typed as a text with a decimal comma or a percent sign; any other text stays one."""
    if isinstance(value, int | float):
        return value
    found = re.fullmatch(r"([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d{1,3})?)\s*%?", str(value).strip(), re.ASCII | re.IGNORECASE)
    return float(found.group(1).replace(",", ".")) if found else str(value)


def rubric_to_rows(rubric: Rubric) -> tuple[list[str], list[list[Cell]]]:
    """The header and the rows of the table that `rubric_from_rows` reads; only columns that something stands in."""
    document = rubric_document(rubric)
    whole = {"version": document["version"], **{f"scale.{name}": value for name, value in document["scale"].items()}}
    flat = [{**whole, **_flat(criterion)} for criterion in document["criteria"]]
    names = {name for row in flat for name in row}
    header = [*RUBRIC_COLUMNS, *CRITERION_COLUMNS, *sorted((n for n in names if TEXT_COLUMN.fullmatch(n)), key=_order)]
    return header, [[row.get(name) for name in header] for row in flat]


def _flat(document: dict[str, Any], before: str = "") -> dict[str, Cell]:
    flat: dict[str, Cell] = {}
    for name, value in document.items():
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat


def _order(name: str) -> tuple[int, int, str, float]:
    field, language, level = (*name.split(".", 2), "0")[:3]
    known = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return ("title", "description", "anchors").index(field), known, language, float(level)
