"""What an OpenDocument table hides, and which of its cells are merged downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from rapporteur_app.sheets.marks import MOST_COLUMNS, MOST_MARKS, Marks, pieces_of

if TYPE_CHECKING:
    import zipfile

HIDDEN = ("collapse", "filter")
"""How a row or a column that is not shown says so: hidden by hand, or by a filter."""


def marks_of_ods(archive: zipfile.ZipFile, until: float) -> dict[str, Marks]:
    """The marks of each table by its name."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EntityDeclHandler = _refuse
    with archive.open("content.xml") as file:
        for piece in pieces_of(file, until):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place only
        if file.read(1):
            reader.found[""] = Marks(unfinished=True)
            for marks in reader.found.values():
                marks.unfinished = True
    return reader.found


def _refuse(*_: object) -> None:
    """No spreadsheet program declares entities; what does means to unpack them without end."""
    raise ValueError


class _Reader:
    """Follows the elements of the document: where they stand is not written in them, it is counted."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self._marks = Marks()
        self._row = self._column = self._described = 0
        self._repeated = 0
        self._take = {
            "table:table": self._table,
            "table:table-column": self._columns,
            "table:table-row": self._rows,
            "table:table-cell": self._cell,
            "table:covered-table-cell": self._cell,
        }

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        """An element begins."""
        take = self._take.get(name)
        if take is not None:
            take(attributes)

    def _table(self, attributes: dict[str, Any]) -> None:
        self._marks = self.found.setdefault(attributes.get("table:name", ""), Marks())
        self._row, self._described, self._repeated = 0, 0, 0

    def _columns(self, attributes: dict[str, Any]) -> None:
        count = int(attributes.get("table:number-columns-repeated", 1))
        if attributes.get("table:visibility") in HIDDEN:
            self._marks.hide_columns(self._described, self._described + count - 1)
        self._described += count

    def _rows(self, attributes: dict[str, Any]) -> None:
        self._row += self._repeated
        self._repeated = int(attributes.get("table:number-rows-repeated", 1))
        self._column = 0
        if attributes.get("table:visibility") in HIDDEN:
            free = max(MOST_MARKS - len(self._marks.hidden), 0)
            self._marks.hidden += range(self._row + 1, self._row + 1 + min(self._repeated, free))

    def _cell(self, attributes: dict[str, Any]) -> None:
        if "table:number-rows-spanned" in attributes and self._column < MOST_COLUMNS:
            first = self._row + 1
            self._marks.merge(first, first + int(attributes["table:number-rows-spanned"]) - 1, self._column)
        self._column += int(attributes.get("table:number-columns-repeated", 1))
