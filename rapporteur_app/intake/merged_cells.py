"""Cells that are merged over several rows: the file holds their value in the first row, a person sees it in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.intake.cells import cell_name, is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rapporteur_app.i18n import Message
    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.sheets.reading import Sheet

LISTED = 10
"""How many ranges a warning names."""

Range = tuple[int, int, int]
"""The first row and the last, counted from 1, and the column, counted from 0."""


def with_merged_cells(
    sheet: Sheet, first: int, names: Collection[int], numbers: Collection[int]
) -> tuple[list[list[Cell]], list[Message]]:
    """The rows as a person sees them, and what is to be said of it.

    A value is taken over into a row that names a nominee of its own. The name of a nominee is not: whether the rows
    below it are more nominations, or more lines of one, cannot be known. Nor is the number of a response.

    Args:
        sheet: the sheet, with what is known of its merged cells.
        first: the first row under its header.
        names: the columns that name nominees.
        numbers: the columns that number the responses.
    """
    ranges = list(_ranges(sheet, first))
    spread = [one for one in ranges if one[2] not in names and one[2] not in numbers]
    kept = [one for one in ranges if one[2] in names]
    if not ranges:
        return sheet.rows, []
    rows = list(sheet.rows)
    taken = [one for one in spread if _take_over(rows, one, names)]
    said = []
    if taken:
        said.append(
            message("Cells that are merged over several rows count for each nominee in them: {cells}.",
                    cells=_listed(taken))
        )  # fmt: skip
    if kept:
        said.append(
            message(
                "A nominee's name in cells that are merged over several rows counts for the first row only: {cells}.",
                cells=_listed(kept),
            )
        )
    return rows, said


def _ranges(sheet: Sheet, first: int) -> Iterator[Range]:
    """The merged cells under the header that hold something, by column; of two that overlap, the upper one."""
    last, before = len(sheet.rows), (0, -1)
    for top, end, at in sorted(sheet.merged, key=lambda one: (one[2], one[0])):
        if top < first or top > last or (at == before[1] and top <= before[0]):
            continue
        row, end = sheet.rows[top - 1], min(end, last)
        if end > top and at < len(row) and not is_blank(row[at]):
            before = (end, at)
            yield top, end, at


def _take_over(rows: list[list[Cell]], merged: Range, names: Collection[int]) -> bool:
    """Write the value into the rows below that name a nominee; whether there is one."""
    top, end, at = merged
    found = False
    for index in range(top, end):
        row = rows[index]
        own = at < len(row) and not is_blank(row[at])
        if not own and any(place < len(row) and not is_blank(row[place]) for place in names):
            rows[index] = [*row[:at], *[""] * (at - len(row)), rows[top - 1][at], *row[at + 1 :]]
            found = True
    return found


def _listed(ranges: Sequence[Range]) -> str:
    named = [f"{cell_name(top, at)}:{cell_name(end, at)}" for top, end, at in ranges[:LISTED]]
    return ", ".join(named) + (", …" if len(ranges) > LISTED else "")
