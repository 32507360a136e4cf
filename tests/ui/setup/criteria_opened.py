"""The page of the criteria, for the tests of what stands on it."""

import pytest
from pytestqt.qtbot import QtBot

from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.setup.criteria_page import CriteriaPage


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> CriteriaPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("criteria")
    found = opened.frame.page("criteria")
    assert isinstance(found, CriteriaPage)
    qtbot.waitUntil(lambda: found.snapshot is not None, timeout=10_000)
    return found
