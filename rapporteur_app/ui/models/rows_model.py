"""A table's rows in memory: sorted and filtered there, and no cell is silent to a screen reader."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from rapporteur_app.i18n import Catalogue, message
from rapporteur_app.ui.models.listing import Column as Column
from rapporteur_app.ui.models.listing import Listing, Row, folded
from rapporteur_app.ui.plain import plain_tip, seen

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
IconOf = Callable[[str], QIcon]


class RowsModel(QAbstractTableModel):
    """Rows of plain values. A row has a key by which it is known after it moved."""

    def __init__(self, columns: Sequence[Column], catalogue: Catalogue, icon_of: IconOf) -> None:
        super().__init__()
        self.columns, self.catalogue = list(columns), catalogue
        self._icon_of = icon_of
        self._listing = Listing(self.columns, ())
        self._seen: Sequence[int] = ()
        self._sorted_by: tuple[int, bool] | None = None
        self._words: list[str] = []
        self._narrowed: list[tuple[list[str], Sequence[int]]] = []
        """What was found by ever more words, beginning with all rows: who takes a letter away is back there."""

    # -- filling

    def set_rows(self, rows: Sequence[Row], keys: Sequence[Hashable] | None = None) -> None:
        """Show these rows, sorted and filtered as before. Without keys a row's place is its key."""
        self.set_listing(Listing(self.columns, rows, keys))

    def set_listing(self, listing: Listing) -> None:
        """Show these rows, sorted and filtered as before; they were made ready elsewhere."""
        self.beginResetModel()
        self._listing = listing
        self._arrange()
        self.endResetModel()

    def set_row(self, key: Hashable, row: Row) -> None:
        """Show other values in the row with this key; it stays in its place until rows are arranged anew."""
        number = self._listing.number_of(key)
        assert number is not None, key
        rows = self._listing.rows
        self._listing = Listing(self.columns, [*rows[:number], row, *rows[number + 1 :]], self._listing.keys)
        self._narrowed = []
        place = self.row_of(key)
        if place >= 0:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def filter(self, text: str) -> None:
        """Show only rows in which every word of the text occurs, in any column, whatever the accents."""
        words = folded(text).split()
        self.beginResetModel()
        self._words = words
        if self._narrowed:
            self._narrow()
        else:
            self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 leaves the rows as they came."""
        wanted = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        if wanted == self._sorted_by:
            return  # a view asks twice
        self.beginResetModel()
        self._sorted_by = wanted
        self._arrange(self._seen if self._narrowed else None)
        self.endResetModel()

    def speak(self, catalogue: Catalogue) -> None:
        """Change the language of the heads."""
        if catalogue.language != self.catalogue.language:  # texts that were searched may be in words of the old one
            self._listing = Listing(self.columns, self._listing.rows, self._listing.keys)
            self._narrowed = []
        self.catalogue = catalogue
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # -- asking

    @property
    def total(self) -> int:
        """How many rows there are, also those filtered out."""
        return len(self._listing)

    def key(self, row: int) -> Hashable:
        """The key of the row seen in this place."""
        return self._listing.keys[self._seen[row]]

    def row_of(self, key: Hashable) -> int:
        """In which place a row is seen; -1 if it is not."""
        number = self._listing.number_of(key)
        try:
            return -1 if number is None else self._seen.index(number)
        except ValueError:
            return -1

    def values(self, row: int) -> Row:
        """The values of the row seen in this place."""
        return self._listing.rows[self._seen[row]]

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
        if role == Role.DisplayRole:
            return seen(self.text(row, number))
        if role == Role.ToolTipRole:
            return plain_tip(seen(self.text(row, number)))
        if role == Role.AccessibleTextRole:
            return seen(self._summary(row) if number == 0 else self._spoken(row, number))
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

    def _arrange(self, found: Sequence[int] | None = None) -> None:
        """Put the rows in order; `found` are those that the filter finds, where that is known already."""
        every: Sequence[int] = range(len(self._listing))
        if self._sorted_by is not None:
            column, descending = self._sorted_by
            every = self._listing.order(column, descending=descending)
        self._narrowed = [([], every)]
        if found is not None and self._words:
            self._narrowed.append((self._words, self._listing.arranged(found, every)))
        self._narrow()

    def _narrow(self) -> None:
        while not narrows(self._words, self._narrowed[-1][0]):
            self._narrowed.pop()
        words, found = self._narrowed[-1]
        if words != self._words:
            self._narrowed.append((self._words, self._listing.found(self._words, found)))
        self._seen = self._narrowed[-1][1]

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


def narrows(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether whoever has these words has the words of before, as when one types on."""
    return all(any(old in new for new in words) for old in before)
