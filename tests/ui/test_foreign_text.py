"""What nominees, members and files are called is shown letter by letter, wherever it stands in the window."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QObject, Qt, Signal
from PySide6.QtGui import Qt as Texts
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMessageBox, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import catalogue, message
from rapporteur_app.model import Candidate, Member, Setting
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.dialogs.error import show_error
from rapporteur_app.ui.dialogs.progress import ProgressDialog
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.plain import plain_tip
from rapporteur_app.ui.registry import STAGE_PAGES
from rapporteur_app.ui.widgets.elided_label import ElidedLabel
from rapporteur_app.ui.widgets.table import Table
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui import selections

EVIL = '<img src="file:///etc/passwd"><b>Ana</b> <a href="http://evil.example">x</a>'


@pytest.fixture
def evil(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The window with a selection in which persons and the selection itself are called like a page of the web."""
    path = selections.make(tmp_path, "asked")
    with Workspace.open(path) as workspace, workspace.transaction(SECRETARIAT, message("x")) as tx:
        for noun in (Candidate, Member):
            for row in tx.all(noun):
                row.name = f"{EVIL} {row.id}"
                tx.add(row)
        for row in tx.all(Candidate):
            row.organisation = EVIL
            tx.add(row)
        title = tx.need(Setting, "title")
        title.value = EVIL
        tx.add(title)
    window.frame.take_file(path)
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=20_000)
    return window


def shown_as_page(owner: QWidget) -> list[str]:
    """The texts with the evil name that a label, or a tooltip, would show as a page of the web."""
    labels = [one.text() for one in owner.findChildren(QLabel) if "<b>Ana" in one.text() and is_page(one)]
    tips = [one.toolTip() for one in owner.findChildren(QWidget) if turns_into_page(one.toolTip())]
    boxes = [one.toHtml() for one in owner.findChildren(QTextEdit) if "<img" in one.toHtml()]
    return labels + tips + boxes


def is_page(label: QLabel) -> bool:
    if isinstance(label, ElidedLabel):  # draws its text itself
        return False
    rich = label.textFormat() == Qt.TextFormat.RichText or label.textFormat() == Qt.TextFormat.MarkdownText
    return rich or (label.textFormat() == Qt.TextFormat.AutoText and Texts.mightBeRichText(label.text()))


def turns_into_page(tip: str) -> bool:
    """Whether a tooltip with the evil name would lose its marks: what Qt shows of it does not hold them any more."""
    if not Texts.mightBeRichText(tip):
        return False
    document = QTextDocument()
    document.setHtml(tip)
    return "Ana" in document.toPlainText() and "<b>Ana</b>" not in document.toPlainText()


def tips_of(model: QAbstractItemModel) -> list[str]:
    """The tooltips of all cells."""
    width = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    cells = [(row, column) for row in range(model.rowCount()) for column in range(width)]
    return [str(model.index(*cell).data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells]


@pytest.mark.parametrize("stage", list(STAGE_PAGES))
def test_no_page_shows_a_name_as_a_page_of_the_web(evil: MainWindow, stage: str, qtbot: QtBot) -> None:
    evil.frame.show_stage(stage)
    page = evil.frame.page(stage)
    qtbot.waitUntil(partial(_is_shown, evil, stage), timeout=20_000)
    for table in page.findChildren(Table):
        if table.model.rowCount():
            table.view.selectRow(0)
            qtbot.wait(20)
            assert [tip for tip in tips_of(table.model) if turns_into_page(tip)] == []
    for view in page.findChildren(QListView):
        if view.model() is not None:
            assert [tip for tip in tips_of(view.model()) if turns_into_page(tip)] == []
    assert shown_as_page(evil) == []


def _is_shown(window: MainWindow, stage: str) -> bool:
    return window.frame.page(stage).snapshot is not None


def test_what_looks_like_no_page_stays_as_it_is() -> None:
    assert plain_tip("Ana & Rosa, 3 < 4") == "Ana & Rosa, 3 < 4"
    assert not turns_into_page(plain_tip(EVIL))
    assert turns_into_page(EVIL)


def test_questions_and_errors_show_letters(window: MainWindow) -> None:
    box = show_error(window, BadInput(message("There is no candidate {id}.", id=EVIL)), catalogue("en"))
    assert EVIL in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert isinstance(box, QMessageBox)
    box.close()


def test_dialogs_show_letters(evil: MainWindow, qtbot: QtBot) -> None:
    evil.frame.show_stage("nominations")
    qtbot.waitUntil(partial(_is_shown, evil, "nominations"), timeout=20_000)
    said = message("Withdraw {name}", name=EVIL)
    dialog = AskDialog(evil.frame.page("nominations"), said, said, hint=said)
    dialog.form.add(said, QLineEdit(), hint=said)
    dialog.refuse(said)
    held = [label.text() for label in dialog.findChildren(QLabel) if "<b>Ana" in label.text()]
    assert len(held) >= 5
    assert shown_as_page(dialog) == []
    dialog.close()


class Reading(QObject):
    """Work that tells how far it is."""

    progressed, ended = Signal(object, int, int), Signal()
    running = False


def test_what_is_going_on_shows_letters(window: MainWindow) -> None:
    task = Reading()
    dialog = ProgressDialog(window, task, catalogue("en"))  # type: ignore[arg-type]
    task.progressed.emit(message("Reading {file}", file=EVIL), 0, 0)
    assert any(EVIL in label.text() for label in dialog.findChildren(QLabel))
    assert shown_as_page(dialog) == []
    dialog.close()
