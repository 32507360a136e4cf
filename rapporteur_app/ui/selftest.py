"""Qt's part of the self-test: an application and a window can be made."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QMainWindow


def qt_version() -> str:
    """Make a window and grab it; tells Qt's version and platform."""
    application = QApplication.instance() or QApplication([])
    window = QMainWindow()
    window.grab()
    assert isinstance(application, QApplication)
    return f"Qt {qVersion()}, {application.platformName()}"
