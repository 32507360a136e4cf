"""A mapped sheet as columns that can be read, and which of its rows are nominations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.intake.cells import cell_name, displayed, is_blank
from rapporteur_app.intake.dates import MomentReader
from rapporteur_app.intake.fields import FIELD, NAME_FIELDS, Kind
from rapporteur_app.intake.guessing import sheet_of
from rapporteur_app.intake.headings import agreed, chosen, heading_of, sense_at
from rapporteur_app.intake.merged_cells import with_merged_cells
from rapporteur_app.intake.other_rows import begins_table, is_note, is_total
from rapporteur_app.intake.records import listed_rows
from rapporteur_app.intake.values import CellReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rapporteur_app.i18n import Message
    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.intake.fields import Field
    from rapporteur_app.intake.mapping import Mapping
    from rapporteur_app.intake.reading import Reading
    from rapporteur_app.intake.vocabulary import Vocabulary
    from rapporteur_app.sheets.reading import Workbook

NOTHING = ("", None)
"""How most blank cells come."""


@dataclass(frozen=True)
class Column:
    """One mapped column, or the columns of one question's choices.

    `slot` tells the columns of several nominees apart (None: it speaks of all of them).
    """

    place: int
    header: str
    field: Field
    slot: int | None
    reader: CellReader
    choices: Callable[[Sequence[Cell]], str] | None = None

    def cell(self, row: Sequence[Cell]) -> Cell:
        """The column's cell in a row; of a question whose choices have a column each, those that are marked."""
        if self.choices is not None:
            return self.choices(row)
        return row[self.place] if self.place < len(row) else None

    def read(self, cell: Cell) -> Reading:
        """The value of a cell, or the problem with it."""
        return self.reader.read(cell)

    def read_all(self, rows: Iterable[Sequence[Cell]]) -> list[Reading]:
        """The values of the column in these rows, as `read` tells each."""
        return self.reader.read_all(map(self.cell, rows))

    def at(self, number: int) -> str:
        """What a spreadsheet calls the column's cell in the row of that number."""
        return cell_name(number, self.place)


