"""Who is who, by mouse and keys: evidence, a tick per nomination, two of one's own choice, and the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.importing import nominate, plan_import, run_import
from rapporteur_app.intake.merging import keep_apart
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.model import KeptApart, Merge
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.intake.decided_dialog import DecidedDialog
from rapporteur_app.ui.intake.duplicates_dialog import DuplicatesDialog, MergeDialog
from rapporteur_app.ui.intake.nominations_page import NominationsPage
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.doing import focusable, press, spoken_name

PEOPLE = [
    ("Óscar Arias", "Ana", {}),
    ("Oscar Arias Sánchez", "Beto", {"nominee_country": "Costa Rica", "organisation": "Foro"}),
    ("Oscar Arias Sánchez", "Carla", {"nominee_email": "oscar@example.org"}),
    ("Wolfgang Zettelmeyer", "Dora", {}),
]


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    """N1 names C1, N2 and N3 name C2, N4 names C3."""
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, "gcm-lac-2021", None, SECRETARIAT) as workspace:
        for name, by, more in PEOPLE:
            nominate(workspace, SECRETARIAT, {"nominee_name": name, "nominator_name": by, **more})
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> NominationsPage:
    opened.frame.show_stage("nominations")
    found = opened.frame.page("nominations")
    assert isinstance(found, NominationsPage)
    qtbot.waitUntil(lambda: found.snapshot is not None, timeout=10_000)
    return found


@pytest.fixture
def dialog(page: NominationsPage, qtbot: QtBot) -> DuplicatesDialog:
    page.show_duplicates()
    found = page.findChild(DuplicatesDialog)
    assert found is not None
    qtbot.waitUntil(found.merge_button.isEnabled, timeout=20_000)
    return found


def persons(page: NominationsPage) -> dict[int, list[int]]:
    with page.desk.workspace.reading() as reader:
        return {each.id: [row.id or 0 for row in each.nominations] for each in read_pool(reader).persons}


def kept(page: NominationsPage) -> int:
    with page.desk.workspace.reading() as reader:
        return int(reader.count(KeptApart))


def test_each_nomination_says_by_whom_and_what(dialog: DuplicatesDialog) -> None:
    said = [label.text() for label in dialog.pane.ticks.findChildren(QLabel)]
    assert "Oscar Arias Sánchez · Foro · Costa Rica" in said
    assert "Oscar Arias Sánchez · oscar@example.org" in said
    assert list(dialog.pane.ticks.boxes) == [2, 3]
    assert "by Beto" in dialog.pane.ticks.boxes[2].text()
    assert "Foro" in dialog.pane.evidence.toPlainText()


def test_only_the_ticked_nominations_come_over(page: NominationsPage, dialog: DuplicatesDialog, qtbot: QtBot) -> None:
    dialog.pane.ticks.boxes[2].click()
    assert dialog.merge_button.text() == "&Move 1 nomination"
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: persons(page) == {1: [1, 3], 2: [2], 3: [4]}, timeout=20_000)
    qtbot.waitUntil(lambda: list(dialog.pane.ticks.boxes) == [2], timeout=20_000)
    qtbot.waitUntil(dialog.apart_button.isEnabled, timeout=20_000)
    dialog.apart_button.click()
    qtbot.waitUntil(lambda: kept(page) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.table.model.total == 0, timeout=20_000)


def test_nothing_ticked_is_nothing_to_merge(dialog: DuplicatesDialog) -> None:
    for box in dialog.pane.ticks.boxes.values():
        box.click()
    assert not dialog.merge_button.isEnabled()
    assert dialog.apart_button.isEnabled()


def test_the_other_one_is_kept(page: NominationsPage, dialog: DuplicatesDialog, qtbot: QtBot) -> None:
    dialog.pane.keep[1].click()
    assert list(dialog.pane.ticks.boxes) == [1]
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: persons(page) == {2: [1, 2, 3], 3: [4]}, timeout=20_000)


def test_every_field_has_a_name(dialog: DuplicatesDialog) -> None:
    for widget in focusable(dialog):
        assert spoken_name(widget), widget


def choose(page: NominationsPage, *keys: int) -> None:
    selection = page.candidates.view.selectionModel()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    selection.clearSelection()
    for key in keys:
        selection.select(page.candidates.model.index(page.candidates.model.row_of(key), 0), flags)


def test_two_who_do_not_look_alike_are_merged_by_hand(page: NominationsPage, qtbot: QtBot) -> None:
    choose(page, 1)
    assert not page.merge_button.isVisible()
    choose(page, 1, 3)
    assert page.merge_button.isVisible()
    page.merge_button.click()
    dialog = page.findChild(MergeDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.merge_button.isEnabled, timeout=20_000)
    assert "Wolfgang Zettelmeyer" in dialog.pane.evidence.toPlainText()
    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        dialog.merge_button.click()
    assert persons(page) == {1: [1, 4], 2: [2, 3]}


@pytest.fixture
def decided(page: NominationsPage, qtbot: QtBot, tmp_path: Path) -> DecidedDialog:
    """After an import of one row, a merge and a pair kept apart."""
    from rapporteur_app.intake.merging import keep_apart, merge

    workspace, path = page.desk.workspace, tmp_path / "form.csv"
    path.write_text("Nominee;Nominator\nElsa Roa;Foro\n", "utf-8")
    run_import(workspace, SECRETARIAT, plan_import(workspace, path))
    merge(workspace, SECRETARIAT, [1, 2])
    keep_apart(workspace, SECRETARIAT, 1, 3)
    press(page, "Imports and merges…")
    found = page.findChild(DecidedDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.apart.model.total == 1, timeout=20_000)
    return found


def test_a_whole_import_is_undone_in_the_window(page: NominationsPage, decided: DecidedDialog, qtbot: QtBot) -> None:
    assert decided.back.text() == "&Undo this import"
    decided.back.click()
    qtbot.waitUntil(lambda: 4 not in persons(page), timeout=20_000)
    qtbot.waitUntil(lambda: decided.imports.model.total == 0, timeout=20_000)
    assert not decided.back.isEnabled()


def test_a_merge_is_undone_in_the_window(page: NominationsPage, decided: DecidedDialog, qtbot: QtBot) -> None:
    decided.tabs.setCurrentIndex(1)
    decided.back.click()
    qtbot.waitUntil(lambda: persons(page).get(2) == [2, 3], timeout=20_000)
    qtbot.waitUntil(lambda: bool(decided.merges.model.text(0, 5)), timeout=20_000)
    assert not decided.back.isEnabled(), "it is undone already"
    with page.desk.workspace.reading() as reader:
        assert reader.count(Merge) == 1


def test_two_are_no_longer_kept_apart_in_the_window(
    page: NominationsPage, decided: DecidedDialog, qtbot: QtBot
) -> None:
    decided.tabs.setCurrentIndex(2)
    decided.back.click()
    qtbot.waitUntil(lambda: kept(page) == 0, timeout=20_000)


def test_what_cannot_be_undone_is_told_with_the_reason(
    page: NominationsPage, decided: DecidedDialog, qtbot: QtBot
) -> None:
    from rapporteur_app.intake.merging import merge

    merge(page.desk.workspace, SECRETARIAT, [3, 1])
    decided.tabs.setCurrentIndex(1)
    decided.back.click()
    qtbot.waitUntil(lambda: "Merge G2 goes on from merge G1" in decided.notice.sentence, timeout=20_000)


def test_every_tab_has_names(decided: DecidedDialog) -> None:
    for tab in range(3):
        decided.tabs.setCurrentIndex(tab)
        for widget in focusable(decided):
            assert spoken_name(widget), widget


def test_an_act_that_ends_when_the_selection_is_closed_changes_nothing_that_is_shown(
    dialog: DuplicatesDialog, page: NominationsPage, qtbot: QtBot
) -> None:
    desk, changes, done = page.desk, [], []
    desk.changed.connect(lambda: changes.append(1))
    with qtbot.captureExceptions() as raised:
        desk.act(page, keep_apart, 1, 2, done=done.append)
        desk.put(None)
        qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert (changes, raised) == ([], [])
