"""How long the window took to show a selection, and the longest time it did not answer meanwhile: for measuring."""

import json
import time

from PySide6.QtCore import QCoreApplication, QTimer

from rapporteur_app.ui.main_window import MainWindow

EVERY = 10
"""Milliseconds between two beats of the interface, when nothing holds it up; closer ones slow what is measured."""


class Pace(QTimer):
    """Beats from the first paint until a page shows the selection; then prints what it saw and ends the program."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._begun = self._last = time.monotonic()
        self._gaps: list[float] = []
        self.timeout.connect(self._beat)
        self.start(EVERY)

    def _beat(self) -> None:
        now = time.monotonic()
        self._gaps.append(now - self._last)
        self._last = now
        if self._is_shown():
            self.stop()
            page = self._window.frame.current_page
            assert page is not None
            page.repaint()
            self._end()

    def _is_shown(self) -> bool:
        frame = self._window.frame if self._window.is_furnished else None
        page = frame.current_page if frame is not None else None
        return page is not None and page.snapshot is not None

    def _end(self) -> None:
        now = time.monotonic()
        self._gaps.append(now - self._last)
        print(json.dumps({"shown": now - self._begun, "gap": max(self._gaps)}), flush=True)
        QCoreApplication.quit()
