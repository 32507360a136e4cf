"""The criteria by keys and mouse: load a rubric, agree, freeze; and freeze with a reason."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.criteria import criteria_json, frozen_version, missing_agreements
from rapporteur_app.setup.criteria_files import read_rubric
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric import rubric_hash
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.sheets.tables import read_table
from rapporteur_app.ui.setup.ask_dialog import AskDialog
from rapporteur_app.ui.setup.criteria_page import CriteriaPage
from rapporteur_app.workspace import SECRETARIAT
from tests.ui.doing import focusable, press, spoken_name
from tests.ui.setup.criteria_opened import page

__all__ = ["page"]

SAMPLE = resources_dir() / "sample"


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, "gcm-lac-2021", None, SECRETARIAT) as workspace:
        add_members(workspace, SECRETARIAT, read_table(SAMPLE / "members.csv", ["name"]))
    return path


def load(page: CriteriaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    with qtbot.waitSignal(page.refreshed, timeout=20_000):
        press(page, "Load criteria…")


def test_a_rubric_is_saved_loaded_agreed_and_frozen(
    page: CriteriaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "rubric.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    with qtbot.waitSignal(page.desk.announced, timeout=10_000):
        press(page, "Save criteria…")
    file.write_text(file.read_text("utf-8").replace("threshold = 3", "threshold = 2", 1), "utf-8")
    load(page, qtbot, monkeypatch, file)
    assert page.snapshot is not None
    assert page.snapshot.digest == rubric_hash(read_rubric(file))

    page.members.setFocus()
    for row in range(page.members.count()):
        page.members.setCurrentRow(row)
        qtbot.keyClick(page.members, Qt.Key.Key_Space)
    page.day.setDate(QDate(2021, 3, 20))
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.mouseClick(page.agree_button, Qt.MouseButton.LeftButton)
    with page.desk.workspace.reading() as reader:
        found = criteria_json(reader)
    assert found["missing"] == []
    assert {row["date"] for row in found["agreed"]} == {"2021-03-20"}  # type: ignore[attr-defined]

    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.mouseClick(page.freeze_button, Qt.MouseButton.LeftButton)
    with page.desk.workspace.reading() as reader:
        version = frozen_version(reader)
    assert version is not None
    assert version.frozen_despite == ""
    assert not page.freeze_button.isEnabled()
    assert "frozen" in page.notice.sentence


def test_freezing_without_agreements_asks_a_reason(page: CriteriaPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.freeze_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    dialog.do.click()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.fields["despite"], "Agreed in the meeting of 20 March.")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    with page.desk.workspace.reading() as reader:
        version = frozen_version(reader)
        assert version is not None
        assert len(missing_agreements(reader, version)) == 7
    assert version.frozen_despite == "Agreed in the meeting of 20 March."


def test_the_table_tells_weights_and_the_detail_what_scores_mean(page: CriteriaPage) -> None:
    assert "100" in page.sum.text() or "1" in page.sum.text()
    assert page.table.current_key()
    assert "What each score means" in page.detail.toPlainText()


def test_every_field_has_a_name(page: CriteriaPage) -> None:
    for widget in focusable(page):
        assert spoken_name(widget), widget


def test_the_day_of_the_agreement_is_the_programs_day(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-03-15T12:00:00+00:00")
    page = request.getfixturevalue("opened").frame.page("criteria")
    assert page.day.date() == QDate(2021, 3, 15)
