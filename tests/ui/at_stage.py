"""The window with a small selection open in it, on the page of a stage."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.page import Page
from tests.ui import selections
from tests.ui.doing import focusable, spoken_name

At = Callable[[str, str], Any]


@pytest.fixture
def at(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> At:
    """`at(made, stage)`: a selection that has come as far as `made`, and the page of `stage`, with what it shows."""

    def go(made: str, stage: str) -> Page[Any]:
        path = selections.make(tmp_path, made)
        window.frame.take_file(path)
        qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)
        window.frame.show_stage(stage)
        page = window.frame.page(stage)
        qtbot.waitUntil(lambda: page.snapshot is not None, timeout=10_000)
        return page

    return go


def dialog(owner: Page[Any]) -> Any:
    """The dialog that stands over a page."""
    found = [child for child in owner.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    assert found, "no dialog is open"
    return found[-1]


def unnamed(owner: QWidget) -> list[QWidget]:
    """The widgets that the keyboard reaches and a screen reader cannot name."""
    return [widget for widget in focusable(owner) if not spoken_name(widget)]
