"""The import dialog: what a person sees before saying yes, what they correct, mappings in files, stopping."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rapporteur_app.errors import Cancelled
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.intake.mapping import read_map
from rapporteur_app.intake.merging import merge
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.intake import import_dialog
from rapporteur_app.ui.intake.import_dialog import ImportDialog
from rapporteur_app.ui.intake.import_reading import samples
from rapporteur_app.ui.intake.nominations_page import NominationsPage
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.doing import focusable, spoken_name

HEADERS = "Response ID;Nominee;Nominator;Consent of the nominee;Shoe size"
FIRST = ["1;Ana Paz;Foro;yes;39", "2;Beto Ruiz;Red;yes;40"]


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    path = tmp_path / "lac.rapporteur"
    new_selection(path, "gcm-lac-2021", None, SECRETARIAT).close()
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> NominationsPage:
    opened.frame.show_stage("nominations")
    found = opened.frame.page("nominations")
    assert isinstance(found, NominationsPage)
    qtbot.waitUntil(lambda: found.snapshot is not None, timeout=10_000)
    return found


Import = Callable[..., ImportDialog]


@pytest.fixture
def importing(page: NominationsPage, qtbot: QtBot, tmp_path: Path) -> Import:
    """Open the dialog on these rows and wait for its plan."""

    def open_dialog(*rows: str, headers: str = HEADERS) -> ImportDialog:
        path = tmp_path / "form.csv"
        path.write_text("\n".join([headers, *rows]) + "\n", "utf-8")
        page.open_import(path)
        dialog = page.findChildren(ImportDialog)[-1]
        qtbot.waitUntil(lambda: dialog.plan is not None, timeout=30_000)
        return dialog

    return open_dialog


@pytest.fixture
def imported(page: NominationsPage, tmp_path: Path) -> None:
    path = tmp_path / "first.csv"
    path.write_text("\n".join([HEADERS, *FIRST]) + "\n", "utf-8")
    run_import(page.desk.workspace, SECRETARIAT, plan_import(page.desk.workspace, path))


def shown(dialog: ImportDialog, kind: str) -> list[list[str]]:
    """The lines of one kind, as the table has them, after choosing that kind."""
    choice = dialog.preview.kind
    choice.setCurrentIndex(choice.findData(kind))
    choice.activated.emit(choice.currentIndex())
    model = dialog.preview.table.model
    return [[model.text(row, column) for column in range(1, 6)] for row in range(model.rowCount())]


def test_each_row_to_look_at_stands_in_a_table_with_cell_value_and_reason(importing: Import) -> None:
    dialog = importing("1;;Foro;yes;39", "2;Ana Paz;Foro;we will see;39", "3;Carla Sol / Dora Luz;Red;yes;38")
    (rejected,) = shown(dialog, "rejected")
    assert rejected[:2] == ["2", "B2"]
    assert rejected[4]
    flagged = shown(dialog, "flagged")
    assert ["3", "D3", "Consent of the nominee", "we will see"] in [row[:4] for row in flagged]
    assert any(row[3] == "Carla Sol / Dora Luz" for row in flagged)


def test_a_sign_between_names_is_confirmed_in_the_window(importing: Import, qtbot: QtBot) -> None:
    dialog = importing("1;Carla Sol / Dora Luz;Red;yes;38")
    dialog.split.setCurrentIndex(dialog.split.findData("/"))
    dialog.split.activated.emit(dialog.split.currentIndex())
    qtbot.waitUntil(lambda: "several persons: 1" in dialog.counts.text(), timeout=30_000)
    assert [row[3] for row in shown(dialog, "joint")] == ["Carla Sol; Dora Luz"]


def test_who_is_joined_and_what_changes_is_seen_before_saying_yes(imported: None, importing: Import) -> None:
    dialog = importing("1;Ana Paz;Foro;yes;41", "3;ANA PAZ;Red;yes;39", "4;Beto Ruiz;Red;yes;40")
    assert "Persons joined: 2." in dialog.counts.text()
    joined = shown(dialog, "joined")
    assert [(row[2], row[3], row[4]) for row in joined] == [
        ("Ana Paz", "rows 3", "there already as C1"), ("Beto Ruiz", "rows 4", "there already as C2")
    ]  # fmt: skip
    assert shown(dialog, "changed") == [["2", "", "Shoe size", "39 → 41", "updates N1"]]
    assert [line.split(": ") for line in dialog.preview.detail.toPlainText().splitlines()[-2:]] == [
        ["Before", "39"], ["From now on", "41"]
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in shown(dialog, "near")] == [("4", "Beto Ruiz")]


def test_a_long_list_is_filtered_by_words(importing: Import) -> None:
    dialog = importing(*(f"{n};Ana {'abcdefgh'[n % 8]};Foro;perhaps n{n}n;39" for n in range(60)))
    assert len(shown(dialog, "flagged")) == 60
    dialog.preview.table.filter.setText("perhaps n42n")
    assert dialog.preview.table.model.rowCount() == 1
    dialog.preview.table.select(dialog.preview.table.model.key(0))
    assert "perhaps n42n" in dialog.preview.detail.toPlainText()


def test_three_sample_values_are_seen_even_where_they_are_long(importing: Import) -> None:
    dialog = importing(*(f"{n};Ana {'abc'[n]};{'abc'[n] * 60};yes;39" for n in range(3)))
    labels = [label.text() for label in dialog.grid.findChildren(QLabel)]
    assert any(text.count("…") == 3 and all(sign * 20 in text for sign in "abc") for text in labels)


def test_samples_read_no_more_of_a_column_than_they_need() -> None:
    class Rows(list[list[str]]):
        read = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            for row in super().__iter__():
                Rows.read += 1
                yield row

    rows = Rows([["head"], ["a"], [""], ["a"], ["b"], ["c"], ["d"], ["e"]])
    assert samples(rows, 1, 0) == ["a", "b", "c"]
    assert Rows.read == 6


def test_an_unmapped_column_is_kept_and_shown_as_asked_and_answered(
    page: NominationsPage, importing: Import, qtbot: QtBot
) -> None:
    dialog = importing("1;Ana Paz;Foro;yes;39")
    assert dialog.grid.combos["Shoe size"].currentText() == "kept as received only"
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Shoe size: 39" in page.detail.toPlainText(), timeout=10_000)


def test_the_window_a_map_and_the_guess_alone_read_alike(
    page: NominationsPage, importing: Import, tmp_path: Path
) -> None:
    dialog = importing(*FIRST)
    assert dialog.plan is not None
    dialog.save_mapping(tmp_path / "map.toml")
    workspace, path = page.desk.workspace, tmp_path / "form.csv"
    by_map, alone = plan_import(workspace, path, read_map(tmp_path / "map.toml")), plan_import(workspace, path)
    assert dialog.plan.read == by_map.read == alone.read


def test_a_mapping_is_loaded_from_a_file(importing: Import, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = importing("1;Ana Paz;Foro;maybe;39", "2;Carla Sol | Dora Luz;Red;no;38")
    (tmp_path / "map.toml").write_text(
        'split = "|"\ntimezone = "America/Lima"\n[columns]\n"Shoe size" = "comments"\n"Nominator" = "-"\n'
        '[values.consent]\n"maybe" = "yes"\n',
        "utf-8",
    )
    dialog.load_mapping(tmp_path / "map.toml")
    qtbot.waitUntil(lambda: "several persons: 1" in dialog.counts.text(), timeout=30_000)
    assert dialog.plan is not None
    assert dialog.plan.mapping.columns["Shoe size"] == "comments"
    assert dialog.plan.mapping.columns["Nominator"] is None
    assert dialog.zone.currentText() == "America/Lima"
    assert dialog.plan.read.nominations[0].consent is True


def test_a_mapping_that_does_not_fit_is_told_and_changes_nothing(importing: Import, tmp_path: Path) -> None:
    dialog = importing(*FIRST)
    before = dialog.grid.columns()
    (tmp_path / "map.toml").write_text('[columns]\n"Height" = "comments"\n', "utf-8")
    dialog.load_mapping(tmp_path / "map.toml")
    assert "Height" in dialog.counts.text()
    assert dialog.grid.columns() == before


def test_a_remembered_sign_is_kept_in_the_window(page: NominationsPage, importing: Import, qtbot: QtBot) -> None:
    dialog = importing("1;Carla Sol & Dora Luz;Red;yes;38")
    dialog.split.setCurrentIndex(dialog.split.findData("&"))
    dialog.split.activated.emit(dialog.split.currentIndex())
    qtbot.waitUntil(lambda: "several persons: 1" in dialog.counts.text() and dialog.do.isEnabled(), timeout=30_000)
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    again = importing("1;Carla Sol & Dora Luz;Red;yes;38", "2;Ana Paz & Beto Ruiz;Red;yes;38")
    assert again.split.currentData() == "&"
    assert "several persons: 2" in again.counts.text()


def test_closing_the_dialog_stops_the_reading(importing: Import, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []

    def endless(_workspace: object, _path: object, _given: object, progress: object) -> None:
        try:
            while True:
                progress.advance()  # type: ignore[attr-defined]
        except Cancelled:
            stopped.append(True)
            raise

    dialog = importing(*FIRST)
    monkeypatch.setattr(import_dialog, "look_ahead", endless)
    dialog.grid.changed.emit()
    qtbot.waitUntil(dialog.busy.isVisible, timeout=10_000)
    dialog.reject()
    qtbot.waitUntil(lambda: stopped == [True], timeout=10_000)


def test_every_field_of_both_tabs_has_a_name(importing: Import) -> None:
    dialog = importing("1;;Foro;yes;39", *FIRST)
    for tab in (0, 1):
        dialog.tabs.setCurrentIndex(tab)
        for widget in focusable(dialog):
            assert spoken_name(widget), widget


def test_a_person_merged_away_is_not_there_any_more(page: NominationsPage, imported: None, importing: Import) -> None:
    merge(page.desk.workspace, SECRETARIAT, [2, 1])
    dialog = importing("3;Ana Paz;Red;yes;39")
    assert [row[4] for row in shown(dialog, "joined")] == ["there already as C2"]


def test_what_a_row_said_before_is_kept_and_shown(
    page: NominationsPage, imported: None, importing: Import, qtbot: QtBot
) -> None:
    dialog = importing("1;Ana Paz;Foro;yes;41")
    with qtbot.waitSignal(page.refreshed, timeout=30_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Shoe size: 41" in page.detail.toPlainText(), timeout=10_000)
    shown = page.detail.toPlainText()
    _now, _, before = shown.partition("Before ")
    assert "Shoe size: 39" in before
    assert "Nominee: Ana Paz" not in before, "only what changed"
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.detail.toPlainText() != shown, timeout=10_000)
    assert "Shoe size: 39" in page.detail.toPlainText()
