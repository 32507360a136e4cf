"""Says whether the work lies on the disk, and sees to it that it soon does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage

SOON = 50
"""Milliseconds after a change until it is written: behind what the key itself does, before the next key."""


class Saved(QLabel):
    """A quiet word: Saving…, Saved (the newest change is on the disk), Not saved."""

    def __init__(self, page: "PackPage") -> None:
        super().__init__(page)
        self._page = page
        self._writing = self._told = False
        self.setObjectName("muted")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._write)

    def start(self) -> None:
        """Something changed: it is written soon, in the background, together with what changes until then."""
        self._page.word(self.setText, message("Saving…"))
        if not self._writing and not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        saver = self._page.saver
        if saver is not None:
            self._writing = True
            work = self._page.desk.run_in_background
            work(self._page, lambda _progress: saver.save(), self._written, self._refused, quiet=True)

    def _written(self, _none: object) -> None:
        page, self._writing = self._page, False
        if self._told:
            self._told = False
            page.tell(None)
        if page.saver is None or page.saver.is_saved:
            page.word(self.setText, message("Saved"))
        else:  # something changed while that was written
            self.start()

    def _refused(self, error: Exception) -> None:
        page, self._writing = self._page, False
        page.word(self.setText, message("Not saved"))
        if isinstance(error, RapporteurError):
            self._told = True
            page.tell(message("Not saved: {reason}", reason=error.message), kind="warning")
        else:
            page.desk.tasks.tell(page, error)
