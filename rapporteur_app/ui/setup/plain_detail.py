"""A pane of headings, names and values to read; what nominees wrote is shown letter by letter, never as markup."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QGuiApplication, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

Line = tuple[str, str]
"""A name and what stands under it; without a name, a paragraph."""
Part = tuple[str, Sequence[Line]]
"""A heading and its lines."""

LARGER = 1.15


class PlainDetail(QTextEdit):
    """Read with the arrow keys, copied with Ctrl+C, left with Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(12)
        self._parts: Sequence[Part] = ()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these in place of what stood there; lines without a value are left out."""
        if parts == self._parts:
            return
        self._parts = parts
        self.clear()
        cursor = QTextCursor(self.document())
        for heading, lines in parts:
            self._paragraph(cursor, heading, self._bold(LARGER), above=10)
            for name, value in lines:
                if value:
                    self._line(cursor, name, value)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _line(self, cursor: QTextCursor, name: str, value: str) -> None:
        if not name:
            self._paragraph(cursor, value, QTextCharFormat(), above=3)
            return
        muted = QTextCharFormat()
        muted.setForeground(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        self._paragraph(cursor, f"{name}: ", muted, above=3)
        cursor.insertText(value.strip(), QTextCharFormat())

    def _paragraph(self, cursor: QTextCursor, text: str, signs: QTextCharFormat, *, above: int) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(text, signs)

    def _bold(self, factor: float) -> QTextCharFormat:
        signs = QTextCharFormat()
        signs.setFontWeight(QFont.Weight.DemiBold)
        signs.setFontPointSize(self.font().pointSizeF() * factor)
        return signs
