"""Set up by keys and mouse: settings, members, the chair; undo; every field has a name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Stage
from rapporteur_app.overview.stages import current_stage
from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.members import add_members, members_json
from rapporteur_app.setup.selection import chair_of
from rapporteur_app.setup.settings import settings
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.setup.ask_dialog import AskDialog
from rapporteur_app.ui.setup.setup_page import SetupPage
from tests.ui.at_stage import At
from tests.ui.doing import focusable, press, seen_texts, spoken_name

SAMPLE = resources_dir() / "sample"


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> SetupPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("setup")
    found = opened.frame.page("setup")
    assert isinstance(found, SetupPage)
    qtbot.waitUntil(lambda: found.snapshot is not None, timeout=10_000)
    return found


def stored(page: SetupPage) -> dict[str, str]:
    with page.desk.workspace.reading() as reader:
        return settings(reader)


def opened_undo(page: SetupPage) -> Callable[[], str]:
    """What the undo of the menu would reverse."""
    return lambda: str(page.desk.overview.undo.action) if page.desk.overview and page.desk.overview.undo else ""


def members(page: SetupPage) -> list[dict[str, object]]:
    with page.desk.workspace.reading() as reader:
        return members_json(reader)


def test_a_field_is_saved_when_it_is_left(page: SetupPage, qtbot: QtBot) -> None:
    line = page._lines["position"]
    line.setFocus()
    qtbot.keyClicks(line, "Regional rapporteur")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert stored(page)["position"] == "Regional rapporteur"

    deadline = page._lines["deadline"]
    deadline.setFocus()
    qtbot.keyClicks(deadline, "2021-04-05 23:59")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(deadline, Qt.Key.Key_Return)
    assert stored(page)["deadline"] == "2021-04-05T23:59"


def test_a_refusal_is_told_over_the_form_and_what_was_typed_stays(page: SetupPage, qtbot: QtBot) -> None:
    line = page._lines["event_start"]
    line.setFocus()
    qtbot.keyClicks(line, "tomorrow")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.notice.isVisible, timeout=10_000)
    assert "tomorrow" in page.notice.sentence
    assert line.text() == "tomorrow"
    assert stored(page)["event_start"] == ""


def test_the_stage_is_finished_by_adding_a_member_who_chairs(page: SetupPage, qtbot: QtBot) -> None:
    press(page, "Add a member…")
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.fields["name"], "Rosa Quispe")
    qtbot.keyClicks(dialog.fields["email"], "rosa@example.org")
    box = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Chair")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        qtbot.keyClick(dialog.fields["name"], Qt.Key.Key_Return)

    assert members(page)[0]["roles"] == ["chair", "member"]
    with page.desk.workspace.reading() as reader:
        chair = chair_of(reader)
    assert chair is not None
    assert chair.name == "Rosa Quispe"
    assert current_stage(page.desk.workspace) is Stage.CRITERIA


def test_a_member_without_a_name_is_not_taken_and_the_dialog_stays(page: SetupPage, qtbot: QtBot) -> None:
    page.add_member()
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "Name" in dialog.problem.text()
    dialog.reject()


def test_members_are_loaded_edited_and_one_named_as_chair(
    page: SetupPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(SAMPLE / "members.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (chosen, ""))
    with qtbot.waitSignal(page.refreshed, timeout=20_000):
        press(page, "Load members…")
    assert len(members(page)) == 8

    page.table.select("M2")
    with qtbot.waitSignal(page.table.opened, timeout=2_000):
        qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    box = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Co-chair")
    box.click()
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    assert members(page)[1]["roles"] == ["co-chair", "member"]

    page.chair.setFocus()
    page.chair.setCurrentIndex(page.chair.findData("M2"))
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.chair.activated.emit(page.chair.currentIndex())
    assert stored(page)["chair"] == "M2"

    undo = opened_undo(page)
    qtbot.waitUntil(lambda: "chair" in undo(), timeout=10_000)
    page.desk.undo(page)
    qtbot.waitUntil(lambda: stored(page)["chair"] == "", timeout=10_000)


def test_every_field_has_a_name(page: SetupPage) -> None:
    page.window().frame.speak("es")  # type: ignore[attr-defined]
    for widget in focusable(page):
        assert spoken_name(widget), widget


def test_a_members_name_and_e_mail_are_changed_in_one_act(page: SetupPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(
            add_members, [{"name": "Rosa", "email": "rosa@example.org"}, {"name": "Ali", "email": "a@example.org"}]
        )
    page.table.select("M1")
    press(page, "Edit member…")
    dialog = page.findChild(AskDialog)
    assert dialog is not None
    email, name = dialog.fields["email"], dialog.fields["name"]
    assert isinstance(email, QLineEdit)
    assert isinstance(name, QLineEdit)
    email.setText("a@example.org")
    dialog.do.click()
    qtbot.waitUntil(lambda: "M2 Ali" in dialog.problem.text(), timeout=10_000)

    email.setText("rosa@un.example.org")
    name.setText("Rosa Díaz")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    rosa = members(page)[0]
    assert (rosa["id"], rosa["name"], rosa["email"]) == ("M1", "Rosa Díaz", "rosa@un.example.org")

    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.desk.undo(page)
    assert members(page)[0]["email"] == "rosa@example.org"


def settings_over(page: SetupPage) -> AskDialog:
    press(page, "Settings…")
    return page.findChildren(AskDialog)[-1]


def test_every_setting_is_changed_in_one_act_in_the_window(page: SetupPage, qtbot: QtBot) -> None:
    before = stored(page)
    asked = settings_over(page)
    assert set(asked.fields) == set(before)
    wanted = {"language": "es", "policy.aggregate": "median", "blind.gender": "yes", "publish.scores": "yes"}
    for key, value in wanted.items():
        field = asked.fields[key]
        assert isinstance(field, QComboBox)
        field.setCurrentIndex(field.findData(value))
    deadline = asked.fields["scoring_deadline"]
    assert isinstance(deadline, QLineEdit)
    deadline.setText("25/11/2026 18:00")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        asked.do.click()
    changed = {key: value for key, value in stored(page).items() if value != before[key]}
    assert changed == {**wanted, "scoring_deadline": "2026-11-25T18:00"}
    page.desk.undo(page)
    qtbot.waitUntil(lambda: stored(page) == before, timeout=10_000)


def test_a_setting_that_cannot_be_so_is_told_in_the_dialog(page: SetupPage, qtbot: QtBot) -> None:
    asked = settings_over(page)
    quorum = asked.fields["quorum"]
    assert isinstance(quorum, QLineEdit)
    quorum.setText("several")
    asked.do.click()
    qtbot.waitUntil(lambda: "whole number" in asked.problem.text(), timeout=10_000)
    assert asked.isVisible()
    assert not [widget for widget in focusable(asked) if not spoken_name(widget)]


def test_what_the_freeze_holds_is_off_and_says_why(at: At) -> None:
    page = at("frozen", "setup")
    asked = settings_over(page)
    assert not asked.fields["policy.aggregate"].isEnabled()
    assert not asked.fields["blind.name"].isEnabled()
    assert asked.fields["quorum"].isEnabled()
    assert any("were frozen together with the criteria" in text for text in seen_texts(asked.tabs.widget(2)))
