"""What the import dialog knows of a file before a person settles anything: its cells, and what is guessed of them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.intake.headers import ColumnGuess
    from rapporteur_app.sheets.reading import Workbook

SAMPLES = 3
REMEMBERED = message("as in an earlier import")


@dataclass(frozen=True)
class Read:
    """The file as read, and what the program guesses: sheet, header row, fields."""

    book: "Workbook"
    sheet: str
    row: int
    zone: str
    split: str = "auto"
    columns: Mapping[str, str | None] = field(default_factory=dict)
    """How the guess, or an earlier import of columns of the same names, reads them."""

    def rows(self, sheet: str) -> list[list[Any]]:
        """The rows of a sheet, none where there is no such sheet."""
        return next((each.rows for each in self.book.sheets if each.name == sheet), [])


def read_file(workspace: Any, path: Path, progress: Any) -> Read:
    """Read the file and guess its sheet and header row. Runs in the background."""
    from rapporteur_app.intake.importing import guess_import
    from rapporteur_app.setup.settings import setting
    from rapporteur_app.sheets.reading import read_workbook

    book = read_workbook(path, progress)
    with workspace.reading() as reader:
        zone = setting(reader, "zone")
        with suppress(RapporteurError):
            mapping = guess_import(reader, book)[0].mapping
            return Read(book, mapping.sheet, mapping.header_row, mapping.timezone, mapping.split, dict(mapping.columns))
    return Read(book, *guessed(book, None), zone)


def guessed(book: "Workbook", sheet: str | None) -> tuple[str, int]:
    """The sheet and the header row that the program takes; the first ones where it finds no rows."""
    from rapporteur_app.intake.guessing import guess_mapping
    from rapporteur_app.intake.mapping import Wishes

    try:
        mapping = guess_mapping(book, "UTC", Wishes(sheet=sheet)).mapping
    except RapporteurError:
        first = next((each.name for each in book.sheets if each.visible and any(each.rows)), "")
        return sheet or first, 1
    return mapping.sheet, mapping.header_row


def columns_of(read: Read, sheet: str, header_row: int) -> "list[ColumnGuess]":
    """The columns of a header row, each with the field that it is taken for, how surely, and why."""
    from rapporteur_app.intake.guessing import guess_mapping
    from rapporteur_app.intake.mapping import Wishes

    try:
        found = guess_mapping(read.book, "UTC", Wishes(sheet=sheet, header_row=header_row)).columns
    except RapporteurError:
        return []
    if {each.header for each in found} != set(read.columns):
        return list(found)
    return [
        each
        if each.field == read.columns[each.header]
        else replace(each, field=read.columns[each.header], confidence=1.0, reason=REMEMBERED)
        for each in found
    ]


def samples(rows: Sequence[Sequence[Any]], first: int, column: int) -> list[str]:
    """The first different values of a column from a row on; no more of a long sheet is read than that takes."""
    from rapporteur_app.sheets.tables import shown

    found: dict[str, None] = {}
    for row in islice(rows, first, None):
        text = shown(row[column]) if column < len(row) else ""
        if text:
            found[text] = None
            if len(found) == SAMPLES:
                break
    return list(found)
