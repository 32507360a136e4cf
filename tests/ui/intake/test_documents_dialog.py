"""CVs and letters in the window: attached, listed, opened only after a question, taken away, brought back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from rapporteur_app.ui.intake import documents_dialog
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press

PDF = b"%PDF-1.4 the life of Ana"


@pytest.fixture
def page(at: At) -> Any:
    return at("frozen", "nominations")


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "<b>CV Ana.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def asked(page: Any, cv: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Any:
    """The dialog of C1, with one document in it."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([str(cv)], ""))
    page.candidates.select(1)
    press(page, "Documents…")
    shown = dialog(page)
    qtbot.waitUntil(lambda: "No documents yet" in shown.notice.sentence, timeout=5_000)
    press(shown, "Attach…")
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 1, timeout=10_000)
    return shown


def test_what_is_attached_is_listed_and_stands_in_the_dossier(page: Any, asked: Any, qtbot: QtBot) -> None:
    assert [asked.table.model.text(0, column) for column in range(3)] == ["<b>CV Ana.pdf", "pdf", "1 kB"]
    assert unnamed(asked) == []
    qtbot.waitUntil(lambda: "<b>CV Ana.pdf" in page.detail.toPlainText(), timeout=10_000)


def test_it_is_opened_after_a_question_only(asked: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(documents_dialog, "show_outside", shown.append)
    for answer, count in ((QMessageBox.ButtonRole.RejectRole, 0), (QMessageBox.ButtonRole.AcceptRole, 1)):
        press(asked, "Open…")
        box = asked.window().findChildren(QMessageBox)[-1]
        assert "came from outside" in box.text()
        assert box.textFormat() is Qt.TextFormat.PlainText
        next(button for button in box.buttons() if box.buttonRole(button) == answer).click()
        qtbot.waitUntil(lambda want=count: len(shown) == want, timeout=10_000)
    assert shown[0].name == "A1.pdf"
    assert shown[0].read_bytes() == PDF


def test_taken_away_and_brought_back(page: Any, asked: Any, qtbot: QtBot) -> None:
    press(asked, "Take away")
    qtbot.waitUntil(lambda: asked.table.model.rowCount() == 0, timeout=10_000)
    page.desk.undo(page)
    qtbot.waitUntil(lambda: asked.table.model.rowCount() == 1, timeout=10_000)


def test_a_dropped_file_is_attached_and_one_of_another_kind_is_refused(
    page: Any, asked: Any, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, program = tmp_path / "letter.png", tmp_path / "run.exe"
    letter.write_bytes(b"\x89PNG\r\n\x1a\n..")
    program.write_bytes(b"MZ")
    drop(asked, letter)
    qtbot.waitUntil(lambda: asked.table.model.rowCount() == 2, timeout=10_000)
    told: list[Exception] = []
    monkeypatch.setattr(page.desk.tasks, "tell", lambda _owner, error: told.append(error))
    drop(asked, program)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "none of these" in str(told[0])


def drop(widget: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, button, keys))
