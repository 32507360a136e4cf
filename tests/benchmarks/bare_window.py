"""The baseline of the start: an empty window that ends the program once it was painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """End after the paint, in the same way as the program."""
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


app = QApplication(["bare"])
window = Bare()
window.resize(1180, 780)
window.show()
sys.exit(app.exec())
