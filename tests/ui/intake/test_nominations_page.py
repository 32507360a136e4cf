"""Nominations by keys and mouse: import the sample without a mapping file, type one in, merge, withdraw."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.candidates_json import candidates_json
from rapporteur_app.model import KeptApart, Merge
from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.intake.duplicates_dialog import DuplicatesDialog
from rapporteur_app.ui.intake.import_dialog import ImportDialog
from rapporteur_app.ui.intake.nominations_page import NominationsPage
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.setup.ask_dialog import AskDialog
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.doing import focusable, press, spoken_name

SAMPLE = resources_dir() / "sample"


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    path = tmp_path / "lac.rapporteur"
    new_selection(path, "gcm-lac-2021", None, SECRETARIAT).close()
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> NominationsPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("nominations")
    found = opened.frame.page("nominations")
    assert isinstance(found, NominationsPage)
    qtbot.waitUntil(lambda: found.snapshot is not None, timeout=10_000)
    return found


def counts(page: NominationsPage) -> dict[str, int]:
    with page.desk.workspace.reading() as reader:
        return dict(candidates_json(reader)["counts"])


def import_sample(page: NominationsPage, qtbot: QtBot) -> None:
    page.open_import(SAMPLE / "nominaciones.xlsx")
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.isEnabled, timeout=30_000)
    assert "60 new" in dialog.counts.text()
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)


def test_the_sample_is_imported_without_a_mapping_file(
    page: NominationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(SAMPLE / "nominaciones.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (chosen, ""))
    press(page, "Import…")
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.isEnabled, timeout=30_000)
    for widget in focusable(dialog):
        assert spoken_name(widget), widget
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.keyClick(dialog.do, Qt.Key.Key_Return)

    with page.desk.workspace.reading() as reader:
        people = candidates_json(reader)["candidates"]
    for field in ("email", "phone", "country", "organisation"):
        assert sum(bool(each[field]) for each in people) > 40, field
    assert counts(page)["nominations"] == 60
    assert "60 nominations" in page.counts.text()
    assert f"{counts(page)['candidates']} candidates" in page.counts.text()
    assert page.nominations.model.total == 60
    qtbot.waitUntil(lambda: "As received" in page.detail.toPlainText(), timeout=10_000)


def test_a_column_is_given_another_field_and_the_preview_follows(page: NominationsPage, qtbot: QtBot) -> None:
    page.open_import(SAMPLE / "nominaciones.xlsx")
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.isEnabled, timeout=30_000)
    combo = next(c for c in dialog.grid.combos.values() if c.currentData() == "nominee_name")
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    qtbot.waitUntil(lambda: "nominee" in dialog.counts.text(), timeout=30_000)
    assert not dialog.do.isEnabled()
    dialog.reject()
    assert counts(page)["nominations"] == 0


def test_the_same_file_again_changes_nothing(page: NominationsPage, qtbot: QtBot) -> None:
    import_sample(page, qtbot)
    page.open_import(SAMPLE / "nominaciones.xlsx")
    dialog = page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: "60 unchanged" in dialog.counts.text(), timeout=30_000)
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_each_guess_says_how_sure_it_is_and_why(page: NominationsPage, qtbot: QtBot) -> None:
    page.open_import(SAMPLE / "nominaciones.xlsx")
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.isEnabled, timeout=30_000)
    shown = [label.text() for label in dialog.grid.findChildren(QLabel)]
    assert any(re.match(r"\d+ % · ", text) for text in shown)
    combo = next(c for c in dialog.grid.combos.values() if c.currentData() == "nominee_name")
    assert "%" in combo.accessibleDescription()
    dialog.reject()


def test_columns_are_read_as_last_time(page: NominationsPage, qtbot: QtBot, tmp_path: Path) -> None:
    def dialog_of(rows: str) -> ImportDialog:
        path = tmp_path / "form.csv"
        path.write_text(f"Persona nominada;Lugar\n{rows}", "utf-8")
        page.open_import(path)
        found = page.findChildren(ImportDialog)[-1]
        qtbot.waitUntil(found.do.isEnabled, timeout=30_000)
        return found

    first = dialog_of("Ana Paz;Lima\n")
    combo = first.grid.combos["Lugar"]
    combo.setCurrentIndex(combo.findData("organisation"))
    combo.activated.emit(combo.currentIndex())
    first.zone.setEditText("America/Lima")
    first.zone.activated.emit(0)
    qtbot.wait(400)
    qtbot.waitUntil(first.do.isEnabled, timeout=30_000)
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(first.do, Qt.MouseButton.LeftButton)
    again = dialog_of("Ana Paz;Lima\nBeto Ruiz;Cusco\n")
    assert again.grid.combos["Lugar"].currentData() == "organisation"
    assert again.zone.currentText() == "America/Lima"
    assert "1 new" in again.counts.text()
    again.reject()


def test_copied_cells_are_pasted(page: NominationsPage, qtbot: QtBot) -> None:
    def paste() -> None:
        page.window().activateWindow()
        button = next(each for each in page.findChildren(QPushButton) if each.isVisible())
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    clipboard = QGuiApplication.clipboard()
    clipboard.setText("one word")
    paste()
    assert "The clipboard holds no table" in page.notice.sentence
    clipboard.setText('Nominee\tCountry\n"Ana\nPaz"\tPerú\nBeto Ruiz\tChile\n')
    paste()
    dialog = page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(dialog.do.isEnabled, timeout=30_000)
    lies = dialog._path
    assert lies.exists()
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not lies.parent.exists(), timeout=5_000)
    with page.desk.workspace.reading() as reader:
        rows = {each["country"] for each in candidates_json(reader)["candidates"]}
    assert {"PE", "CL"} <= rows


def test_what_is_no_spreadsheet_is_told_in_the_dialog(page: NominationsPage, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no")
    page.open_import(broken)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "spreadsheet" in dialog.counts.text(), timeout=30_000)
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_one_is_typed_in_and_shown_letter_by_letter(page: NominationsPage, qtbot: QtBot) -> None:
    press(page, "Type one in…")
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.fields["nominee_name"], "Rosa <b>Quispe</b>")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    assert counts(page)["nominations"] == 1
    qtbot.waitUntil(lambda: "<b>Quispe</b>" in page.detail.toPlainText(), timeout=10_000)


def test_pairs_are_merged_and_kept_apart(page: NominationsPage, qtbot: QtBot) -> None:
    import_sample(page, qtbot)
    before = counts(page)["candidates"]
    page.show_duplicates()
    dialog = page.findChild(DuplicatesDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.merge_button.isEnabled, timeout=20_000)
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: counts(page)["candidates"] == before - 1, timeout=20_000)
    qtbot.waitUntil(dialog.apart_button.isEnabled, timeout=20_000)
    dialog.apart_button.click()
    qtbot.waitUntil(lambda: kept(page) == 1, timeout=20_000)
    assert counts(page)["candidates"] == before - 1
    with page.desk.workspace.reading() as reader:
        assert reader.count(Merge) == 1
    dialog.reject()


def kept(page: NominationsPage) -> int:
    with page.desk.workspace.reading() as reader:
        return int(reader.count(KeptApart))


def test_a_candidate_is_withdrawn_with_who_and_why(page: NominationsPage, qtbot: QtBot) -> None:
    import_sample(page, qtbot)
    number = page.candidates.current_key()
    press(page, "Withdraw…")
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.fields["by"], "the nominee")
    qtbot.keyClicks(dialog.fields["reason"], "Another post.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    assert page.candidates.model.text(page.candidates.model.row_of(number), 3) == "withdrawn"
    qtbot.waitUntil(lambda: "Withdrawn" in page.detail.toPlainText(), timeout=10_000)


def test_every_field_has_a_name(page: NominationsPage, qtbot: QtBot) -> None:
    import_sample(page, qtbot)
    for widget in focusable(page):
        assert spoken_name(widget), widget
