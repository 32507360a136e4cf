"""A member scores a pack with the keyboard; each change is saved; a final ballot is refused while something lacks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from rapporteur_app.model import Ballot, ScoreState
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.member_keys import confirm_key
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.pack_page import PackPage
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.reading_out import read_out
from tests.ui.at_stage import dialog, unnamed
from tests.ui.doing import press, seen_texts
from tests.ui.scoring.pack_opened import key, page, saved_work, score_all, wait_saved

__all__ = ["page"]


def test_a_pack_is_scored_with_the_keyboard_alone_and_the_ballot_is_taken(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    score_all(page)
    out = tmp_path / "mine.ballot"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    page.submit.setFocus()
    key(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: out.exists() and "Ballot written" in page.notice.sentence, timeout=5_000)
    assert "The signing key lies unlocked in " in page.notice.sentence
    words = page.notice.sentence.partition("read out: ")[2].partition(".")[0]
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        assert confirm_key(workspace, SECRETARIAT, page.snapshot.pack.member, words) is None
        (taken,) = collect_ballots(workspace, SECRETARIAT, [out], KeyStore())
    assert (taken.status.value, taken.scored, taken.due) == ("accepted", 12, 12)


def test_up_and_down_lead_through_the_criteria_and_letters_in_a_comment_score_nothing(
    page: PackPage, qtbot: QtBot
) -> None:
    assert page.snapshot is not None
    page.boxes[0].focus()
    key(page, Qt.Key.Key_4, Qt.Key.Key_Up, Qt.Key.Key_5, Qt.Key.Key_2)
    answers = page.snapshot.work.answers
    assert [answers[page.candidate, code].value for code in ("EXP", "NET")] == [5, 2]
    page.boxes[1].comment.setFocus()
    QTest.keyClicks(page.boxes[1].comment, "an 1")
    assert answers[page.candidate, "NET"].value == 2
    assert answers[page.candidate, "NET"].comment == "an 1"
    key(page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.boxes[1].comment


def test_an_answer_is_undone_and_given_again(page: PackPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.snapshot is not None
    answers, actions = page.snapshot.work.answers, window.frame.commands.actions
    undo, redo = actions["undo"], actions["redo"]
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    page.boxes[0].focus()
    key(page, Qt.Key.Key_4, Qt.Key.Key_Up, Qt.Key.Key_2)
    page.boxes[0].comment.setFocus()
    QTest.keyClicks(page.boxes[0].comment, "seen it")
    page.table.select(2)
    page.boxes[0].focus()
    key(page, Qt.Key.Key_3)
    assert answers[2, "EXP"].value == 3
    undo.trigger()
    assert (2, "EXP") not in answers
    undo.trigger()
    assert (page.candidate, answers[1, "EXP"].value, answers[1, "EXP"].comment) == (1, 2, "")
    assert (page.boxes[0].comment.toPlainText(), page.walk.place) == ("", 0)
    undo.trigger()
    assert answers[1, "EXP"].value == 4
    undo.trigger()
    assert (answers, page.progress.text(), undo.isEnabled()) == ({}, "0 of 12 answered", False)
    for _step in range(4):
        redo.trigger()
    assert (answers[2, "EXP"].value, answers[1, "EXP"].value, answers[1, "EXP"].comment) == (3, 2, "seen it")
    assert redo.isEnabled() is False
    wait_saved(page, qtbot)
    assert page.saver is not None
    assert saved_work(page.snapshot.pack, page.saver.place).answers == answers


def test_a_comment_that_its_own_field_undid_is_no_step(page: PackPage, window: MainWindow) -> None:
    assert page.snapshot is not None
    page.boxes[0].focus()
    key(page, Qt.Key.Key_4)
    page.boxes[0].comment.setFocus()
    QTest.keyClicks(page.boxes[0].comment, "seen it")
    page.boxes[0].comment.undo()
    assert page.boxes[0].comment.toPlainText() == ""
    window.frame.commands.actions["undo"].trigger()
    assert page.snapshot.work.answers == {}


def test_what_was_undone_on_a_pack_is_no_act_on_a_selection(
    page: PackPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page.boxes[0].focus()
    key(page, Qt.Key.Key_4)
    window.frame.take_file(tmp_path / "Regional.rapporteur")
    undo = window.frame.commands.actions["undo"]
    qtbot.waitUntil(lambda: window.frame.desk.writable, timeout=10_000)
    window.frame.desk.act(window, change_settings, {"title": "Another title"})
    qtbot.waitUntil(undo.isEnabled, timeout=10_000)
    assert undo.text().startswith("&Undo: ")
    undo.trigger()
    qtbot.waitUntil(lambda: not undo.isEnabled(), timeout=10_000)
    window.frame.take_file(tmp_path / "packs" / "M2-edition-1.pack")
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)


def test_a_pack_that_was_left_turns_nothing_off_on_a_selection(
    page: PackPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        change_settings(workspace, SECRETARIAT, {"title": "Another title"})
    page.boxes[0].focus()
    key(page, Qt.Key.Key_4)
    left = page.steps
    window.frame.take_file(tmp_path / "Regional.rapporteur")
    undo = window.frame.commands.actions["undo"]
    qtbot.waitUntil(lambda: undo.isEnabled() and undo.text().startswith("&Undo: "), timeout=10_000)
    left.clear()  # as Qt does when the page is destroyed, which may be much later
    assert undo.isEnabled()


def test_submit_says_what_is_missing_and_leads_there(page: PackPage, qtbot: QtBot) -> None:
    page.boxes[1].focus()
    key(page, Qt.Key.Key_5)
    press(page, "Submit…")
    missing = dialog(page)
    lines = [missing.list.item(row).text() for row in range(missing.list.count())]
    assert len(lines) == 12
    assert "C1, NET: a comment is asked for this score" in lines
    rows = [missing.list.visualItemRect(missing.list.item(row)) for row in range(2)]
    assert rows[1].top() == rows[0].bottom() + 1, "the first, which is chosen, covers no other"
    missing.accept()
    assert page.boxes[0].isAncestorOf(QApplication.focusWidget())
    press(page, "Submit…")
    missing = dialog(page)
    missing.list.setCurrentRow(lines.index("C1, NET: a comment is asked for this score"))
    missing.accept()
    assert QApplication.focusWidget() is page.boxes[1].comment


def test_a_comment_that_is_too_long_may_be_typed_and_is_told_before_submitting(page: PackPage) -> None:
    score_all(page)
    page.table.select(2)
    page.boxes[1].comment.setFocus()
    page.boxes[1].comment.setPlainText("x" * 2001)
    assert "The comment has 2001 characters, of 2000 that a ballot takes." in seen_texts(page.boxes[1])
    page.table.select(4)
    press(page, "Submit…")
    missing = dialog(page)
    lines = [missing.list.item(row).text() for row in range(missing.list.count())]
    assert lines == ["C2, NET: the comment is longer than 2000 characters"]
    missing.accept()
    assert page.candidate == 2
    assert page.boxes[1].comment.toPlainText() == "x" * 2001


def test_what_was_scored_survives_the_closing(page: PackPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page.boxes[0].focus()
    key(page, Qt.Key.Key_3)
    wait_saved(page, qtbot)
    page.boxes[0].comment.setFocus()
    QTest.keyClicks(page.boxes[0].comment, "steady")
    QTest.keyClicks(page.note, "ask Mei")
    saver = page.saver
    assert saver is not None
    window.frame.desk.put(None)
    pack = open_pack(tmp_path / "packs" / "M1-edition-1.pack")
    kept = saved_work(pack, saver.place)
    answer = kept.answers[1, "EXP"]
    assert (answer.state, answer.value, answer.comment) == (ScoreState.SCORED, 3, "steady")
    assert kept.notes[1] == "ask Mei"


def test_a_conflict_found_stops_the_scoring_of_that_candidate(page: PackPage, qtbot: QtBot) -> None:
    press(page, "Conflict found…")
    asked = dialog(page)
    assert any("Ana Pérez (C1)" in text for text in seen_texts(asked))
    asked.accept()
    assert "reason" in asked.problem.sentence
    QTest.keyClicks(asked.focusWidget(), "my cousin")
    asked.accept()
    assert page.snapshot is not None
    assert page.snapshot.work.conflicts == {1: "my cousin"}
    assert not page.boxes[0].isEnabled()
    press(page, "Take the conflict back")
    assert page.snapshot.work.conflicts == {}


def test_words_of_nominees_stay_plain_text(page: PackPage) -> None:
    page.table.select(3)
    assert "<b>Céline</b> Roy" in page.dossier.toPlainText()


def test_everything_has_a_name(page: PackPage) -> None:
    assert unnamed(page) == []


def test_a_draft_is_written_before_everything_is_scored_and_is_not_collected_as_final(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key(page, Qt.Key.Key_4)
    out = tmp_path / "draft.ballot"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    page.more.draft.trigger()
    qtbot.waitUntil(lambda: out.exists() and page.notice.sentence != "", timeout=5_000)
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        (taken,) = collect_ballots(workspace, SECRETARIAT, [out], KeyStore())
        assert taken.status.value == "unconfirmed"
        read_out(workspace, page.snapshot.pack, KeyStore())
        with workspace.reading() as reader:
            assert [row.status.value for row in reader.all(Ballot)] == ["draft"]
    assert (taken.scored, taken.due) == (1, 12)
    page.focus_box(1)
    key(page, Qt.Key.Key_3)  # and scoring goes on
    assert page.snapshot is not None
    assert len(page.snapshot.work.answers) == 2


def jump(page: PackPage) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


def at_hand(page: PackPage) -> tuple[int | None, int]:
    focus = QApplication.focusWidget()
    assert focus is not None
    return page.candidate, next(place for place, box in enumerate(page.boxes) if box.isAncestorOf(focus))


def test_digits_score_from_the_first_moment_and_the_next_unscored_criterion_follows(page: PackPage) -> None:
    assert page.snapshot is not None
    key(page, Qt.Key.Key_4)
    assert page.table.filter.text() == ""
    assert at_hand(page) == (1, 1)
    key(page, Qt.Key.Key_3, Qt.Key.Key_P)
    assert at_hand(page) == (2, 0)
    assert [answer.shown for answer in page.snapshot.work.answers.values()] == ["4", "3", "pass"]
    page.table.view.setFocus()
    key(page, Qt.Key.Key_2)  # with the list of candidates focused
    assert page.snapshot.work.answers[2, "EXP"].value == 2
    assert at_hand(page) == (2, 1)


def test_a_score_that_asks_for_a_comment_holds_the_keyboard_and_is_not_overwritten(page: PackPage) -> None:
    assert page.snapshot is not None
    answers = page.snapshot.work.answers
    key(page, Qt.Key.Key_4, Qt.Key.Key_5)
    assert at_hand(page) == (1, 1)
    assert page.boxes[1].lacks_comment
    key(page, Qt.Key.Key_3)
    assert answers[1, "NET"].value == 5
    key(page, Qt.Key.Key_Left)
    assert answers[1, "NET"].value == 4
    key(page, Qt.Key.Key_5)  # now it was changed with open eyes
    assert answers[1, "NET"].value == 5
    jump(page)
    assert at_hand(page) == (1, 2)


def test_a_digit_too_many_does_not_change_the_last_score(page: PackPage) -> None:
    assert page.snapshot is not None
    for _candidate in range(4):
        key(page, Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_1)
    assert len(page.snapshot.work.answers) == 12
    before = dict(page.snapshot.work.answers)
    key(page, Qt.Key.Key_2, Qt.Key.Key_A)
    assert page.snapshot.work.answers == before


def test_a_missing_comment_is_a_gap_that_is_named_and_found(page: PackPage) -> None:
    key(page, Qt.Key.Key_4, Qt.Key.Key_5)
    jump(page)
    for _one in range(10):
        key(page, Qt.Key.Key_N)
        if at_hand(page) == (1, 2):
            key(page, Qt.Key.Key_P)
    assert page.table.model.text(0, 1) == "C1"
    assert page.table.model.text(0, 2) == "comment missing"
    assert "comments missing: 1" in page.progress.text()
    jump(page)
    assert QApplication.focusWidget() is page.boxes[1].comment
    QTest.keyClicks(page.boxes[1].comment, "all over the region")
    assert page.table.model.text(0, 2) == "done"
    assert "missing" not in page.progress.text()


def test_the_next_gap_leaves_one_candidate_chosen_and_starts_at_the_top(page: PackPage) -> None:
    for _jump in range(7):
        jump(page)
    assert page.candidate == 3
    assert page.table.selected_keys() == [3]
    page.sheet.verticalScrollBar().setValue(page.sheet.verticalScrollBar().maximum())
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.candidate == 4
    assert page.sheet.verticalScrollBar().value() == 0


def test_a_click_on_the_title_of_a_criterion_brings_the_keyboard_there(page: PackPage) -> None:
    title = page.boxes[1].findChildren(QLabel)[0]
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert at_hand(page) == (1, 1)
    key(page, Qt.Key.Key_3)
    assert page.snapshot is not None
    assert page.snapshot.work.answers[1, "NET"].value == 3


def test_a_pack_opened_again_starts_at_the_first_criterion_without_an_answer(
    page: PackPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    key(page, Qt.Key.Key_4, Qt.Key.Key_5)  # the second asks for a comment
    wait_saved(page, qtbot)
    window.frame.desk.put(None)
    window.frame.take_file(tmp_path / "packs" / "M1-edition-1.pack")
    again = window.frame.stack.currentWidget()
    assert isinstance(again, PackPage)
    qtbot.waitUntil(lambda: again.candidate is not None, timeout=10_000)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in again.boxes[2].choices.buttons, timeout=5_000)


def test_tab_leads_from_the_score_to_its_comment_and_the_next_gap_goes_on_from_there(page: PackPage) -> None:
    key(page, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.boxes[1].comment
    QTest.keyClicks(page.boxes[1].comment, "2 regions")
    assert page.snapshot is not None
    assert page.snapshot.work.answers[1, "NET"].comment == "2 regions"
    jump(page)
    assert at_hand(page) == (1, 2)
