"""A label of one line that shortens what does not fit, and tells the whole in its tooltip and to a screen reader."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from rapporteur_app.ui.plain import PlainLabel, plain_tip, seen


class ElidedLabel(PlainLabel):
    """Shows as much of its text as there is room for; it never makes its window wider."""

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Take a text; the whole stands in the tooltip."""
        super().setText(text)
        self.setToolTip(plain_tip(seen(text)))
        self.setAccessibleName(seen(text))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As narrow as a few letters."""
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the text with an ellipsis where it is cut."""
        painter = QPainter(self)
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
