"""The program with a window: as soon as possible on the screen, everything heavy after that."""

import os
import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from rapporteur_app.i18n import system_language
from rapporteur_app.paths import resources_dir
from rapporteur_app.ui import theme
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.memory import Memory

EXIT_VARIABLE = "RAPPORTEUR_EXIT_AFTER_PAINT"
"""Set to 1, the program ends as soon as its window was painted: for measuring the start."""
SWITCH_INTERVAL = 0.001
"""Seconds after which a thread that imports or computes lets the interface have a turn."""


def run(arguments: list[str]) -> int:
    """Show the window and stay until it is closed.

    Args:
        arguments: the file to open (a selection or a pack), or nothing for the start page.

    Returns:
        The process's exit code.
    """
    app = QApplication(["rapporteur"])
    app.setApplicationName("Rapporteur")
    app.setDesktopFileName("rapporteur")
    theme.set_up(app)
    memory = Memory()
    window = MainWindow(memory, chosen_language(memory))
    window.painted.connect(lambda: _after_paint(app, window, arguments))
    window.show()
    return app.exec()


def chosen_language(memory: Memory) -> str:
    """The language to begin in: the environment's word, else the menu's, else the system's."""
    if "RAPPORTEUR_LANG" in os.environ:
        return system_language()
    return memory.language() or system_language()


def _after_paint(app: QApplication, window: MainWindow, arguments: list[str]) -> None:
    if os.environ.get(EXIT_VARIABLE) == "1":
        app.quit()
        return
    sys.setswitchinterval(SWITCH_INTERVAL)
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "rapporteur.svg")))
    import_module("rapporteur_app.ui.frame")  # in a turn of its own: the interface answers in between
    QTimer.singleShot(0, window, lambda: _furnish(app, window, arguments))


def _furnish(app: QApplication, window: MainWindow, arguments: list[str]) -> None:
    from rapporteur_app.ui.after_paint import AfterPaint

    theme.follow(app)
    frame = window.frame
    AfterPaint(app, window)
    if arguments:
        frame.take_file(Path(arguments[0]))
    else:
        frame.desk.warm_up()