class Table:
    """A sheet under a mapping."""

    def __init__(self, workbook: Workbook, mapping: Mapping, vocabulary: Vocabulary) -> None:
        """Prepare a reader for each mapped column.

        Raises:
            BadInput: no column holds the nominee's name, or the mapping is of another sheet.
        """
        sheet = sheet_of(workbook, mapping.sheet)
        self.sheet = sheet.name
        self.header_row = mapping.header_row
        self._from_1904 = sheet.dates_1904
        header = sheet.rows[mapping.header_row - 1] if mapping.header_row <= len(sheet.rows) else []
        self._heading = heading_of(sheet.rows, mapping.header_row)
        self.headers = self._heading.texts
        self._first = mapping.header_row + self._heading.depth
        self._header = [displayed(cell) for cell in header]
        fields = [(place, mapping.columns.get(one)) for place, one in enumerate(self.headers)]
        names = {place for place, name in fields if name in NAME_FIELDS}
        numbers = {place for place, name in fields if name == "response_id"}
        self._rows, self._merged = with_merged_cells(sheet, self._first, names, numbers)
        self._moments: list[MomentReader] = []
        self.columns = self._columns(mapping, vocabulary)
        self._totals: list[int] = []
        self._notes: list[int] = []
        self._tables: list[int] = []
        if not any(column.field.name in NAME_FIELDS for column in self.columns):
            raise BadInput(
                message(
                    "Sheet “{sheet}”: no column holds the nominee's name. Name it in a mapping, as nominee_name.",
                    sheet=self.sheet,
                )
            )

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold a nomination, with their numbers.

        Blank ones are left out, repeated headers, totals, notes, and other tables below until the header is repeated.
        """
        apart = elsewhere = False
        for number, row in enumerate(self._rows[self._first - 1 :], start=self._first):
            filled = [place for place, cell in enumerate(row) if cell not in NOTHING and not is_blank(cell)]
            if not filled:
                apart = True
            elif self._is_header(row):
                apart = elsewhere = False
            elif elsewhere:
                continue
            elif apart and not self._is_repeated(number) and begins_table(self._rows, number - 1, self.columns):
                elsewhere = True
                self._tables.append(number)
            elif self._is_beside(number, row, filled):
                apart = True
            else:
                apart = False
                yield number, row

    def texts(self, row: Sequence[Cell]) -> tuple[str, ...]:
        """A row verbatim: its cells as displayed, as many as there are headers at most."""
        return tuple([cell if type(cell) is str else displayed(cell) for cell in row[: len(self.headers)]])

    def warnings(self) -> list[Message]:
        """What a person should know of how the sheet was read; complete once all rows are."""
        found = self._merged + [said for reader in self._moments for said in reader.warnings()]
        if self._totals:
            found.append(message("Rows that hold a total are left out: {rows}.", rows=listed_rows(self._totals)))
        if self._notes:
            listed = listed_rows(self._notes)
            found.append(message("Rows that hold a note and no nomination are left out: {rows}.", rows=listed))
        if self._tables:
            found.append(
                message(
                    "Another table begins in these rows and is not read: {rows}. If it holds nominations, put it on a "
                    "sheet of its own.",
                    rows=listed_rows(self._tables),
                )
            )
        return found

    def _is_beside(self, number: int, row: Sequence[Cell], filled: list[int]) -> bool:
        """Whether a row holds a total or a note, which is remembered."""
        if is_total(row, filled):
            self._totals.append(number)
            return True
        if is_note(row, filled, self.columns, len(self.headers)):
            self._notes.append(number)
            return True
        return False

    def _columns(self, mapping: Mapping, vocabulary: Vocabulary) -> list[Column]:
        places = {header: place for place, header in enumerate(self.headers)}
        mapped = [(places[header], name) for header, name in mapping.columns.items() if name and header in places]
        by_field: dict[str, list[int]] = defaultdict(list)
        for place, name in sorted(mapped):
            first = self._options(place, by_field[name])
            if first is None:
                by_field[name].append(place)
        slots = {name: self._slots(places) for name, places in by_field.items()}
        several = any(len(slots.get(name, ())) > 1 for name in NAME_FIELDS)
        return [
            Column(
                place,
                self.headers[place],
                FIELD[name],
                slot if several else 1,
                self._reader(place, name, mapping, vocabulary),
                self._choices(place, FIELD[name].kind, {other for other, field in mapped if field == name}),
            )
            for name, found in slots.items()
            for place, slot in found.items()
        ]

    def _options(self, place: int, before: list[int]) -> int | None:
        """The column that stands for all choices of the question that this one is a choice of; None if it is this."""
        return next((one for one in before if one in self._heading.options.get(place, ())), None)

    def _choices(self, place: int, kind: Kind, mapped: set[int]) -> Callable[[Sequence[Cell]], str] | None:
        places = [one for one in self._heading.options.get(place, ()) if one in mapped]
        return partial(agreed if kind is Kind.YES_NO else chosen, self._heading, places) if places else None

    def _slots(self, places: list[int]) -> dict[int, int | None]:
        """The number of the nominee of each of a field's columns: as its header says, else as they stand."""
        senses = [sense_at(self._heading, place) for place in places]
        said = [sense.slot if sense else None for sense in senses]
        if len(places) == 1 or (None not in said and len(set(said)) == len(said)):
            return dict(zip(places, said, strict=True))
        return {place: number for number, place in enumerate(places, start=1)}

    def _reader(self, place: int, name: str, mapping: Mapping, vocabulary: Vocabulary) -> CellReader:
        moments = None
        if FIELD[name].kind is Kind.MOMENT:
            cells = (row[place] for row in self._rows[self._first - 1 :] if place < len(row))
            moments = MomentReader(self.headers[place].strip(), cells, mapping.timezone, from_1904=self._from_1904)
            self._moments.append(moments)
        return CellReader(FIELD[name].kind, vocabulary, mapping.values.get(name, {}), moments)

    def _is_repeated(self, index: int) -> bool:
        """Whether the header stands once more in the row of an index, counted from 0."""
        return index < len(self._rows) and any(self._rows[index]) and self._is_header(self._rows[index])

    def _is_header(self, row: Sequence[Cell]) -> bool:
        first = displayed(row[0]) == self._header[0] if row and self._header else True
        return first and [displayed(cell) for cell in row] == self._header[: len(row)]
