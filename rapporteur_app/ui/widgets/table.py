"""A table: filter, sorting, columns to choose, widths that are remembered, copying with the heads."""

from collections.abc import Collection, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.models.listing import Column, Listing, Row
from rapporteur_app.ui.models.rows_model import RowsModel
from rapporteur_app.ui.plain import PlainLabel, pasted
from rapporteur_app.ui.theme import SPACING, dress, icon
from rapporteur_app.ui.widgets.widths import ends, fitted
from rapporteur_app.ui.words import Words

ROW_HEIGHT = 34
WIDEST, NARROWEST = 480, 52
NAMES, ICONS = 150, 120
"""Pixels below which a column that names the rows, or one with an icon and a word, is not squeezed."""
LOOKED_AT = 60
"""Rows at either end by which a column's first width is chosen."""


class Table(QWidget):
    """Rows with a filter over them.

    `set_rows(rows, keys)` fills it; `current_changed(key)` tells which row the person is on, `opened(key)` that they
    pressed Return or double-clicked there. Keys stay with their rows through sorting, filtering and filling again.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    selection_changed = Signal()

    def __init__(
        self, catalogue: Catalogue, columns: Sequence[Column], *, name: str = "", memory: Memory | None = None
    ) -> None:
        """Make a table.

        Args:
            catalogue: the window's language (`page.desk.catalogue`).
            columns: the columns, the one that names the row first.
            name: under which widths and columns are remembered; '' remembers nothing.
            memory: where they are remembered (`page.desk.memory`).
        """
        super().__init__()
        self.words = Words(catalogue)
        self._name, self._memory = name, memory
        self._icons: dict[str, QIcon] = {}
        self.model = RowsModel(columns, catalogue, self._icon)
        self.view, self.filter, self._count, self._chooser = QTableView(), QLineEdit(), PlainLabel(), QToolButton()
        self._current: Hashable | None = None
        self._kept: tuple[list[Any], Hashable | None] = ([], None)
        self._sized, self._sizing = False, False
        self._wanted: list[int] = []
        """By column, what its texts take; empty once the person gave the columns widths of their own."""
        bold = self.view.font()
        bold.setBold(True)
        self._heads = QFontMetrics(bold)
        self._set_up_view()
        self._lay_out()
        self._restore()

    # -- filling

    def set_rows(self, rows: Sequence[Row], keys: Sequence[Hashable] | None = None) -> None:
        """Show these rows; the person stays on the row with the key that they were on."""
        self.set_listing(Listing(self.model.columns, rows, keys))

    def set_listing(self, listing: Listing) -> None:
        """Like `set_rows`, with a great many rows that a thread made ready: `Listing(columns, rows, keys).prepare`."""
        self.model.set_listing(listing)
        if listing.rows and (self._wanted or not self._sized):  # not over the widths that the person gave
            self._size_columns()

    def select(self, key: Hashable) -> None:
        """Go to the row with this key, if it is seen."""
        row = self.model.row_of(key)
        if row >= 0:
            # Not selectRow: with Ctrl held down (in a shortcut) that adds the row to those chosen before.
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)
            self.view.scrollTo(self.model.index(row, 0))

    def hide_columns(self, codes: Collection[str]) -> None:
        """Hide the columns with these codes and show all others; this is not remembered."""
        for number, column in enumerate(self.model.columns):
            self._set_hidden(number, column.code in codes)
        self._fit()

    def choose_one(self) -> None:
        """Let one row be chosen at a time."""
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def speak(self, catalogue: Catalogue) -> None:
        """Change the language. Fill the table again afterwards if its values are in words."""
        self.words.speak(catalogue)
        self.model.speak(catalogue)
        self._fit()
        self._show_count()

    def name_it(self, words: Message) -> None:
        """Say to a screen reader what the table holds."""
        self.words.put(self.view.setAccessibleName, words)

    # -- asking

    def current_key(self) -> Any:
        """The key of the row that the person is on, or None."""
        return self._current

    def selected_keys(self) -> list[Any]:
        """The keys of the chosen rows, from top to bottom."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.key(row) for row in rows]

    def chosen_count(self) -> int:
        """How many rows are chosen, told without looking at each: there may be a great many."""
        ranges = self.view.selectionModel().selection()
        return sum(ranges.at(place).height() for place in range(ranges.count()))

    def copy_rows(self) -> None:
        """Copy the chosen rows (all if none is chosen) with the heads, as a spreadsheet takes them."""
        header = self.view.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        columns = [column for column in columns if not header.isSectionHidden(column)]
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        heads = [str(self.model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        lines = [heads]
        lines += [[self.model.text(row, c) for c in columns] for row in rows or range(self.model.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(pasted, line)) for line in lines))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Return opens the row; Down leaves the filter for the rows; Escape empties the filter."""
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.view and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
            return True
        if watched is self.filter and key == Qt.Key.Key_Down:
            self.view.setFocus()
            return True
        if watched is self.filter and key == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        return super().eventFilter(watched, event)

    # -- making

    def _set_up_view(self) -> None:
        view = self.view
        self.model.modelAboutToBeReset.connect(self._before_reset)  # before the view forgets
        view.setModel(self.model)
        self.model.modelReset.connect(self._after_reset)  # after the view has forgotten
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, view.fontMetrics().height() + 14))
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        # Its own, always empty: to paint a title, Qt asks of every row of a selection whether it is chosen.
        header.setSelectionModel(QItemSelectionModel(self.model, self))
        header.setStretchLastSection(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda _column, _order: self._remember())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self._menu().popup(view.viewport().mapToGlobal(at)))
        view.doubleClicked.connect(lambda index: self.opened.emit(self.model.key(index.row())))
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self._follow_selection()

    def _follow_selection(self) -> None:
        selection = self.view.selectionModel()
        selection.currentRowChanged.connect(lambda now, _before: self._come_to(now.row()))
        selection.selectionChanged.connect(lambda _now, _before: self._come_to(selection.currentIndex().row()))
        selection.selectionChanged.connect(lambda _now, _before: self.selection_changed.emit())

    def _lay_out(self) -> None:
        self.filter.setObjectName("filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(360)
        self.filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._filter_rows)
        self._count.setObjectName("muted")
        dress(self._chooser, "columns", role="muted")
        self._chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chooser.pressed.connect(lambda: self._chooser.setMenu(self._menu()))
        self.words.put(self.filter.setPlaceholderText, message("Filter"))
        self.words.put(self.filter.setAccessibleName, message("Filter the rows"))
        for setter in (self._chooser.setToolTip, self._chooser.setAccessibleName):
            self.words.put(setter, message("Columns and sorting"))
        self.words.put(self.view.setAccessibleName, message("Table"))
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        top.addWidget(self.filter, 3)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self._chooser)
        self.bar = top
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACING - 4)
        whole.addLayout(top)
        whole.addWidget(self.view, 1)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.words.catalogue.text("&Copy with headers"), self.copy_rows)
        copy.setShortcut("Ctrl+C")
        columns, sorting = menu.addMenu(self.words.catalogue.text("C&olumns")), menu.addMenu("")
        sorting.setTitle(self.words.catalogue.text("&Sort by"))
        header = self.view.horizontalHeader()
        for number, column in enumerate(self.model.columns):
            title = self.words.catalogue.render(column.title).replace("&", "&&")
            line = columns.addAction(title)
            line.setCheckable(True)
            line.setChecked(not header.isSectionHidden(number))
            line.setEnabled(number > 0)
            line.toggled.connect(lambda on, place=number: self._show_column(place, on))
            sorting.addAction(title).triggered.connect(lambda _on=False, place=number: self._sort_by(place))
        return menu

    # -- what the person does

    def _sort_by(self, column: int) -> None:
        header = self.view.horizontalHeader()
        again = header.sortIndicatorSection() == column and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, order)

    def _show_column(self, column: int, on: bool) -> None:
        self._set_hidden(column, not on)
        self._fit()
        self._remember()

    def _set_hidden(self, column: int, hidden: bool) -> None:
        self._sizing = True  # Qt resizes a section to hide or show it, which is not the person's doing
        self.view.setColumnHidden(column, hidden)
        self._sizing = False

    def _filter_rows(self, text: str) -> None:
        # A view that shrinks while it is scrolled down costs up to a second inside Qt.
        self.view.scrollToTop()
        self.model.filter(text)

    def _before_reset(self) -> None:
        chosen = self.selected_keys() if self.chosen_count() <= LOOKED_AT else []
        self._kept = chosen, self._current

    def _after_reset(self) -> None:
        chosen, current = self._kept
        self._show_count()
        selection = self.view.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        row = self.model.row_of(current) if current is not None else -1
        if row >= 0:
            selection.setCurrentIndex(self.model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(self.model.index(row, 0))
        for key in chosen:
            place = self.model.row_of(key)
            if place >= 0:
                selection.select(self.model.index(place, 0), flags)
        self._move_to(row)

    def _come_to(self, row: int) -> None:
        if self.view.selectionModel().hasSelection():  # with the focus Qt takes a row by itself, and chooses none
            self._move_to(row)

    def _move_to(self, row: int) -> None:
        key = self.model.key(row) if row >= 0 else None
        if key != self._current:
            self._current = key
            self.current_changed.emit(key)

    def _show_count(self) -> None:
        seen, total = self.model.rowCount(), self.model.total
        words = message("{seen} of {total} rows", seen=seen, total=total)
        catalogue = self.words.catalogue
        self._count.setText(
            catalogue.render(words) if seen != total else catalogue.plural("{count} row", "{count} rows", total)
        )

    # -- widths and columns

    def _size_columns(self) -> None:
        self._sized = True
        metrics = self.view.fontMetrics()
        before = self._wanted or [0] * len(self.model.columns)
        self._wanted = []
        for number, column in enumerate(self.model.columns):
            texts = [self.model.text(row, number) for row in ends(self.model.rowCount(), LOOKED_AT)]
            widest = max((metrics.horizontalAdvance(text.split("\n", 1)[0]) for text in texts), default=0)
            room = widest + (54 if column.icon is not None else 28)
            self._wanted.append(max(min(max(room, self._head(number)), WIDEST), before[number]))
        self._fit()

    def _head(self, number: int) -> int:
        """The width that a column's title takes, with the mark of the sorting."""
        title = self.words.catalogue.render(self.model.columns[number].title)
        return max(self._heads.horizontalAdvance(title) + 30, NARROWEST)

    def _fit(self) -> None:
        """Bring every column into view, unless the person gave the columns widths of their own."""
        header, room = self.view.horizontalHeader(), self.view.viewport().width()
        seen = [number for number in range(header.count()) if not header.isSectionHidden(number)]
        if not seen or (self._sized and not self._wanted):
            return
        least = [max(self._head(number), ICONS if self.model.columns[number].icon else 0) for number in seen]
        wanted = least
        if self._wanted:  # a title may have grown with the language
            wanted = [max(self._wanted[number], self._head(number)) for number in seen]
        names = next((place for place, number in enumerate(seen) if self.model.columns[number].code == "name"), 0)
        least = [
            width if self.model.columns[number].whole else low
            for number, width, low in zip(seen, wanted, least, strict=True)
        ]
        least[names] = max(least[names], NAMES)
        widths = fitted(wanted, least, room, names)
        if self.model.columns[seen[-1]].numeric:  # figures far out at the right edge belong to nothing
            widths[names] += max(room - sum(widths), 0)
        self._sizing = True
        for number, width in zip(seen, widths, strict=True):
            header.resizeSection(number, width)
        self._sizing = False

    def _restore(self) -> None:
        header = self.view.horizontalHeader()
        for number, column in enumerate(self.model.columns):
            self.view.setColumnHidden(number, column.hidden)
        if self._name and self._memory is not None:
            kept = self._memory.bytes_of(self._key())
            own = self._memory.text_of(f"{self._key()}/own") == "yes"
            self._sized = not kept.isEmpty() and header.restoreState(kept) and own
        header.sectionResized.connect(lambda section, _old, _new: self._resized(section))
        header.sectionMoved.connect(lambda *_moved: self._remember())

    def _resized(self, section: int) -> None:
        header = self.view.horizontalHeader()
        seen = [place for place in range(header.count()) if not header.isSectionHidden(header.logicalIndex(place))]
        stretched = bool(seen) and header.logicalIndex(seen[-1]) == section  # by the window, not by the person
        if self._sized and not self._sizing and not stretched:
            self._wanted = []  # from now on the widths are the person's
            self._remember()

    def _remember(self) -> None:
        if self._name and self._memory is not None and self._sized:
            self._memory.keep_bytes(self._key(), self.view.horizontalHeader().saveState())
            self._memory.keep_text(f"{self._key()}/own", "" if self._wanted else "yes")

    def _key(self) -> str:
        # A table with other columns than those remembered begins afresh.
        return f"table/{self._name}/{'-'.join(column.code for column in self.model.columns)}"

    def _icon(self, name: str) -> QIcon:
        ink, _, plain = name.rpartition(":")
        if name not in self._icons:
            self._icons[name] = icon(plain, ink or "text")
        return self._icons[name]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Draw the icons anew in another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.clear()
            self.view.viewport().update()
