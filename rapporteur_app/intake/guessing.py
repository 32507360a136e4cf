"""The mapping of a workbook: what a person settled, and for the rest a guess with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.cells import is_blank
from rapporteur_app.intake.dates import zone_of
from rapporteur_app.intake.fields import FIELDS, NAME_FIELDS, field_named
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.header_words import sense_of
from rapporteur_app.intake.headers import ColumnGuess, guess_columns, unique_headers
from rapporteur_app.intake.mapping import Mapping, Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.sheets.reading import Sheet, Workbook

SEARCHED_ROWS = 40
"""How far down a header row is looked for."""

LONGEST_HEADER = 600
SAMPLE = 60
"""How many cells of a column are looked at when its field is guessed."""

SETTLED = message("settled by hand")


@dataclass(frozen=True)
class GuessedMapping:
    """A mapping with the reason of each column, and what a person should know before using it."""

    mapping: Mapping
    columns: tuple[ColumnGuess, ...]
    warnings: tuple[Message, ...] = ()

    @property
    def names_nominees(self) -> bool:
        """Whether a column holds the nominee's name, without which nothing can be imported."""
        return any(name in NAME_FIELDS for name in self.mapping.columns.values())


def guess_mapping(workbook: Workbook, timezone: str, wishes: Wishes | None = None) -> GuessedMapping:
    """How a workbook is read.

    Args:
        workbook: what the file holds.
        timezone: the zone for times that come without one, where the wishes name none.
        wishes: what a person settled.

    Raises:
        BadInput: there are no rows, no such sheet, row, column or time zone.
    """
    wishes = wishes or Wishes()
    sheet, header_row = _place(workbook, wishes)
    zone = wishes.timezone or timezone
    zone_of(zone)
    headers = unique_headers(_row(sheet, header_row), _width(sheet, header_row))
    columns = _columns(sheet, header_row, headers, wishes)
    fields = {guess.header: guess.field for guess in columns}
    mapping = Mapping(sheet.name, header_row, fields, zone, wishes.split or "auto", wishes.values)
    return GuessedMapping(mapping, tuple(columns), tuple(_warnings(workbook, sheet, columns)))


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    """The sheet of a name, whatever its case.

    Raises:
        BadInput: there is none; the sentence lists those that there are.
    """
    for same in (str, folded):
        for sheet in workbook.sheets:
            if same(sheet.name) == same(name):
                return sheet
    listed = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets)
    raise BadInput(
        message("{file} has no sheet “{sheet}”. It has: {sheets}.", file=workbook.path.name, sheet=name, sheets=listed)
    )


def _place(workbook: Workbook, wishes: Wishes) -> tuple[Sheet, int]:
    """The sheet and its header row: the first visible sheet with a nominee's name in a header, else with any rows."""
    if wishes.sheet is not None:
        sheets = [sheet_of(workbook, wishes.sheet)]
    else:
        sheets = [sheet for sheet in workbook.sheets if sheet.visible]
    sheets = [sheet for sheet in sheets if any(not is_blank(cell) for row in sheet.rows for cell in row)]
    if not sheets:
        raise BadInput(_no_rows(workbook, wishes))
    places = [(sheet, wishes.header_row or find_header_row(sheet)) for sheet in sheets]
    for sheet, row in places:
        if row > len(sheet.rows):
            raise BadInput(
                message(
                    "Sheet “{sheet}” of {file} ends before row {row}, where its header should be.",
                    sheet=sheet.name,
                    file=workbook.path.name,
                    row=row,
                )
            )
    return next((place for place in places if _names_nominees(*place)), places[0])


def _no_rows(workbook: Workbook, wishes: Wishes) -> Message:
    if wishes.sheet is not None:
        return message("Sheet “{sheet}” of {file} is empty.", sheet=wishes.sheet, file=workbook.path.name)
    if any(sheet.rows for sheet in workbook.sheets):
        hidden = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets if sheet.rows)
        return message(
            "{file} has rows on hidden sheets only: {sheets}. Name the sheet if it is meant.",
            file=workbook.path.name,
            sheets=hidden,
        )
    return message("{file} has no rows.", file=workbook.path.name)


