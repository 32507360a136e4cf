"""A pack is opened by its file: in a fresh program, and once more while it is open; the page in every language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from rapporteur_app.i18n import LANGUAGES, catalogue
from rapporteur_app.ui.after_paint import DoubleClicks
from rapporteur_app.ui.app import _take
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.pack_page import PackPage
from tests.ui import selections
from tests.ui.doing import shown_texts
from tests.ui.scoring.pack_opened import open_pack_in, page
from tools.catalogues import read

__all__ = ["page"]

WIDTH, HEIGHT = 1280, 800


@pytest.mark.parametrize("word", [["open"], []])
def test_a_second_start_with_a_pack_brings_its_window_to_the_front(
    page: PackPage, tmp_path: Path, qtbot: QtBot, word: list[str]
) -> None:
    path = tmp_path / "packs" / "M1-edition-1.pack"
    command = [sys.executable, "-m", "rapporteur_app", *word, str(path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.stdout is not None
        assert "was brought to the front" in second.stdout.read()
    assert second.returncode == 0
    assert page.isVisible()


def test_a_pack_named_at_the_start_is_shown(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    selections.make(tmp_path, "packs")
    _take(QCoreApplication.instance(), window, tmp_path / "packs" / "M2-edition-1.pack")
    shown = window.frame.stack.currentWidget()
    assert isinstance(shown, PackPage)
    qtbot.waitUntil(lambda: shown.candidate is not None, timeout=10_000)
    assert "Ali" in shown.subheading.text()


def test_a_double_click_that_macos_tells_by_an_event_opens_the_pack(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    selections.make(tmp_path, "packs")
    told = DoubleClicks(window, window)
    event = QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "packs" / "M3-edition-1.pack")))
    assert told.eventFilter(window, event)
    shown = window.frame.stack.currentWidget()
    assert isinstance(shown, PackPage)
    qtbot.waitUntil(lambda: shown.candidate is not None, timeout=10_000)


def test_a_file_that_is_no_pack_is_told_in_words(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication, QDialog

    (tmp_path / "odd.pack").write_bytes(b"nothing of the kind")
    window.frame.take_file(tmp_path / "odd.pack")
    qtbot.waitUntil(
        lambda: any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets()), timeout=10_000
    )
    (told,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert not any("Traceback" in text for text in shown_texts(told))
    told.close()


def test_the_page_fits_a_small_screen_and_keeps_no_english_in_any_language(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    selections.make(tmp_path, "packs")
    page = open_pack_in(window, tmp_path / "packs" / "M1-edition-1.pack", qtbot)
    page.order.click()
    wide, left = [], {}
    for language in LANGUAGES:
        window.frame.speak(language)
        qtbot.wait(20)
        needed = page.minimumSizeHint()
        if needed.width() > WIDTH or needed.height() > HEIGHT - 120 or window.width() > WIDTH:
            wide.append((language, needed.width(), needed.height()))
        if language != "en":
            own, words = {entry.string for entry in read(language)}, catalogue(language)
            shown = shown_texts(page) | {action.text() for action in page.more.menu.actions()}
            left[language] = {text for text in shown if text and text not in own and words.text(text) != text}
    assert wide == []
    assert left == {language: set() for language in left}
