"""The program with a window: as soon as possible on the screen, everything heavy after that."""

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from rapporteur_app.i18n import message, system_language
from rapporteur_app.paths import resources_dir
from rapporteur_app.ui import theme
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.memory import Memory

EXIT_VARIABLE = "RAPPORTEUR_EXIT_AFTER_PAINT"
"""Set to 1, the program ends as soon as its window was painted; set to `shown`, as soon as a page shows the selection
that it was started with, after printing how long that took. For measuring the start."""
SWITCH_INTERVAL = 0.001
"""Seconds after which a thread that imports or computes lets the interface have a turn."""


def run(arguments: list[str]) -> int:
    """Show the window and stay until it is closed.

    Args:
        arguments: the file to open (a selection or a pack), or nothing for the start page.

    Returns:
        The process's exit code.
    """
    gc.disable()  # what is imported at the start stays; looking through it for rubbish costs a fifth of the time
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
    wanted = os.environ.get(EXIT_VARIABLE)
    if wanted == "1":
        app.quit()
        return
    if wanted == "shown":
        import_module("rapporteur_app.ui.pace").Pace(window)
    sys.setswitchinterval(SWITCH_INTERVAL)
    in_turns(
        window,
        lambda: theme.follow(app),
        lambda: app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "rapporteur.svg"))),
        lambda: import_module("rapporteur_app.ui.desk"),
        lambda: import_module("rapporteur_app.ui.frame"),
        lambda: window.frame,
        lambda: import_module("rapporteur_app.ui.after_paint"),
        lambda: _begin(app, window, arguments),
    )


def in_turns(window: MainWindow, *steps: Callable[[], object]) -> None:
    """Do one step after the other, each in a turn of its own: the interface answers in between."""
    if steps:
        steps[0]()
        QTimer.singleShot(0, window, lambda: in_turns(window, *steps[1:]))


def _begin(app: QApplication, window: MainWindow, arguments: list[str]) -> None:
    from rapporteur_app.ui.after_paint import AfterPaint

    AfterPaint(app, window)
    if arguments:
        _take(app, window, Path(arguments[0]))
    else:
        window.frame.desk.warm_up()


def _take(app: QApplication, window: MainWindow, path: Path) -> None:
    from rapporteur_app.ui.opening import PACK_SUFFIX

    lock = path.with_name(f".{path.name}.lock")
    if lock.exists() or path.suffix.lower() == PACK_SUFFIX:
        from rapporteur_app.ui.instance import raise_other

        if raise_other(path):
            told = message("{file} is open in another window, which was brought to the front.", file=path.name)
            print(window.words.catalogue.render(told), flush=True)
            window.close()
            app.quit()
            return
    window.frame.take_file(path)