def find_header_row(sheet: Sheet) -> int:
    """The row, counted from 1, whose cells say most about fields; else the first row that is as wide as the widest.

    Rows above it are titles.
    """
    rows = sheet.rows[:SEARCHED_ROWS]
    scores = [_says(row) for row in rows]
    best = max(scores, default=0.0)
    if best >= 1:
        return scores.index(best) + 1
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    return filled.index(max(filled, default=0)) + 1 if filled else 1


def _says(row: Sequence[Cell]) -> float:
    """How much a row speaks like a header: the confidence of each field that it names, each counted once."""
    found: dict[tuple[str, object, object], float] = {}
    for text in row:
        if isinstance(text, str) and 0 < len(text) <= LONGEST_HEADER:
            sense = sense_of(text, fuzzy=False)
            if sense is not None:
                key = (sense.attribute, sense.role, sense.slot)
                found[key] = max(found.get(key, 0.0), sense.confidence)
    return sum(found.values())


def _names_nominees(sheet: Sheet, header_row: int) -> bool:
    headers = unique_headers(_row(sheet, header_row), _width(sheet, header_row))
    return any(guess.field in NAME_FIELDS for guess in guess_columns(headers, lambda _: ()))


def _columns(sheet: Sheet, header_row: int, headers: list[str], wishes: Wishes) -> list[ColumnGuess]:
    settled = _settled(headers, wishes)
    taken = {name for name in settled.values() if name}
    sample = [row for row in sheet.rows[header_row:] if row][:SAMPLE]
    guesses = guess_columns(headers, lambda place: [row[place] for row in sample if place < len(row)], taken)
    return [
        ColumnGuess(guess.header, settled[guess.header], 1.0, SETTLED) if guess.header in settled else guess
        for guess in guesses
    ]


def _settled(headers: Sequence[str], wishes: Wishes) -> dict[str, str | None]:
    """The columns that a person settled, by the headers of the sheet.

    Raises:
        BadInput: a header is named that the sheet does not have, or a field that there is not.
    """
    known = {folded(header): header for header in reversed(headers)}
    found: dict[str, str | None] = {}
    for header, name in wishes.columns.items():
        here = header if header in headers else known.get(folded(header))
        if here is None:
            raise BadInput(
                message(
                    "There is no column “{header}”. The columns are: {headers}.",
                    header=header,
                    headers=", ".join(f"“{one.strip()}”" for one in headers),
                )
            )
        found[here] = _known(name)
    return found


def _known(name: str | None) -> str | None:
    """The field's own name, where a person may have used another one."""
    if name is None:
        return None
    field = field_named(name)
    if field is None:
        text = "There is no field “{field}”. The fields are: {fields}."
        raise BadInput(message(text, field=name, fields=", ".join(one.name for one in FIELDS)))
    return field.name


def _warnings(workbook: Workbook, sheet: Sheet, columns: Sequence[ColumnGuess]) -> list[Message]:
    found = []
    others = [one.name for one in workbook.sheets if one is not sheet and one.visible and any(one.rows)]
    if others:
        found.append(
            message(
                "Only sheet “{sheet}” is read; the file also has: {sheets}.",
                sheet=sheet.name,
                sheets=", ".join(f"“{name}”" for name in others),
            )
        )
    if not any(guess.field in NAME_FIELDS for guess in columns):
        found.append(message("No column holds the nominee's name: say which one does."))
    return found


def _row(sheet: Sheet, number: int) -> list[Cell]:
    return sheet.rows[number - 1]


def _width(sheet: Sheet, header_row: int) -> int:
    return max((len(row) for row in sheet.rows[header_row - 1 :]), default=0)
