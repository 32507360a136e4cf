"""What the program sets up once its window is on the screen."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from rapporteur_app.ui.crash import CrashTeller
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.widgets.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from rapporteur_app.ui.instance import Instance

COLLECT_EVERY = 2_000
"""Milliseconds between two looks for rubbish."""
MANY = 700, 10, 10
"""Python's own thresholds for the three generations."""


class AfterPaint(QObject):
    """The guards of the running program; it lives as long as the window."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        crash = CrashTeller(window.frame.desk.catalogue)
        crash.install()
        window.frame.desk.language_changed.connect(lambda: setattr(crash, "catalogue", window.frame.desk.catalogue))
        app.installEventFilter(WheelGuard(self))
        if sys.platform == "darwin":  # elsewhere a second start tells it; a filter sees every event, and costs time
            app.installEventFilter(DoubleClicks(self, window))
        self._instance: Instance | None = None
        window.frame.desk.opened.connect(lambda: self._stand_for(window))
        self._collect_here()

    def _stand_for(self, window: MainWindow) -> None:
        desk = window.frame.desk
        if self._instance is None and desk.writable:
            from rapporteur_app.ui.instance import Instance

            self._instance = Instance(window)
        if self._instance is not None:
            self._instance.stand_for(desk.path if desk.writable else None)

    def _collect_here(self) -> None:
        # Python may collect in any thread; a widget that dies outside the interface's thread brings Qt down.
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect)
        timer.start(COLLECT_EVERY)


class DoubleClicks(QObject):
    """Opens a file on which the person double-clicked while the program runs: macOS tells it by an event."""

    def __init__(self, parent: QObject, window: MainWindow) -> None:
        super().__init__(parent)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Take the file."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self._window.frame.take_file(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


def collect() -> None:
    """Collect rubbish in the interface's thread, no deeper than needed."""
    counts = gc.get_count()
    for generation in (2, 1, 0):
        if counts[generation] > MANY[generation]:
            gc.collect(generation)
            return
