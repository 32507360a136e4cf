"""The criteria written and changed in the window, by keys and mouse; before the freeze and after it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from rapporteur_app.errors import WrongStage
from rapporteur_app.setup.criteria import agree, freeze, latest_version, load_criteria, rubric_of
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric import Rubric
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.setup.criteria_page import CriteriaPage
from rapporteur_app.ui.setup.criterion_dialog import CriterionDialog
from rapporteur_app.ui.setup.sheet_preview import SheetPreview
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts, undo
from tests.ui.at_stage import At, unnamed
from tests.ui.doing import press
from tests.ui.setup.criteria_opened import page

__all__ = ["page"]


@pytest.fixture(params=["gcm-lac-2021"])
def selection(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, request.param, None, SECRETARIAT) as workspace:
        add_members(workspace, SECRETARIAT, [{"name": "Ana", "roles": "chair;member"}, {"name": "Beto"}])
    return path


def stored(page: CriteriaPage) -> Rubric:
    with page.desk.workspace.reading() as reader:
        version = latest_version(reader)
        assert version is not None
        return rubric_of(version)


def codes(page: CriteriaPage) -> list[str]:
    return [criterion.code for criterion in stored(page).criteria]


def asked(page: CriteriaPage) -> CriterionDialog:
    found = page.findChild(CriterionDialog)
    assert found is not None
    return found


def type_in(dialog: CriterionDialog, name: str, text: str) -> None:
    field = dialog.fields[name]
    if isinstance(field, QLineEdit):
        field.selectAll()
        QTest.keyClicks(field, text)
    else:
        assert isinstance(field, TextArea)
        field.set_text(text)


def save(dialog: CriterionDialog, page: CriteriaPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        QTest.keyClick(dialog.fields["code"], Qt.Key.Key_Return)


def test_a_criterion_is_added_and_said_in_two_languages(page: CriteriaPage, qtbot: QtBot) -> None:
    press(page, "Add…")
    dialog = asked(page)
    assert unnamed(dialog) == []
    type_in(dialog, "code", "ROOT")
    type_in(dialog, "weight", "12,5")
    type_in(dialog, "title.es", "Arraigo")
    type_in(dialog, "title.fr", "Ancrage")
    type_in(dialog, "anchors.es.5", "Vive lo que cuenta")
    save(dialog, page, qtbot)
    made = stored(page).criterion("ROOT")
    assert made is not None
    assert (made.weight, made.title, made.anchors) == (
        12.5, {"es": "Arraigo", "fr": "Ancrage"}, {"es": {5.0: "Vive lo que cuenta"}},
    )  # fmt: skip
    assert page.chosen == "ROOT"
    assert "112.5" in page.sum.text()


def test_what_breaks_a_rule_is_said_in_the_dialog_and_nothing_is_lost(page: CriteriaPage, qtbot: QtBot) -> None:
    before = stored(page)
    press(page, "Add…")
    dialog = asked(page)
    type_in(dialog, "code", "KNOW")
    type_in(dialog, "title.en", "Twice")
    type_in(dialog, "weight", "1")
    dialog.do.click()
    assert "two criteria have the code KNOW" in dialog.problem.text()
    assert dialog.isVisible()
    assert stored(page) == before
    type_in(dialog, "code", "OTHER")
    save(dialog, page, qtbot)
    assert codes(page)[-1] == "OTHER"


def test_one_is_changed_moved_removed_and_all_of_it_undone(page: CriteriaPage, qtbot: QtBot) -> None:
    before = stored(page)
    page.choose("REPR")
    press(page, "Edit…")
    dialog = asked(page)
    weight = dialog.fields["weight"]
    assert isinstance(weight, QLineEdit)
    assert weight.text() == "20"
    type_in(dialog, "weight", "30")
    save(dialog, page, qtbot)
    for name in ("up", "remove"):
        with qtbot.waitSignal(page.refreshed, timeout=10_000):
            page.editing.actions_by_name[name].trigger()
    assert "REPR" not in codes(page)
    for _ in range(3):
        undo(page.desk.workspace, SECRETARIAT)
    assert stored(page) == before


def test_a_criterion_with_another_code_is_the_one_that_is_told_and_shown(page: CriteriaPage, qtbot: QtBot) -> None:
    page.choose("REPR")
    press(page, "Edit…")
    dialog = asked(page)
    type_in(dialog, "code", "ROOT")
    save(dialog, page, qtbot)
    with page.desk.workspace.reading() as reader:
        assert str(acts(reader)[-1].action) == "Criterion ROOT changed"
    assert page.chosen == "ROOT"


def test_weights_are_rescaled_on_request(page: CriteriaPage, qtbot: QtBot) -> None:
    assert not page.editing.actions_by_name["rescale"].isEnabled()  # they add up to 100
    page.choose("REPR")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.editing.actions_by_name["remove"].trigger()
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.editing.actions_by_name["rescale"].trigger()
    assert sum(criterion.weight for criterion in stored(page).scored) == pytest.approx(100)


def test_the_preview_shows_the_choices_in_another_language(page: CriteriaPage) -> None:
    press(page, "Preview…")
    preview = page.findChild(SheetPreview)
    assert preview is not None
    assert unnamed(preview) == []
    preview.language.setCurrentIndex(preview.language.findData("es"))
    offered = preview.table.cellWidget(0, 1)
    assert isinstance(offered, QComboBox)
    assert offered.itemText(1).startswith("1 – No muestra")
    assert offered.itemText(offered.count() - 1) == "AB – Me abstengo"
    assert preview.table.item(0, 2).text() == "El puntaje más bajo y el más alto piden un comentario."


def frozen(page: CriteriaPage, qtbot: QtBot) -> None:
    agree(page.desk.workspace, SECRETARIAT, [1, 2])
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(freeze)


def test_a_change_of_frozen_criteria_says_what_it_does_first(page: CriteriaPage, qtbot: QtBot) -> None:
    frozen(page, qtbot)
    page.choose("REPR")
    page.editing.actions_by_name["remove"].trigger()
    box = page.window().findChild(QMessageBox)
    assert box is not None
    assert "Version 1 is frozen. What you change makes version 2" in box.text()
    assert "REPR is gone: what was scored on it is kept, and no longer counts." in box.text()
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        box.buttons()[0].click()
    assert "REPR" not in codes(page)
    assert "Version 2 is a draft." in page.notice.sentence
    assert "KNOW has another share of the total: its scores stay what they are." in page.notice.sentence


def test_a_frozen_criterion_that_is_said_anew_warns_in_the_dialog(page: CriteriaPage, qtbot: QtBot) -> None:
    frozen(page, qtbot)
    page.choose("KNOW")
    press(page, "Edit…")
    dialog = asked(page)
    type_in(dialog, "title.es", "Otra cosa")
    save(dialog, page, qtbot)
    assert "KNOW asks for something else" in page.notice.sentence


@pytest.mark.parametrize("selection", ["blank"], indirect=True)
def test_the_first_criterion_is_written_in_the_window(page: CriteriaPage, qtbot: QtBot) -> None:
    press(page, "Add a criterion…")
    dialog = asked(page)
    type_in(dialog, "code", "FIRST")
    type_in(dialog, "title.en", "The first")
    type_in(dialog, "weight", "1")
    save(dialog, page, qtbot)
    assert codes(page) == ["FIRST"]


def test_once_the_results_are_open_nothing_is_changed_any_more(at: At) -> None:
    page: Any = at("opened", "criteria")
    assert not any(page.editing.buttons[name].isEnabled() for name in ("add", "edit"))
    assert not any(action.isEnabled() for action in page.editing.actions_by_name.values())
    assert page.editing.buttons["preview"].isEnabled()
    assert not page.load_button.isEnabled()
    with pytest.raises(WrongStage, match="The results are open; the criteria can no longer change"):
        load_criteria(page.desk.workspace, SECRETARIAT, stored(page))
