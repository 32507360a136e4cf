"""The window as it is first painted: the start page under the menus' titles. `furnish` brings the rest.

Everything imported here counts for the start: no `Qt` namespace (12 ms), no views, no dialogs, no store.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from rapporteur_app.i18n import Message, catalogue, message
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.start_page import StartPage
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from rapporteur_app.ui.frame import Frame

SIZE = (1180, 780)
FILE, EDIT, VIEW, TOOLS, HELP = "file", "edit", "view", "tools", "help"
MENUS: dict[str, Message] = {
    FILE: message("&File"),
    EDIT: message("&Edit"),
    VIEW: message("&View"),
    TOOLS: message("&Tools"),
    HELP: message("&Help"),
}


class MainWindow(QMainWindow):
    """The program's one window."""

    painted = Signal()
    """The window was painted for the first time."""

    def __init__(self, memory: Memory, language: str) -> None:
        super().__init__()
        self.memory = memory
        self.words = Words(catalogue(language))
        self.menus: dict[str, QMenu] = {}
        self._frame: Frame | None = None
        self._was_painted = False
        self.setWindowTitle("Rapporteur")
        self.setAcceptDrops(True)
        for code, title in MENUS.items():
            self.menus[code] = self.menuBar().addMenu("")
            self.words.put(self.menus[code].setTitle, title)
        self.start = StartPage(self.words.catalogue)
        self.start.show_recent(memory.recent())
        self.setCentralWidget(self.start)
        geometry = memory.bytes_of("window/geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*SIZE)

    @property
    def frame(self) -> "Frame":
        """The window's furniture, made when it is first needed: after the first paint."""
        if self._frame is None:
            from rapporteur_app.ui.frame import Frame

            self._frame = Frame(self)
        return self._frame

    @property
    def is_furnished(self) -> bool:
        """Whether the furniture is there already."""
        return self._frame is not None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Tell when the window is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Remember the window's place, stop what runs, let go of the file."""
        self.memory.keep_bytes("window/geometry", self.saveGeometry())
        if self._frame is not None:
            self._frame.remember()
            self._frame.desk.put(None)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files of the kinds that the window can do something with."""
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Open or import the file; collect the ballots."""
        paths = self._dropped(event)
        if paths:
            event.acceptProposedAction()
            self.frame.take_files(paths)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if self.frame.wants(path)]
