"""The page of a member's pack, and what a member does with the keyboard there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rapporteur_app.scoring.ballots import work_key
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.scoring.work import Work, load_work
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.pack_page import PackPage
from tests.ui import selections


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> PackPage:
    """The page with the pack of M1."""
    selections.make(tmp_path, "packs")
    return open_pack_in(window, tmp_path / "packs" / "M1-edition-1.pack", qtbot)


def open_pack_in(window: MainWindow, path: Path, qtbot: QtBot) -> PackPage:
    """Open a pack in the window; the keyboard is on a criterion."""
    window.frame.take_file(path)
    made = window.frame.stack.currentWidget()
    assert isinstance(made, PackPage)
    qtbot.waitUntil(lambda: made.candidate is not None, timeout=10_000)
    window.activateWindow()
    qtbot.waitUntil(lambda: any(box.isAncestorOf(QApplication.focusWidget()) for box in made.boxes), timeout=5_000)
    return made


def key(page: PackPage, *keys: Qt.Key) -> None:
    for each in keys:
        QTest.keyClick(QApplication.focusWidget() or page, each)


def score_all(page: PackPage) -> None:
    for first, second in ((Qt.Key.Key_4, Qt.Key.Key_3), (Qt.Key.Key_N, Qt.Key.Key_A)) * 2:
        key(page, first, second, Qt.Key.Key_P)


def wait_saved(page: PackPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.saved.text() == "Saved", timeout=5_000)


def back_to_scoring(page: PackPage, qtbot: QtBot) -> None:
    """A dialog was closed: the keyboard goes back to the first criterion."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow, timeout=5_000)
    page.focus_box(0)
    qtbot.waitUntil(lambda: page.boxes[0].isAncestorOf(QApplication.focusWidget()), timeout=5_000)


def saved_work(pack: OpenPack, place: Path) -> Work:
    """What lies on the disk of a member's work, opened with the key of this computer."""
    return load_work(place, pack.header.selection, 1, pack.member, work_key(pack, KeyStore()))
