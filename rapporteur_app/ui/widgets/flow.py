"""A row of buttons that becomes two rows where one is too narrow, so that long words never widen the window."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from rapporteur_app.ui.theme import SPACING


class Flow(QLayout):
    """Widgets from left to right in as many rows as they need, each row flush right; the last widget ends the last."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(SPACING)

    # -- Qt's own

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  Qt's name
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """The item in a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  Qt's name
        """It takes no more height than it needs."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """The height of all rows."""
        margins = self.contentsMargins()
        rows = self._rows(width - margins.left() - margins.right())
        heights = [max(item.sizeHint().height() for item in row) for row in rows]
        return sum(heights) + self.spacing() * max(len(rows) - 1, 0) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """All in one row."""
        seen = self._seen()
        width = sum(item.sizeHint().width() for item in seen) + self.spacing() * max(len(seen) - 1, 0)
        return self._with_margins(width, max((item.sizeHint().height() for item in seen), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  Qt's name
        """Each in a row of its own; the height is told by `heightForWidth`."""
        sizes = [item.sizeHint() for item in self._seen()]
        widest = max((size.width() for size in sizes), default=0)
        return self._with_margins(widest, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  Qt's name
        """Put the widgets into their places."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(item.sizeHint().height() for item in row)
            left = inner.right() + 1 - _width(row, self.spacing())
            for item in row:
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, top), QSize(min(size.width(), inner.width()), height)))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    # -- its own

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in reversed(self._seen()):  # the last row is the full one, with what the page is about at its end
            if rows and _width([item, *rows[0]], self.spacing()) <= width:
                rows[0].insert(0, item)
            else:
                rows.insert(0, [item])
        return rows

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())


def _width(row: list[QLayoutItem], spacing: int) -> int:
    return sum(item.sizeHint().width() for item in row) + spacing * (len(row) - 1)
