"""How the cells of a score sheet look, and what never happens in them: no text from outside is a formula."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
"""Two code points that XML does not allow and openpyxl's own pattern lets through."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet program begins a formula."""

MOST_LETTERS = 31
LINE, HIGHEST = 13.5, 400.0
"""Points of a line, and of the highest row that a spreadsheet program shows."""

FONT = "Calibri"
HEADER_FILL, LINK = "DCE6F1", "1F4E9E"


def safe(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: openpyxl writes '=' texts as formulas."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # late: the window reads who returned what without openpyxl

    text = ILLEGAL_CHARACTERS_RE.sub("", text).translate(NO_CHARACTERS)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def sheet_name(text: str) -> str:
    """A name that a sheet may have."""
    return re.sub(r"[\[\]:*?/\\]", " ", text)[:MOST_LETTERS].strip("' ")


def title(cell: Cell, text: str) -> None:
    """Write a heading."""
    from openpyxl.styles import Font

    cell.value = safe(text)
    cell.font = Font(name=FONT, size=14, bold=True)


def hint(sheet: Worksheet, row: int, text: str) -> None:
    """Write a sentence over the whole width of a table of seven columns."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, 1, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=7)
    sheet.row_dimensions[row].height = 32


def link(cell: Cell | MergedCell, place: str | None) -> None:
    """Let a cell lead to another place of the workbook."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    if place is not None:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
        cell.font = Font(name=FONT, size=11, color=LINK, underline="single")


BOLD = 1.15
"""How much wider than an ordinary character a bold one is."""


def widths(sheet: Worksheet, wanted: Sequence[float]) -> None:
    """Give the columns their widths, in characters."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(wanted, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def wrapped(sheet: Worksheet, header: int, last: int, columns: int) -> None:
    """Dress a table: its header, whose words all fit, and long texts in several lines."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    fill, bold = PatternFill("solid", fgColor=HEADER_FILL), Font(name=FONT, size=11, bold=True)
    several_lines = Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=header, max_row=max(last, header), max_col=columns):
        for place, cell in enumerate(row, start=1):
            cell.alignment = several_lines
            if cell.row == header:
                cell.fill, cell.font = fill, bold
                column = sheet.column_dimensions[get_column_letter(place)]
                longest = max(map(len, str(cell.value or "").split()), default=0)
                column.width = max(column.width, BOLD * longest + 1)


def locked(sheet: Worksheet) -> None:
    """Lock what is not to be filled in; widths, sorting and filters stay free. One page wide when it is printed."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.protection.sheet = True
    for free in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, free, False)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def heightened(sheet: Worksheet, first: int, last: int, columns: Sequence[float]) -> None:
    """Make rows as high as their texts need: not every program does it when it opens a workbook.

    Args:
        sheet: where.
        first: the first row.
        last: the last one.
        columns: the widths of the columns, in characters, from the first one on.
    """
    for row in range(first, last + 1):
        texts = (str(sheet.cell(row, place).value or "") for place in range(1, len(columns) + 1))
        lines = max(_lines(text, width) for text, width in zip(texts, columns, strict=True))
        sheet.row_dimensions[row].height = min(HIGHEST, 2 + LINE * lines)


def _lines(text: str, width: float) -> int:
    if text.startswith("="):
        return 1
    return sum(max(1, math.ceil(len(line) / (width * 0.95))) for line in text.split("\n"))


def coloured(sheet: Worksheet, area: str, condition: str, colour: str) -> None:
    """Colour the cells of an area for which a formula is true."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    style = DifferentialStyle(fill=PatternFill(bgColor=colour, fill_type="solid"))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=style, formula=[condition]))
