"""A table's rows in memory: sorted and filtered there, and no cell is silent to a screen reader."""

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from rapporteur_app.i18n import Catalogue, Message, message

AnyIndex = QModelIndex | QPersistentModelIndex
Row = Sequence[Any]
Role = Qt.ItemDataRole
IconOf = Callable[[str], QIcon]


def shown_plainly(value: object) -> str:
    """A cell's text: nothing for None, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        code: a name that stays the same in every language; widths and order are remembered under it.
        title: what stands at its head.
        shown: the text of a value.
        order: what a value is sorted by; by default the value itself. None comes last, either way.
        icon: the name of an icon for a value, or ''.
        spoken: what is said of a value where the text does not say it (an icon alone).
        numeric: whether it is set flush right.
        hidden: whether the person must ask for it in the column chooser.
        whole: whether it keeps its width where there is little room: a part of a date tells nothing.
    """

    code: str
    title: Message
    shown: Callable[[Any], str] = shown_plainly
    order: Callable[[Any], Any] | None = None
    icon: Callable[[Any], str] | None = None
    spoken: Callable[[Any], str] | None = None
    numeric: bool = False
    hidden: bool = False
    whole: bool = False


def folded(text: str) -> str:
    """A text for searching: small letters, no accents."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).casefold()


class RowsModel(QAbstractTableModel):
    """Rows of plain values. A row has a key by which it is known after it moved."""

    def __init__(self, columns: Sequence[Column], catalogue: Catalogue, icon_of: IconOf) -> None:
        super().__init__()
        self.columns, self.catalogue = list(columns), catalogue
        self._icon_of = icon_of
        self._rows: Sequence[Row] = ()
        self._keys: Sequence[Hashable] = ()
        self._folded: list[str] = []
        self._seen: list[int] = []
        self._sorted_by: tuple[int, bool] | None = None
        self._filter = ""

    # -- filling

    def set_rows(self, rows: Sequence[Row], keys: Sequence[Hashable] | None = None) -> None:
        """Show these rows, sorted and filtered as before. Without keys a row's place is its key."""
        self.beginResetModel()
        self._rows, self._keys = rows, range(len(rows)) if keys is None else keys
        self._folded = []
        self._arrange()
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Show only rows in which every word of the text occurs, in any column, whatever the accents."""
        self.beginResetModel()
        self._filter = text
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 leaves the rows as they came."""
        wanted = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        if wanted == self._sorted_by:
            return  # a view asks twice
        self.beginResetModel()
        self._sorted_by = wanted
        self._arrange()
        self.endResetModel()

    def speak(self, catalogue: Catalogue) -> None:
        """Change the language of the heads."""
        self.catalogue = catalogue
        self._folded = []
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # -- asking

    @property
    def total(self) -> int:
        """How many rows there are, also those filtered out."""
        return len(self._rows)

    def key(self, row: int) -> Hashable:
        """The key of the row seen in this place."""
        return self._keys[self._seen[row]]

    def row_of(self, key: Hashable) -> int:
        """In which place a row is seen; -1 if it is not."""
        return next((row for row, number in enumerate(self._seen) if self._keys[number] == key), -1)

    def values(self, row: int) -> Row:
        """The values of the row seen in this place."""
        return self._rows[self._seen[row]]

    def text(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self.columns[column].shown(self.values(row)[column])

    # -- Qt's own

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802  Qt's name
        """How many rows are seen."""
        return 0 if parent is not None and parent.isValid() else len(self._seen)

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802  Qt's name
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """A cell's text, tooltip, icon, alignment, or what is said of it."""
        row, number = index.row(), index.column()
        column = self.columns[number]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self.text(row, number)
        if role == Role.AccessibleTextRole:
            return self._summary(row) if number == 0 else self._spoken(row, number)
        if role == Role.TextAlignmentRole and column.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.DecorationRole and column.icon is not None:
            name = column.icon(self.values(row)[number])
            return self._icon_of(name) if name else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """A column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.catalogue.render(self.columns[section].title)
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # -- arranging

    def _arrange(self) -> None:
        seen: Sequence[int] = range(len(self._rows))
        words = folded(self._filter).split()
        if words:
            texts = self._search_texts()
            seen = [number for number in seen if all(word in texts[number] for word in words)]
        self._seen = list(seen) if self._sorted_by is None else self._in_order(seen, *self._sorted_by)

    def _in_order(self, numbers: Sequence[int], column: int, descending: bool) -> list[int]:
        order = self.columns[column].order
        values = {number: self._rows[number][column] for number in numbers}
        keyed = {number: _sortable(value if order is None else order(value)) for number, value in values.items()}
        known = sorted((n for n in numbers if keyed[n] is not None), key=keyed.__getitem__, reverse=descending)
        return known + [number for number in numbers if keyed[number] is None]

    def _search_texts(self) -> list[str]:
        if not self._folded:
            shown = [column.shown for column in self.columns]
            self._folded = [
                folded("\n".join(text(value) for text, value in zip(shown, row, strict=False))) for row in self._rows
            ]
        return self._folded

    def _spoken(self, row: int, number: int) -> str:
        column = self.columns[number]
        said = column.spoken(self.values(row)[number]) if column.spoken else self.text(row, number)
        return said or self.catalogue.render(message("blank"))

    def _summary(self, row: int) -> str:
        titles = [self.catalogue.render(column.title) for column in self.columns]
        said = [(title, self._spoken(row, number)) for number, title in enumerate(titles)]
        filled = [f"{title}: {text}" for number, (title, text) in enumerate(said) if number and self._says(row, number)]
        return ", ".join([said[0][1], *filled])

    def _says(self, row: int, number: int) -> bool:
        return bool(self.columns[number].spoken) or bool(self.text(row, number))


def _sortable(value: Any) -> Any:
    """Texts are sorted without regard to accents and case; nothing is not sorted at all. Kinds do not mix."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | float):
        return (0, float(value), "")
    if isinstance(value, str):
        return (1, 0.0, folded(value))
    return (2, value, "")
