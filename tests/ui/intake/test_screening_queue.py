"""The screening queue without a mouse, its views, the second check, and the reminders."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.intake.screening import Subject, admit, screen
from rapporteur_app.model import Finding, FindingState, Reminder
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.selection import new_selection
from rapporteur_app.ui.intake.reminder_dialog import ReminderDialog
from rapporteur_app.ui.intake.screening_page import ScreeningPage
from rapporteur_app.ui.intake.screening_views import View
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.workspace import SECRETARIAT, Actor, Workspace
from tests.intake.screened import LATE, nominated
from tests.ui.doing import press, seen_texts


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    """C1 is late; C2 lacks consent and availability; nothing is wrong with C3. M1 is Rosa."""
    path = tmp_path / "lac.rapporteur"
    with new_selection(path, "gcm-lac-2021", None, SECRETARIAT) as workspace:
        add_members(workspace, SECRETARIAT, [{"name": "Rosa Paz"}])
        nominated(workspace, SECRETARIAT, LATE)
        nominated(workspace, SECRETARIAT, nominee_name="Bo Mar", nominee_email="bo@mar.org", consent="", available="")
        nominated(workspace, SECRETARIAT, nominee_name="Cira Luz", nominee_email="cira@luz.org")
    return path


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> ScreeningPage:
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    opened.frame.show_stage("screening")
    found = opened.frame.page("screening")
    assert isinstance(found, ScreeningPage)
    qtbot.waitUntil(lambda: found.snapshot is not None and bool(found.boxes), timeout=10_000)
    with qtbot.waitActive(opened, timeout=10_000):
        opened.activateWindow()
    return found


def key(page: ScreeningPage, *keys: Qt.Key | str) -> None:
    """Press keys where the keyboard is."""
    for each in keys:
        focus = page.window().focusWidget()
        assert focus is not None
        if isinstance(each, str):
            QTest.keyClicks(focus, each)
        else:
            QTest.keyClick(focus, each)


def on(page: ScreeningPage) -> str:
    """The candidate and the rule that the keyboard is on."""
    focus = page.window().focusWidget()
    rules = [code for code, box in page.boxes.items() if focus is not None and box.isAncestorOf(focus)]
    return f"C{page.table.current_key()} {rules[0] if rules else '–'}"


def read(page: ScreeningPage, number: int) -> Person:
    with page.desk.workspace.reading() as reader:
        return read_pool(reader).person(number)


def settle(page: ScreeningPage, qtbot: QtBot, number: int, rule: str, state: FindingState) -> None:
    """Wait until a finding is kept and shown."""
    qtbot.waitUntil(lambda: shown(page, number).findings[rule] is state, timeout=10_000)


def shown(page: ScreeningPage, number: int) -> Person:
    assert page.snapshot is not None
    return page.snapshot.pool.person(number)


def rules_of(page: ScreeningPage) -> list[str]:
    return list(page.boxes)


def test_the_queue_is_worked_through_by_keys_alone(page: ScreeningPage, qtbot: QtBot) -> None:
    rules = rules_of(page)
    page.table.view.setFocus()
    key(page, Qt.Key.Key_Return)
    assert on(page) == f"C1 {rules[0]}"
    assert rules[0] == "deadline"

    key(page, Qt.Key.Key_P)  # the proposal: late by 2 h 14 min
    assert on(page) == f"C1 {rules[1]}"
    for rule in rules[1:]:
        assert on(page) == f"C1 {rule}"
        key(page, Qt.Key.Key_1)
    assert on(page) == "C2 deadline", "after the last rule of one the keyboard is on the first of the next"
    settle(page, qtbot, 1, rules[-1], FindingState.MET)
    assert shown(page, 1).notes["deadline"] == "late by 2 h 14 min"
    assert shown(page, 1).eligible is False

    key(page, Qt.Key.Key_1, Qt.Key.Key_3)
    assert page.window().focusWidget() is page.boxes[rules[1]].note, "to clarify waits for its note"
    key(page, "asked by telephone", Qt.Key.Key_Return)
    assert on(page) == f"C2 {rules[2]}"
    key(page, Qt.Key.Key_Up)
    assert on(page) == f"C2 {rules[1]}"
    key(page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert on(page) == f"C2 {rules[3]}", "Return leaves a rule as it is"
    key(page, Qt.Key.Key_2, "no country fits", Qt.Key.Key_Return)
    settle(page, qtbot, 2, rules[3], FindingState.NOT_MET)
    assert shown(page, 2).notes[rules[1]] == "asked by telephone"
    assert shown(page, 2).notes[rules[3]] == "no country fits"
    assert shown(page, 2).findings[rules[2]] is None


def test_ctrl_return_goes_to_the_next_open_one(page: ScreeningPage, qtbot: QtBot) -> None:
    page.table.view.setFocus()
    qtbot.waitUntil(lambda: page.window().isActiveWindow(), timeout=10_000)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert on(page) == "C2 deadline"


def test_who_is_decided_stays_in_the_open_ones_until_one_goes_on(page: ScreeningPage, qtbot: QtBot) -> None:
    """Or the next key would decide about somebody else."""
    page.choose_view(View.OPEN)
    page.table.select(3)
    for rule in rules_of(page):
        page.boxes[rule].enter()
        page.boxes[rule].choice.buttons[0].click()
        settle(page, qtbot, 3, rule, FindingState.MET)
    assert page.table.current_key() == 3
    assert page.table.model.rowCount() == 3
    page.next_open()
    assert page.table.current_key() == 1


def test_a_proposal_on_two_nominations_is_accepted_for_each(page: ScreeningPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(nominated_again)
    page.table.select(1)
    box = page.boxes["deadline"]
    assert box.proposal.text() == "Proposed: N1 not met (late by 2 h 14 min); N4 met (in time)"
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        box.accept_button.click()
    settle(page, qtbot, 1, "deadline", FindingState.MET)
    with page.desk.workspace.reading() as reader:
        assert [row.state.value for row in reader.all(Finding)] == ["not_met", "met"]


def nominated_again(workspace: Workspace, actor: Actor) -> object:
    return nominated(workspace, actor, nominator_email="other@red.org")


def test_what_the_program_noted_is_said_in_the_windows_language_and_is_no_persons_reason(
    page: ScreeningPage, opened: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        press(page, "Accept proposals")
    opened.frame.desk.speak("es")
    region, box = page.boxes["region"].note, page.boxes["deadline"]
    assert (region.text(), region.placeholderText()) == ("", "en la región según residencia")
    page.table.select(2)
    assert page.boxes["consent"].note.placeholderText() == "nada se dijo sobre el consentimiento"
    box.enter()
    key(page, Qt.Key.Key_2)
    assert page.window().focusWidget() is box.note, "'in time' is no reason why it is not met"
    key(page, "dated back", Qt.Key.Key_Return)
    settle(page, qtbot, 2, "deadline", FindingState.NOT_MET)
    assert shown(page, 2).notes["deadline"] == "dated back"


def test_a_proposal_names_countries_and_fields(page: ScreeningPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(nominated_abroad)
    page.table.select(4)
    assert page.boxes["region"].proposal.text() == "Proposed: not met (outside the region: Germany)"
    assert page.boxes["complete"].proposal.text() == "Proposed: to clarify (missing: motivation)"


def nominated_abroad(workspace: Workspace, actor: Actor) -> object:
    return nominated(
        workspace, actor, nominee_name="Dora Paz", nominee_email="d@p.org", nominee_country="DE", statement=""
    )


def test_a_second_person_checks_by_a_key(page: ScreeningPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(screen, Subject(candidate=2), "available", FindingState.MET, "")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(screen, Subject(candidate=2), "region", FindingState.MET, "")
    page.choose_view(View.UNCHECKED)
    assert [page.table.model.key(row) for row in range(page.table.model.rowCount())] == [2]
    box = page.boxes["available"]
    assert box.trace.text().startswith("Found by Secretariat, ")
    assert box.trace.text().endswith("Not yet checked by a second person.")
    assert not page.boxes["consent"].check_button.isVisible()

    page.desk.act_as(1)
    page.table.view.setFocus()
    key(page, Qt.Key.Key_Return)
    first, second = sorted(("available", "region"), key=rules_of(page).index)
    assert on(page) == f"C2 {first}"
    key(page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: on(page) == f"C2 {second}", timeout=10_000)
    key(page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: len(shown(page, 2).checked) == 2, timeout=10_000)
    assert read(page, 2).checked == {"available": "M1", "region": "M1"}
    assert page.boxes["region"].trace.text().endswith("Checked by Rosa Paz (M1).")
    assert not page.boxes["region"].check_button.isVisible()


def test_the_finder_is_refused_with_the_cores_sentence(
    page: ScreeningPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(page.desk.tasks, "tell", lambda _owner, error: told.append(error))
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(screen, Subject(candidate=1), "available", FindingState.MET, "")
    page.boxes["available"].check_button.click()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "Secretariat found this; another person checks it" in str(told[0])
    assert read(page, 1).checked == {}


def test_the_late_and_the_incomplete_stand_in_views_of_their_own(page: ScreeningPage, qtbot: QtBot) -> None:
    assert page.view.itemText(page.view.findData(View.LATE)) == "Late ones: 1"
    page.choose_view(View.LATE)
    assert rows(page) == [{"name": "Ana Sol", "lack": "late by 2 h 14 min", "done": "nothing yet"}]
    page.choose_view(View.INCOMPLETE)
    lacking = "missing: consent to the nomination, availability on the dates"
    assert rows(page) == [{"name": "Bo Mar", "lack": lacking.removeprefix("missing: "), "done": "nothing yet"}]
    assert f"{lacking.capitalize()}. Done: nothing yet." in seen_texts(page)
    header = page.table.view.horizontalHeader()
    assert [header.isSectionHidden(column) for column in range(6)] == [False, True, True, False, False, False]
    assert header.sectionSize(3) > header.defaultSectionSize(), "what is missing gets the room, not the last column"
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.act(admit, Subject(candidate=2), "Known to all.")
    assert rows(page)[0]["done"].startswith("admitted with a reason, ")
    assert rows(page)[0]["done"].endswith("Secretariat: Known to all.")
    page.choose_view(View.ALL)
    assert [header.isSectionHidden(column) for column in range(6)] == [False, False, False, True, True, False]
    assert page.table.model.rowCount() == 3


def rows(page: ScreeningPage) -> list[dict[str, str]]:
    model = page.table.model
    codes = [column.code for column in model.columns]
    return [{code: model.text(row, codes.index(code)) for code in ("name", "lack", "done")}
            for row in range(model.rowCount())]  # fmt: skip


def test_reminders_are_drafted_and_told_as_done(page: ScreeningPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.table.select(1)
    press(page, "Reminders…")
    dialog = page.findChild(ReminderDialog)
    assert dialog is not None
    assert [dialog.whom.itemText(row) for row in range(dialog.whom.count())] == [
        "The 1 who is open and was not asked yet"
    ]
    dialog.do.click()
    assert "Choose a folder for the drafts." in seen_texts(dialog)
    dialog.folder.setText(str(tmp_path / "drafts"))
    dialog.reply_by.setText("09/13/2021")
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        dialog.do.click()
    assert sorted(path.name for path in (tmp_path / "drafts").iterdir()) == ["reminder-1-C2.eml", "reminder-2-N2.eml"]
    assert "2021-09-13" in (tmp_path / "drafts" / "reminder-1-C2.eml").read_text()
    with page.desk.workspace.reading() as reader:
        assert reader.count(Reminder) == 2
    page.choose_view(View.INCOMPLETE)
    assert rows(page)[0]["done"].startswith("reminder drafted, ")


def test_one_alone_is_reminded_again(page: ScreeningPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.table.select(2)
    for count in (2, 4):
        press(page, "Reminders…")
        dialog = page.findChildren(ReminderDialog)[-1]
        dialog.whom.setCurrentIndex(dialog.whom.findText("Bo Mar (C2) alone"))
        dialog.folder.setText(str(tmp_path / "drafts"))
        with qtbot.waitSignal(page.refreshed, timeout=10_000):
            dialog.do.click()
        assert len(list((tmp_path / "drafts").iterdir())) == count


def test_who_has_a_proposal_stands_in_a_view_until_it_is_accepted(page: ScreeningPage, qtbot: QtBot) -> None:
    page.choose_view(View.PROPOSED)
    assert page.table.model.rowCount() == 3
    with qtbot.waitSignal(page.refreshed, timeout=10_000):
        page.accept_button.click()
    page.choose_view(View.ALL)
    page.choose_view(View.PROPOSED)
    assert page.table.model.rowCount() == 0
    assert page.view.itemText(page.view.findData(View.PROPOSED)) == "With a proposal of the program: 0"
