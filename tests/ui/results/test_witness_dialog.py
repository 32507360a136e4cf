"""Opening at a distance in the window: the chair asks, the witness answers without a selection, the chair opens."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Opening
from rapporteur_app.trust.at_distance import read_part
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.results.witness_dialog import WitnessDialog
from rapporteur_app.ui.scoring.holder_dialogs import HomeKeyDialog
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press
from tests.ui.selections import CHAIR, WITNESS


def chooses(monkeypatch: pytest.MonkeyPatch, *, save: Path | None = None, read: Path | None = None) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(save or ""), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(read or ""), ""))


def the_witness(window: MainWindow, qtbot: QtBot) -> WitnessDialog:
    window.frame.commands.actions["witness"].trigger()
    qtbot.waitUntil(lambda: window.findChildren(WitnessDialog) != [], timeout=10_000)
    return window.findChildren(WitnessDialog)[-1]


def test_a_round_is_opened_with_a_witness_elsewhere(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Any = at("collected", "results")
    request, part = tmp_path / "opening.request", tmp_path / "opening.part"
    chooses(monkeypatch, save=request)
    press(page, "Open results…")
    assert unnamed(dialog(page)) == []
    press(dialog(page), "Make a request for a witness who is elsewhere…")
    qtbot.waitUntil(request.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "opening.request" in page.notice.sentence, timeout=10_000)

    window = page.window()
    chooses(monkeypatch, read=request, save=part)
    asked = the_witness(window, qtbot)
    assert unnamed(asked) == []
    assert asked.ballots.toPlainText().splitlines()[0] == "M1, revision 1"
    assert len(asked.digest.toPlainText()) == 64
    QTest.keyClicks(asked.passphrase, "not the words of the witness")
    QTest.keyClick(asked.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.problem.sentence != "", timeout=10_000)
    assert not part.exists()
    asked.passphrase.selectAll()
    QTest.keyClicks(asked.passphrase, WITNESS)
    QTest.keyClick(asked.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(part.exists, timeout=10_000)
    assert len(read_part(part.read_bytes()).boxes) > 0

    press(page, "Open results…")
    form = dialog(page)
    chooses(monkeypatch, read=part)
    press(form, "Use the part that the witness sent…")
    assert not form.witness.isEnabled()
    QTest.keyClicks(form.chair, CHAIR)
    QTest.keyClick(form.chair, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.snapshot.opened, timeout=20_000)
    with page.desk.workspace.reading() as reader:
        opening = reader.first(Opening)
    assert opening is not None
    assert opening.at_distance


def test_a_file_that_is_no_part_is_refused_in_the_dialog(
    at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Any = at("collected", "results")
    (tmp_path / "x.part").write_bytes(b"nothing")
    press(page, "Open results…")
    chooses(monkeypatch, read=tmp_path / "x.part")
    press(dialog(page), "Use the part that the witness sent…")
    assert dialog(page).problem.sentence
    assert dialog(page).part is None


def test_a_key_is_made_at_home_without_a_selection(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, save=tmp_path / "mine.key")
    window.frame.commands.actions["home_key"].trigger()
    asked = window.findChildren(HomeKeyDialog)[0]
    for field in (asked.asked.first, asked.asked.again):
        QTest.keyClicks(field, CHAIR)
    asked.do.click()
    qtbot.waitUntil((tmp_path / "mine.key").exists, timeout=15_000)
