"""Conflicts by keys and mouse: declare, confirm a recusal, all others none, forms out and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.importing import nominate
from rapporteur_app.intake.screening import Subject, admit
from rapporteur_app.model import Stage
from rapporteur_app.overview.stages import stage_states
from rapporteur_app.scoring.declarations import conflicts_json, recused_pairs, undeclared
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.conflicts_page import ConflictsPage
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.at_stage import dialog, unnamed
from tests.ui.doing import focusable, press, spoken_name


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, "gcm-lac-2021", None, SECRETARIAT) as workspace:
        members = [{"name": name, "roles": "member"} for name in ("Ana Lima", "Luis Paz")]
        add_members(workspace, SECRETARIAT, members)
        for number, name in enumerate(("Rosa Quispe", "Marie Joseph", "Kerwin Baptiste"), start=1):
            nominate(workspace, SECRETARIAT, {"nominee_name": name})
            admit(workspace, SECRETARIAT, Subject(candidate=number), "Complete.")
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> ConflictsPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("conflicts")
    found = opened.frame.page("conflicts")
    assert isinstance(found, ConflictsPage)
    qtbot.waitUntil(lambda: found.snapshot is not None and found.table is not None, timeout=10_000)
    return found


def grid(page: ConflictsPage) -> dict[tuple[str, str], tuple[str, bool]]:
    with page.desk.workspace.reading() as reader:
        found = conflicts_json(reader)
    return {(row["member"], row["candidate"]): (row["state"], row["recused"]) for row in found["declarations"]}


def test_the_stage_is_finished_by_keys(page: ConflictsPage, qtbot: QtBot) -> None:
    assert page.table is not None
    qtbot.keyClick(page.table.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.who.text() == "Luis Paz on Marie Joseph: not declared"
    qtbot.keyClicks(page.interest, "conflict")
    qtbot.keyClicks(page.reason, "Sits on her board.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    assert grid(page) == {("M2", "C2"): ("conflict", False)}
    assert page.who.text() == "Luis Paz on Marie Joseph: conflict, to settle"

    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.mouseClick(page.confirm_button, Qt.MouseButton.LeftButton)
    with page.desk.workspace.reading() as reader:
        assert recused_pairs(reader) == {(2, 2)}
    assert not page.confirm_button.isEnabled()

    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        press(page, "All others none")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Left)
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        press(page, "All others none")
    with page.desk.workspace.reading() as reader:
        assert undeclared(reader, 1) == undeclared(reader, 2) == []
    assert grid(page)["M2", "C2"] == ("conflict", True)
    states = {state.stage: state.state for state in stage_states(page.desk.workspace)}
    assert states[Stage.CONFLICTS] == "done"


def test_forms_go_out_and_come_back(
    page: ConflictsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    with qtbot.waitSignal(page.desk.announced, timeout=20_000):
        press(page, "Write forms…")
    assert len(list(folder.glob("*.xlsx"))) == 2

    back = tmp_path / "back.csv"
    back.write_text("member,candidate,state,reason\nM1,C1,affinity,Same network\nM1,C2,none,\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(back), ""))
    with qtbot.waitSignal(page.refreshed, timeout=20_000):
        press(page, "Load forms…")
    assert grid(page) == {("M1", "C1"): ("affinity", False), ("M1", "C2"): ("none", False)}


def test_every_field_has_a_name_and_no_cell_is_silent(page: ConflictsPage) -> None:
    for widget in focusable(page):
        assert spoken_name(widget), widget
    assert page.table is not None
    for column in range(page.table.model.columnCount()):
        assert page.table.model.text(0, column)


def test_a_recusal_is_lifted_with_a_reason(page: ConflictsPage, qtbot: QtBot) -> None:
    assert page.table is not None
    assert not page.lift_button.isEnabled()
    qtbot.keyClicks(page.interest, "conflict")
    qtbot.keyClicks(page.reason, "Sits on her board.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        press(page, "Confirm recusal")
    assert page.lift_button.isEnabled()

    press(page, "Lift recusal…")
    asked = dialog(page)
    assert unnamed(asked) == []
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "only with a reason" in asked.problem.sentence, timeout=10_000)
    qtbot.keyClicks(asked.reason, "She left the board.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(asked.reason, Qt.Key.Key_Return)
    with page.desk.workspace.reading() as reader:
        assert recused_pairs(reader) == set()
    assert page.confirm_button.isEnabled(), "the declared conflict waits to be settled again"
