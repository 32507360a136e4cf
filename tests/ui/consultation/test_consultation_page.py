"""A consultation from the register to the close, by keys and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Concern, ConsultationRound, Disposition, Reply, ReplyKind, Stakeholder
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press


def test_a_round_is_opened_answered_and_closed(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("shortlisted", "consultation")
    register = tmp_path / "register.csv"
    register.write_text("organisation,country,language\nCaminantes,CO,es\nMesa Norte,CL,es\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(register), ""))
    press(page, "Load stakeholders…")
    qtbot.waitUntil(lambda: len(page.snapshot.stakeholders) == 2, timeout=10_000)

    press(page, "Open a round…")
    asked = dialog(page)
    assert unnamed(asked) == []
    QTest.keyClicks(asked.question, "Whom do you support?")
    QTest.keyClicks(asked.starts, "2021-04-13 08:00")
    QTest.keyClicks(asked.ends, "16/04/2021")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "drafts"))
    press(asked, "Browse…")
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.round == 1, timeout=10_000)
    assert len(list((tmp_path / "drafts").glob("*.eml"))) == 2

    press(page, "Log a reply…")
    asked = dialog(page)
    assert unnamed(asked) == []
    asked.who.setEditText("Caminantes")
    asked.do.click()
    assert "Choose what was replied" in asked.problem.sentence
    press(asked.kind, "concern")
    QTest.keyClicks(asked.said, "No conoce el norte.")
    asked.do.click()
    qtbot.waitUntil(lambda: len(page.snapshot.concerns) == 1, timeout=10_000)

    page.tabs.setCurrentWidget(page.tables["concerns"])
    page.tables["concerns"].select(1)
    QTest.keyClick(page.tables["concerns"].view, Qt.Key.Key_Return)
    asked = dialog(page)
    assert unnamed(asked) == []
    press(asked.disposition, "noted")
    asked.answer.setPlainText("Read by all.")
    asked.effect.setPlainText("A field visit is planned.")
    asked.do.click()
    qtbot.waitUntil(lambda: page.snapshot.concerns[1].disposition is Disposition.NOTED, timeout=10_000)

    press(page, "Close the round…")
    dialog(page).do.click()
    qtbot.waitUntil(lambda: page.snapshot.closed, timeout=10_000)
    assert not page.log.isEnabled()
    with page.desk.workspace.reading() as reader:
        assert reader.count(Stakeholder) == 2
        assert reader.first(ConsultationRound).closed_at
        assert reader.first(Reply).kind is ReplyKind.CONCERN
        assert reader.first(Concern).effect == "A field visit is planned."


def test_replies_are_imported_and_a_bad_row_is_told(
    at: At, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at("asked", "consultation")
    table = tmp_path / "replies.csv"
    table.write_text("organisation,candidate,reply\nCaminantes,C1,support\nMesa Norte,C4,support\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(table), ""))
    press(page, "Import replies…")
    qtbot.waitUntil(lambda: len(page.snapshot.replies) == 1, timeout=10_000)
    assert page.tables["support"].model.text(0, 1) == "1"
    assert page.tables["coverage"].model.rowCount() == 2


def test_everything_has_a_name(at: At) -> None:
    page = at("asked", "consultation")
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        assert unnamed(page) == []
