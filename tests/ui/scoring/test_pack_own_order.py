"""The member's own order, two candidates side by side, and the documents of a candidate."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QMessageBox
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.attachments import attach
from rapporteur_app.scoring.packs import make_packs
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring import documents_box
from rapporteur_app.ui.scoring.pack_page import PackPage
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui import selections
from tests.ui.at_stage import dialog, unnamed
from tests.ui.doing import press
from tests.ui.scoring.pack_opened import key, open_pack_in, page

__all__ = ["page"]

K = Qt.Key


def shown(page: PackPage) -> list[tuple[str, str, str]]:
    model = page.table.model
    return [(model.text(row, 1), model.text(row, 3), model.text(row, 4)) for row in range(model.rowCount())]


def test_equal_totals_share_a_place_and_the_order_follows_each_score(page: PackPage) -> None:
    assert page.table.view.isColumnHidden(3)
    page.order.click()
    for first, second in ((K.Key_3, K.Key_3), (K.Key_4, K.Key_4), (K.Key_2, K.Key_2), (K.Key_3, K.Key_3)):
        page.boxes[0].focus()
        key(page, first, second, K.Key_P)
    assert shown(page) == [("C2", "1", "4.00"), ("C1", "2", "3.00"), ("C4", "2", "3.00"), ("C3", "4", "2.00")]
    page.table.select(3)
    page.boxes[0].focus()
    key(page, K.Key_4)
    page.boxes[1].focus()
    key(page, K.Key_4)  # the last becomes one of two firsts
    assert [row[:2] for row in shown(page)] == [("C2", "1"), ("C3", "1"), ("C1", "3"), ("C4", "3")]
    assert page.candidate is not None
    assert page.table.view.dragDropMode() is QAbstractItemView.DragDropMode.NoDragDrop
    page.order.click()
    assert [row[0] for row in shown(page)] == ["C1", "C2", "C3", "C4"]
    assert page.table.view.isColumnHidden(3)


def test_without_all_scores_there_is_no_place(page: PackPage) -> None:
    page.order.click()
    key(page, K.Key_4, K.Key_N, K.Key_P)
    assert {row[1:] for row in shown(page)} == {("", "")}


def test_two_candidates_stand_side_by_side_with_what_each_was_given(page: PackPage) -> None:
    key(page, K.Key_4, K.Key_3, K.Key_P, K.Key_2, K.Key_N)
    page.boxes[0].comment.setFocus()
    QTest.keyClicks(page.boxes[0].comment, "less than hoped")
    page.table.select(1)
    press(page, "Compare…")
    compared = dialog(page)
    assert [box.currentText() for box in compared.choices] == ["Ana Pérez (C1)", "Bruno Lima (C2)"]
    assert "Ana Pérez has worked long" in compared.dossiers[0].toPlainText()
    cells = [[compared.scores.item(row, column).text() for column in range(3)] for row in range(3)]
    assert cells == [
        ["Experience", "4", "2 – less than hoped"],
        ["Reach", "3", "ie"],
        ["Integrity", "pass", "–"],
    ] or cells[0] == ["Experience", "4", "2 – less than hoped"]
    assert compared.scores.horizontalHeaderItem(1).text() == "C1: 3.60"
    QTest.keyClick(compared.choices[1], K.Key_Down)  # with the keyboard alone
    assert compared.choices[1].currentText() == "<b>Céline</b> Roy (C3)"
    assert "<b>Céline</b> Roy" in compared.dossiers[1].toPlainText()
    assert compared.scores.item(0, 2).text() == "–"
    assert unnamed(compared) == []


@pytest.fixture
def with_documents(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> PackPage:
    """A pack that encloses one document of C1, and names another that does not fit."""
    path = selections.make(tmp_path, "keys")
    small, large = tmp_path / "letter.pdf", tmp_path / "<b>cv.pdf"
    small.write_bytes(b"%PDF-1.4 letter")
    large.write_bytes(b"%PDF-1.4" + b" " * 1_100_000)
    with Workspace.open(path) as workspace:
        change_settings(workspace, SECRETARIAT, {"pack_documents": "1"})
        attach(workspace, SECRETARIAT, 1, [small, large])
        (made,) = make_packs(workspace, SECRETARIAT, tmp_path / "packs", KeyStore(), members=[1])
    return open_pack_in(window, made.pack, qtbot)


def test_documents_are_listed_and_opened_only_after_a_question(
    with_documents: PackPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, opened = with_documents, list[Path]()
    monkeypatch.setattr(documents_box, "show_outside", opened.append)
    listed = page.about.documents.list
    assert [listed.item(row).text() for row in range(listed.count())] == [
        "letter.pdf – 1 kB",
        "<b>cv.pdf – 1075 kB: not enclosed, ask the secretariat",
    ]
    listed.setFocus()
    listed.setCurrentRow(0)
    QTest.keyClick(listed, K.Key_Return)
    question = page.window().findChildren(QMessageBox)[-1]
    assert "came from outside" in question.text()
    assert opened == []
    QTest.keyClick(question, K.Key_Escape)
    assert opened == []
    QTest.keyClick(listed, K.Key_Return)
    press(page.window().findChildren(QMessageBox)[-1], "Open it")
    qtbot.waitUntil(lambda: bool(opened), timeout=5_000)
    assert opened[0].read_bytes() == b"%PDF-1.4 letter"
    assert opened[0].name == "document.pdf"  # no name from outside reaches the system
    listed.setCurrentRow(1)
    QTest.keyClick(listed, K.Key_Return)
    assert "is not enclosed in the pack. Ask the secretariat" in page.notice.sentence
    assert unnamed(page) == []
    page.table.select(2)
    assert not page.about.documents.isVisible()
