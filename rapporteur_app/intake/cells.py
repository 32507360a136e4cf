"""The cells of a sheet: as a person sees them, and what they are called."""

from __future__ import annotations

from typing import Any

Cell = Any
"""Text, number, truth value, None, or ('date', ISO text), as the reading child hands them over."""

EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number than these."""


def displayed(cell: Cell) -> str:
    """A cell as text, verbatim: 4.0 reads 4, a date reads as ISO with a space before the time."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if isinstance(cell, tuple):
        return str(cell[1]).replace("T", " ")
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a person sees nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number, and not a truth value."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet calls a cell; `row` counts from 1, `column` from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"
