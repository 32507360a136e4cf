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
from rapporteur_app.intake.headers import ColumnGuess, guess_columns
from rapporteur_app.intake.headings import SENT_AT, heading_of, is_upper_line
from rapporteur_app.intake.mapping import Mapping, Wishes
from rapporteur_app.intake.unseen import apart, of_the_sheet, of_the_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.intake.headings import Heading
    from rapporteur_app.sheets.reading import Sheet, Workbook

SEARCHED_ROWS = 40
"""How far down a header row is looked for."""

LONGEST_HEADER = 600
SAMPLE = 60
"""How many cells of a column are looked at when its field is guessed."""

WIDEST = message("no row names a field; it is the first one that is as wide as the widest")
SETTLED = message("settled by hand")


@dataclass(frozen=True)
class RowGuess:
    """The row in which the header starts, counted from 1, how sure that is (0 to 1), and why."""

    row: int
    confidence: float
    reason: Message


@dataclass(frozen=True)
class GuessedMapping:
    """A mapping with the reason of each column, and what a person should know before using it."""

    mapping: Mapping
    columns: tuple[ColumnGuess, ...]
    header: RowGuess
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
    sheet, header = _place(workbook, wishes)
    heading = heading_of(sheet.rows, header.row)
    columns = _columns(sheet, header.row, heading, wishes)
    fields = {guess.header: guess.field for guess in columns}
    zone = wishes.timezone or ("UTC" if fields.get(SENT_AT) == "submitted_at" else timezone)
    zone_of(zone)
    mapping = Mapping(sheet.name, header.row, fields, zone, wishes.split or "auto", wishes.values)
    return GuessedMapping(mapping, tuple(columns), header, tuple(_warnings(workbook, sheet, mapping, heading)))


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


def _place(workbook: Workbook, wishes: Wishes) -> tuple[Sheet, RowGuess]:
    """The sheet and its header row: the first visible sheet with a nominee's name in a header, else with any rows."""
    if wishes.sheet is not None:
        sheets = [sheet_of(workbook, wishes.sheet)]
    else:
        sheets = [sheet for sheet in workbook.sheets if sheet.visible]
    sheets = [sheet for sheet in sheets if any(not is_blank(cell) for row in sheet.rows for cell in row)]
    if not sheets:
        raise BadInput(_no_rows(workbook, wishes))
    settled = RowGuess(wishes.header_row, 1.0, SETTLED) if wishes.header_row else None
    places = [(sheet, settled or find_header_row(sheet)) for sheet in sheets]
    for sheet, header in places:
        if header.row > len(sheet.rows):
            raise BadInput(
                message(
                    "Sheet “{sheet}” of {file} ends before row {row}, where its header should be.",
                    sheet=sheet.name,
                    file=workbook.path.name,
                    row=header.row,
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


def find_header_row(sheet: Sheet) -> RowGuess:
    """The row whose cells say most about fields; else the first row that is as wide as the widest.

    Rows above it are titles, but for the one that is the upper line of the same header.
    """
    rows = sheet.rows[:SEARCHED_ROWS]
    scores = [_says(row) for row in rows]
    best = max(scores, default=0.0)
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    if best < 1:
        return RowGuess(filled.index(max(filled, default=0)) + 1 if filled else 1, 0.3, WIDEST)
    row = scores.index(best) + 1
    sure = round(min(1.0, 0.5 + best / 2 / max(filled[row - 1], 1)), 2)
    reason = message("its cells name {count} fields, more than any other row", count=round(best))
    upper = row > 1 and is_upper_line(sheet.rows, row - 1)
    return RowGuess(row - 1 if upper else row, sure, reason)


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


def _names_nominees(sheet: Sheet, header: RowGuess) -> bool:
    guesses = guess_columns(heading_of(sheet.rows, header.row), lambda _: ())
    return any(guess.field in NAME_FIELDS for guess in guesses)


def _columns(sheet: Sheet, header_row: int, heading: Heading, wishes: Wishes) -> list[ColumnGuess]:
    settled = _settled(heading.texts, wishes)
    taken = {name for name in settled.values() if name}
    sample = [row for row in sheet.rows[header_row - 1 + heading.depth :] if row][:SAMPLE]
    guesses = guess_columns(heading, lambda place: [row[place] for row in sample if place < len(row)], taken)
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
        raise BadInput(
            message(
                "There is no field “{field}”. The fields are: {fields}.",
                field=name,
                fields=", ".join(one.name for one in FIELDS),
            )
        )
    return field.name


def _warnings(workbook: Workbook, sheet: Sheet, mapping: Mapping, heading: Heading) -> list[Message]:
    found = [*of_the_workbook(workbook, sheet), *of_the_sheet(sheet, mapping.header_row + heading.depth)]
    found += apart(sheet, heading.texts, mapping.columns)
    if mapping.columns.get(SENT_AT) == "submitted_at":
        found.append(
            message(
                "KoboToolbox writes “{header}” in UTC; its times are read as {zone}.",
                header=SENT_AT,
                zone=mapping.timezone,
            )
        )
    if not any(name in NAME_FIELDS for name in mapping.columns.values()):
        found.append(message("No column holds the nominee's name: say which one does."))
    return found
