"""A field for several lines, which Tab leaves, and which tells when the person pauses so that nothing is lost."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

PAUSE = 2_000
"""Milliseconds without a key after which what was typed is handed on."""


class TextArea(QPlainTextEdit):
    """Several lines of text. `settled(text)` comes after a pause in typing, and when the field is left."""

    settled = Signal(str)

    def __init__(self, *, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._settle)
        self.textChanged.connect(self._timer.start)

    def set_text(self, text: str) -> None:
        """Show a stored text; nothing is handed on. The cursor stays where it is if nothing is different."""
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._timer.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Hand on what was typed."""
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        self._timer.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text)
