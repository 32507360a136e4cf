"""The window on a screen that nobody sees, and a selection to open in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "1")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rapporteur_app.ui import theme
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.memory import Memory
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui.at_stage import at

__all__ = ["at"]

OpenFile = Callable[[Path], MainWindow]


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    """A selection file that lies closed in a folder."""
    path = tmp_path / "Regional rapporteur.rapporteur"
    Workspace.create(path, SECRETARIAT, {"title": "Regional rapporteur 2027"}).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, data_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The program's window as it stands after its first paint."""
    monkeypatch.setenv("RAPPORTEUR_LANG", "en")
    theme.set_up(qapp)
    made = MainWindow(Memory(), "en")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.frame.desk.speak("en")
    yield made
    made.close()


@pytest.fixture
def opened(window: MainWindow, selection: Path, qtbot: QtBot) -> MainWindow:
    """The window with the selection open in it."""
    window.frame.take_file(selection)
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)
    return window
