"""The results are opened by two; a meeting is recorded; the shortlist is chosen with its reasons."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Meeting, Opening
from rapporteur_app.results.shortlist import shortlist_json
from tests.ui.at_stage import At, dialog, unnamed
from tests.ui.doing import press
from tests.ui.selections import CHAIR, WITNESS


def test_results_stay_sealed_until_both_passphrases_fit(at: At, qtbot: QtBot) -> None:
    page = at("collected", "results")
    assert page.table is None
    press(page, "Open results…")
    asked = dialog(page)
    QTest.keyClicks(asked.chair, CHAIR)
    QTest.keyClicks(asked.witness, "a wrong passphrase of some length")
    QTest.keyClick(asked.witness, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.problem.sentence != "", timeout=5_000)
    with page.desk.workspace.reading() as reader:
        assert reader.count(Opening) == 0
    asked.witness.setText(WITNESS)
    QTest.keyClick(asked.witness, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.snapshot.opened, timeout=20_000)
    with page.desk.workspace.reading() as reader:
        assert reader.count(Opening) == 1
    table = page.table
    assert [table.model.text(0, column) for column in range(7)] == ["1", "C1", "Ana Pérez", "4.6", "", "5.0", "4.0"]
    assert "M1 on C1" in page.comments.toPlainText()


def test_a_value_below_its_threshold_is_flagged_and_the_balance_counted(at: At) -> None:
    page = at("opened", "results")
    below = {page.table.model.text(row, 1): page.table.model.text(row, 4) for row in range(4)}
    assert below == {"C1": "", "C2": "", "C3": "", "C4": "EXP"}
    assert page.balance.model.rowCount() > 0
    assert unnamed(page) == []


def test_a_meeting_is_recorded(at: At, qtbot: QtBot) -> None:
    page = at("opened", "deliberation")
    press(page, "Record a meeting…")
    asked = dialog(page)
    assert unnamed(asked) == []
    asked.do.click()
    assert "not a date" in asked.problem.sentence
    QTest.keyClicks(asked.date, "08/13/2021 15:00")
    assert asked.chair.currentText() == "Rosa (M1)"
    asked.present.setFocus()
    for row in (0, 1, 2):
        asked.present.setCurrentRow(row)
        QTest.keyClick(asked.present, Qt.Key.Key_Space)
    asked.notes.setPlainText("All agreed.")
    asked.do.click()
    qtbot.waitUntil(lambda: len(page.snapshot.meetings) == 1, timeout=10_000)
    with page.desk.workspace.reading() as reader:
        (meeting,) = reader.all(Meeting)
    assert (meeting.date, meeting.chair_id, meeting.present) == ("2021-08-13T15:00", 1, [1, 2, 3])
    assert page.notes.toPlainText() == "All agreed."
    assert unnamed(page) == []


def test_the_shortlist_is_chosen_with_the_keyboard_and_every_reason_is_asked_for(at: At, qtbot: QtBot) -> None:
    page = at("opened", "shortlist")
    for number in (1, 2, 4):
        page.table.select(number)
        QTest.keyClick(page.table.view, Qt.Key.Key_Return)
        QTest.keyClicks(page.reason, f"reason {number}")
    assert page.missing.text() == "A reason is missing for C3."
    page.table.select(3)
    QTest.keyClicks(page.reason, "too new to this")
    page.table.select(2)
    press(page, "Move up")
    assert unnamed(page) == []
    press(page, "Save the shortlist")
    qtbot.waitUntil(lambda: list(page.snapshot.kept) == [2, 1, 4], timeout=10_000)
    with page.desk.workspace.reading() as reader:
        found = shortlist_json(reader)
    assert [(row["id"], row["reason"]) for row in found["shortlist"]] == [
        ("C2", "reason 2"),
        ("C1", "reason 1"),
        ("C4", "reason 4"),
    ]
    assert [(row["id"], row["reason"]) for row in found["left_out"]] == [("C3", "too new to this")]


def test_gates_are_counted_and_the_spread_can_be_asked_for(at: At) -> None:
    page = at("opened", "results")
    table = page.table
    codes = [column.code for column in table.model.columns]
    gate = codes.index("gate.INT")
    assert table.model.text(0, gate) == "3 / 0"
    assert not table.view.isColumnHidden(gate)
    for kind, shown in (("mean", "5.00"), ("median", "5.00"), ("sd", "0.00")):
        place = codes.index(f"{kind}.EXP")
        assert table.model.text(0, place) == shown
        assert table.view.isColumnHidden(place)
    table._show_column(codes.index("sd.EXP"), on=True)

    page.desk.speak("es")
    assert not page.table.view.isColumnHidden(codes.index("sd.EXP"))  # chosen once, kept
    assert page.table.model.text(0, codes.index("total")) == "4,6"
