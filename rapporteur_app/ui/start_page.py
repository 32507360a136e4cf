"""The page that the program opens with: begin, open, score, try; and the files opened last."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.theme import MARGIN, SPACING, dress
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.ui.words import Words

WIDTH = 760
USER_ROLE, ACCESSIBLE_TEXT_ROLE = 0x100, 11
"""Qt.ItemDataRole in numbers: the namespace `Qt` alone takes 12 ms to load, before the first paint."""


class Tile(QPushButton):
    """A large button: an icon, what it does, and a hint."""

    def __init__(self, words: Words, icon: str, title: Message, hint: Message) -> None:
        super().__init__()
        self.setObjectName("tile")
        picture, name, line = PlainLabel(), PlainLabel(), PlainLabel()
        name.setObjectName("subtitle")
        line.setObjectName("muted")
        line.setWordWrap(True)
        dress(picture, icon, role="accent", size=32)
        words.put(name.setText, title)
        words.put(line.setText, hint)
        words.put(self.setAccessibleName, title)
        words.put(self.setAccessibleDescription, hint)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(name)
        texts.addWidget(line)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        self.setMinimumHeight(92)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As large as what stands in it."""
        return self._row.sizeHint()


class StartPage(QWidget):
    """What can be done before a selection is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    pack_wanted = Signal()
    sample_wanted = Signal()
    file_wanted = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.words = Words(catalogue)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(SPACING)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        self._make_heading()
        self._make_tiles()
        self._make_recent()

    def show_recent(self, paths: list[Path]) -> None:
        """List the files opened last."""
        self.recent.clear()
        for path in paths:
            item = QListWidgetItem(seen(f"{path.stem}\n{path.parent}"))
            item.setData(USER_ROLE, str(path))
            item.setData(ACCESSIBLE_TEXT_ROLE, f"{path.stem}, {path.parent}")
            self.recent.addItem(item)
        self.recent.setVisible(bool(paths))
        self.recent.setCurrentRow(0 if paths else -1)
        self._no_recent.setVisible(not paths)

    def speak(self, catalogue: Catalogue) -> None:
        """Change the language."""
        self.words.speak(catalogue)

    def _make_heading(self) -> None:
        name, line = PlainLabel("Rapporteur"), PlainLabel()
        name.setObjectName("heading")
        line.setObjectName("muted")
        line.setWordWrap(True)
        self.words.put(line.setText, message("Select one rapporteur, in consultation, with reasons that stand."))
        self._column.addStretch(1)
        self._column.addWidget(name)
        self._column.addWidget(line)
        self._column.addSpacing(SPACING)

    def _make_tiles(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(SPACING)
        tiles = (
            ("new", message("New selection"), message("Begin from a template"), self.new_wanted),
            ("open", message("Open a selection"), message("A file that you have"), self.open_wanted),
            ("pack", message("Score a pack"), message("For members of the taskforce"), self.pack_wanted),
            ("sample", message("Try the sample"), message("A made-up selection to look around in"), self.sample_wanted),
        )
        self.tiles: list[Tile] = []
        for number, (icon, title, hint, signal) in enumerate(tiles):
            tile = Tile(self.words, icon, title, hint)
            tile.clicked.connect(lambda _checked=False, wanted=signal: wanted.emit())
            self.tiles.append(tile)
            grid.addWidget(tile, number // 2, number % 2)
        self._column.addLayout(grid)

    def _make_recent(self) -> None:
        heading, self._no_recent, self.recent = PlainLabel(), PlainLabel(), ListBox()
        heading.setObjectName("title")
        heading.setBuddy(self.recent)
        self._no_recent.setObjectName("muted")
        self.recent.setSpacing(2)
        self.recent.setMaximumHeight(260)
        self.recent.itemActivated.connect(lambda item: self.file_wanted.emit(item.data(USER_ROLE)))
        self.words.put(heading.setText, message("&Recent files"))
        self.words.put(self.recent.setAccessibleName, message("Recent files"))
        hint = message("Selections that you open appear here. You can also drop a file on this window.")
        self.words.put(self._no_recent.setText, hint)
        self._column.addSpacing(SPACING)
        self._column.addWidget(heading)
        self._column.addWidget(self._no_recent)
        self._column.addWidget(self.recent, 3)
        self._column.addStretch(2)
