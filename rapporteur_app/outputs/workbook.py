"""The workbook: the whole selection in one .xlsx, in English headers that other programs can rely on.

A cell is typed by its field, never by its content: what people wrote is text even where it begins with '='.
"""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from rapporteur_app.i18n import SOURCE
from rapporteur_app.outputs import sheet_rows
from rapporteur_app.outputs.sheet_rows import Cell, Rows, Sheet
from rapporteur_app.outputs.wording import clean
from rapporteur_app.outputs.workbook_results import fill_results, weights_of
from rapporteur_app.workspace.undo import acts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from rapporteur_app.outputs.facts import Facts
    from rapporteur_app.workspace import Reader

LONGEST = 32_767
"""The most characters that a cell of an .xlsx can hold."""

HEAD = PatternFill("solid", fgColor="1D4E72")
WIDEST, DIGEST = 60, 64
"""Characters of the widest column of text, and of a digest."""
LINE, TALLEST = 15, 405
"""Points of a line, and of the highest row that a spreadsheet takes."""


def workbook_bytes(reader: Reader, facts: Facts) -> bytes:
    """The workbook of the selection as it is now; before the opening it holds no score."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for sheet in _sheets(reader, facts):
        made = book.create_sheet(sheet.name)
        if sheet.name == "Results" and facts.ranking is not None:
            fill_results(made, facts, put)
        else:
            _fill(made, sheet)
        _dress(made)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheets(reader: Reader, facts: Facts) -> list[Sheet]:
    return [
        Sheet("Selection", ["key", "value"], _selection(facts)),
        _criteria(facts),
        sheet_rows.nominations(reader, facts),
        sheet_rows.candidates(facts),
        sheet_rows.screening(facts),
        sheet_rows.conflicts(reader, facts),
        sheet_rows.scores(reader, facts),
        sheet_rows.results(facts),
        sheet_rows.shortlist(facts),
        sheet_rows.replies(reader, facts),
        Sheet("Decision", ["what", "who", "language", "text", "at"], _decision(facts)),
        Sheet("Audit", ["n", "time", "actor", "action", "reverses", "hash"], _audit(reader)),
    ]


def _selection(facts: Facts) -> Rows:
    counts = facts.pool.counts
    rows: Rows = [[key, value] for key, value in facts.settings.items()]
    rows += [[name, number] for name, number in asdict(counts).items()]
    return [*rows, ["audit_entries", facts.audit_entries], ["audit_head", facts.audit_head]]


def _criteria(facts: Facts) -> Sheet:
    header = ["code", "kind", "title", "weight", "threshold", "comment_rule", "version", "frozen_at", "hash"]
    criteria = facts.rubric.criteria if facts.rubric else ()
    rows: Rows = []
    for row in criteria:
        assert facts.version is not None
        title = row.title.get("en") or next(iter(row.title.values()), "")
        weight = weights_of(facts).get(row.code)
        rows.append([row.code, row.kind.value, title, weight, row.threshold, row.comment_rule.value,
                     facts.version.version, facts.version.frozen_at, facts.version.hash])  # fmt: skip
    return Sheet("Criteria", header, rows)


def _decision(facts: Facts) -> Rows:
    found = facts.decision
    if found is None:
        return []
    rows: Rows = [["selected", f"C{found.selected_id}", None, facts.name(found.selected_id), found.at]]
    rows += [["alternate", f"C{number}", None, facts.name(number), found.at] for number in found.alternates]
    rows += [["justification", None, language, text, found.at] for language, text in found.justification.items()]
    if found.deviation:
        rows.append(["deviation", None, facts.language, found.deviation, found.at])
    rows += [[row.stance.value, f"M{row.member_id}", None, row.statement, row.at] for row in facts.endorsements]
    rows += [
        ["accepts" if row.accepts else "declines", f"C{row.candidate_id}", None, row.reason, row.at]
        for row in facts.answers
    ]
    if facts.signature:
        signed = facts.signature
        rows.append(["signature", f"M{signed.member_id}", None, signed.signature, signed.at])
    return rows


def _audit(reader: Reader) -> Rows:
    return [
        [act.n, act.time, act.actor, SOURCE.render(act.action), act.reverses, act.hash]
        for act in acts(reader)
    ]  # fmt: skip


def _fill(made: Worksheet, sheet: Sheet) -> None:
    for column, name in enumerate(sheet.header, start=1):
        put(made, 1, column, name)
    for number, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row, start=1):
            put(made, number, column, value)


def put(made: Worksheet, row: int, column: int, value: Cell) -> None:
    """Write a value as what it is: text as text, a number as a number, nothing as nothing."""
    if value is None or value == "":
        return
    cell = made.cell(row, column)
    assert isinstance(cell, SheetCell)
    if isinstance(value, bool):
        cell.value = "yes" if value else "no"
    elif isinstance(value, str):
        cell.value = clean(value)[:LONGEST]
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value


def _dress(made: Worksheet) -> None:
    """A header that stays in sight and on every printed page, a filter, cells as large as what is in them."""
    made.freeze_panes = "A2"
    _fit_columns(made)
    _fit_rows(made)
    for cell in made[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    made.auto_filter.ref = made.dimensions
    made.print_title_rows = "1:1"
    made.page_setup.orientation, made.page_setup.paperSize = "landscape", made.PAPERSIZE_A4
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0


def _fit_columns(made: Worksheet) -> None:
    """Each as wide as its longest line, up to a limit; a digest, which cannot be broken, is never cut."""
    widths: dict[int, int] = {}
    for row in made.iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                widths[cell.column] = max(widths.get(cell.column, 0), _width(str(cell.value)))
    for column in range(1, made.max_column + 1):
        made.column_dimensions[get_column_letter(column)].width = max(9, widths.get(column, 0) + 3)


def _width(text: str) -> int:
    word = max(map(len, text.split()), default=0)
    return max(min(WIDEST, max(map(len, text.split("\n")))), word if word <= DIGEST else 0)


def _fit_rows(made: Worksheet) -> None:
    """Each as high as its cell with most lines; programs that only print do not find the height themselves."""
    for number, row in enumerate(made.iter_rows(), start=1):
        most = 1
        for cell in row:
            if cell.value is None or cell.data_type == "f":
                continue
            width = made.column_dimensions[get_column_letter(cell.column)].width - 2
            lines = sum(max(1, ceil(len(line) / width)) for line in str(cell.value).split("\n"))
            across = "left" if made.title == "Selection" else None
            cell.alignment = Alignment(horizontal=across, wrap_text=lines > 1, vertical="top")
            most = max(most, lines)
        if most > 1:
            made.row_dimensions[number].height = min(TALLEST, LINE * most)
