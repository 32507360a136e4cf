"""Screening by keys and mouse: accept the proposals, record what a person found, admit with a reason."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.intake.screening import accept_proposals, propose
from rapporteur_app.model import Finding, FindingState, Stage
from rapporteur_app.overview.stages import stage_states
from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.intake.screening_page import ScreeningPage
from rapporteur_app.ui.intake.screening_views import View
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.setup.ask_dialog import AskDialog
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui.doing import focusable, press, spoken_name

SAMPLE = resources_dir() / "sample"


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, "gcm-lac-2021", None, SECRETARIAT) as workspace:
        run_import(workspace, SECRETARIAT, plan_import(workspace, SAMPLE / "nominaciones.xlsx"))
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> ScreeningPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("screening")
    found = opened.frame.page("screening")
    assert isinstance(found, ScreeningPage)
    qtbot.waitUntil(lambda: found.snapshot is not None and bool(found.boxes), timeout=10_000)
    return found


def person(page: ScreeningPage, number: int) -> Person:
    with page.desk.workspace.reading() as reader:
        return read_pool(reader).person(number)


def test_accepting_the_proposals_records_what_the_use_case_does(
    page: ScreeningPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with new_selection(tmp_path / "other.rapporteur", "gcm-lac-2021", None, SECRETARIAT) as other:
        run_import(other, SECRETARIAT, plan_import(other, SAMPLE / "nominaciones.xlsx"))
        accept_proposals(other, SECRETARIAT)
        wanted = findings(other)
    with qtbot.waitSignal(page.refreshed, timeout=20_000):
        press(page, "Accept proposals")
    assert findings(page.desk.workspace) == wanted
    with page.desk.workspace.reading() as reader:
        assert propose(reader) == []
    assert not page.accept_button.isEnabled()


def findings(workspace: Workspace) -> set[tuple[object, ...]]:
    with workspace.reading() as reader:
        rows = reader.all(Finding)
    return {(row.candidate_id, row.nomination_id, row.rule, row.state, row.note) for row in rows}


def test_met_is_kept_at_once_and_not_met_waits_for_its_note(page: ScreeningPage, qtbot: QtBot) -> None:
    number = page.table.current_key()
    box = page.boxes["available"]
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(box.choice.buttons[0], Qt.Key.Key_Space)
    assert person(page, number).findings["available"] is FindingState.MET

    box.choice.buttons[1].click()
    assert page.window().focusWidget() is box.note
    assert person(page, number).findings["available"] is FindingState.MET
    box.note.clear()
    qtbot.keyClicks(box.note, "Has another meeting.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(box.note, Qt.Key.Key_Return)
    assert person(page, number).findings["available"] is FindingState.NOT_MET
    assert person(page, number).notes["available"] == "Has another meeting."
    assert person(page, number).eligible is False


def test_the_stage_is_finished_by_keys(page: ScreeningPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=20_000):
        press(page, "Accept proposals")
    left = [p.id for p in page.snapshot.pool.persons if p.eligible is None]  # type: ignore[union-attr]
    for _ in left:
        page.next_open()
        number = page.table.current_key()
        for box in page.boxes.values():
            if box.is_open:
                with qtbot.waitSignal(page.refreshed, timeout=10_000):
                    box.choice.buttons[0].click()
        assert person(page, number).eligible is True
    states = {state.stage: state.state for state in stage_states(page.desk.workspace)}
    assert states[Stage.SCREENING] != "current"
    page.choose_view(View.OPEN)
    assert page.table.model.rowCount() == 0


def test_a_late_one_is_admitted_with_a_reason(page: ScreeningPage, qtbot: QtBot) -> None:
    number = page.table.current_key()
    press(page, "Admit with a reason…")
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    dialog.do.click()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.fields["note"], "No power until 6 April.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    assert person(page, number).admitted == "No power until 6 April."
    assert person(page, number).eligible is True


def test_every_field_has_a_name(page: ScreeningPage) -> None:
    for widget in focusable(page):
        assert spoken_name(widget), widget
