"""A list whose rows are as tall as the style sheet says."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget


class ListBox(QListWidget):
    """Lays its rows out once more when it is shown: a row that is chosen before that has Qt do it without the style."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Lay the rows out as they are styled."""
        super().showEvent(event)
        self.doItemsLayout()
