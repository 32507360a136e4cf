"""What a person may not see of a spreadsheet, and should know before its rows are taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.cells import cell_name, is_blank
from rapporteur_app.intake.fields import NAME_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapporteur_app.sheets.reading import Sheet, Workbook

LISTED = 10
"""How many rows or cells a warning names."""


def of_the_workbook(workbook: Workbook, sheet: Sheet) -> Iterator[Message]:
    """What is on the sheets that are not read."""
    others = [one for one in workbook.sheets if one is not sheet and any(one.rows)]
    shown = [one.name for one in others if one.visible]
    hidden = [one.name for one in others if not one.visible]
    if shown:
        yield message(
            "Only sheet “{sheet}” is read; the file also has: {sheets}.", sheet=sheet.name, sheets=_quoted(shown)
        )
    if hidden:
        yield message("Hidden sheets are not read: {sheets}. Name one if it is meant.", sheets=_quoted(hidden))


def of_the_sheet(sheet: Sheet, first: int) -> Iterator[Message]:
    """What is hidden or missing on the sheet that is read; `first` is the first row under the header."""
    if sheet.encoding:
        yield message(
            "The file does not say how its letters are encoded: it is read as {encoding}. Look at a name with an "
            "accent; if it is wrong, save the file as xlsx or as “CSV UTF-8”.",
            encoding=sheet.encoding,
        )
    if sheet.unclosed:
        yield message(
            "A quotation mark is opened in these rows and never closed; they are read without it: {rows}.",
            rows=listed([str(number) for number in sheet.unclosed]),
        )
    if sheet.unfinished:
        yield message(
            "Sheet “{sheet}” was not looked through for hidden rows and columns, merged cells and formulas without a "
            "result, as it is too large or damaged. Its cells are read all the same.",
            sheet=sheet.name,
        )
    yield from _hidden(sheet, first)
    if sheet.unvalued:
        yield message(
            "These cells hold a formula without its result, so that they count as blank: {cells}. Open the file "
            "in a spreadsheet program, save it, and import it again.",
            cells=listed(sheet.unvalued),
        )
    if sheet.errors:
        yield message("These cells hold an error instead of a value: {cells}.", cells=listed(sheet.errors))


def _hidden(sheet: Sheet, first: int) -> Iterator[Message]:
    """The hidden rows and columns that hold anything under the header."""
    below = sheet.rows[first - 1 :]
    rows = [n for n in sheet.hidden_rows if first <= n <= len(sheet.rows) and _holds(sheet.rows[n - 1])]
    if rows:
        yield message(
            "Rows that are hidden in the spreadsheet are read like the others: {rows}.",
            rows=listed([str(number) for number in rows]),
        )
    columns = [
        cell_name(1, place)[:-1]
        for place in sheet.hidden_columns
        if _holds([row[place] for row in below if place < len(row)])
    ]
    if columns:
        yield message(
            "Columns that are hidden in the spreadsheet are read like the others: {columns}.", columns=listed(columns)
        )


def apart(sheet: Sheet, headers: Sequence[str], columns: Mapping[str, str | None]) -> Iterator[Message]:
    """The columns with a field that a blank column parts from the nominees' names: perhaps of a table beside."""
    named = next((place for place, header in enumerate(headers) if columns.get(header) in NAME_FIELDS), None)
    unnamed = [place for place, header in enumerate(headers) if not columns.get(header)]
    blank = [place for place in unnamed if not _is_filled(sheet, place)]
    if named is None or not blank:
        return
    found = [
        header.strip()
        for place, header in enumerate(headers)
        if columns.get(header) and any(min(place, named) < gap < max(place, named) for gap in blank)
    ]
    if found:
        yield message(
            "A blank column parts these columns from the nominees' names: {columns}. If they belong to another table, "
            "take their fields away.",
            columns=_quoted(found[:LISTED]),
        )


def _is_filled(sheet: Sheet, place: int) -> bool:
    return any(place < len(row) and not is_blank(row[place]) for row in sheet.rows)


def _holds(row: Sequence[object]) -> bool:
    return any(not is_blank(cell) for cell in row)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def listed(places: Sequence[str]) -> str:
    """The first of many places, so that a sentence stays one."""
    return ", ".join(places[:LISTED]) + (", …" if len(places) > LISTED else "")
