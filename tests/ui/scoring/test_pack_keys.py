"""The member's key: its words, its passphrase, its loss; a second computer; receipts."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from rapporteur_app.paths import DATA_VARIABLE
from rapporteur_app.scoring.collecting import collect_ballots
from rapporteur_app.scoring.member_keys import confirm_key, selection_words
from rapporteur_app.scoring.receipts import make_receipt_list, member_receipt
from rapporteur_app.trust.ballots import read_ballot
from rapporteur_app.trust.keys import Cost
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.scoring.pack_page import PackPage
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui.at_stage import unnamed
from tests.ui.doing import press
from tests.ui.scoring.pack_opened import back_to_scoring, key, open_pack_in, page, saved_work, score_all, wait_saved

__all__ = ["page"]

PASSPHRASE = "six words of the member here"


@pytest.fixture(autouse=True)
def cheap_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks without the cost that keeps strangers from guessing."""
    cheap = Cost(1, 8192)
    monkeypatch.setattr("rapporteur_app.trust.transfer.lock_transfer.__defaults__", (cheap,))
    monkeypatch.setattr("rapporteur_app.trust.keystore.save_key_file.__kwdefaults__", {"cost": cheap, "replace": False})


def choose(page: PackPage, words: str) -> None:
    """Choose from the menu of the button More, with the keyboard."""
    page.more.button.setFocus()
    (action,) = [each for each in page.findChildren(QAction) if each.text().replace("&", "") == words]
    action.trigger()


def wait_dialog(page: PackPage, kind: str, qtbot: QtBot):
    found = list[object]()

    def is_open() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == kind and w.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_open, timeout=10_000)
    return found[-1]


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))


def submitted(page: PackPage, out: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    save_to(monkeypatch, out)
    press(page, "Submit…")
    qtbot.waitUntil(lambda: str(out) in page.notice.sentence, timeout=10_000)
    assert "Ballot written" in page.notice.sentence


def test_the_words_of_the_key_are_always_to_be_had_and_the_comparison_travels(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(page, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    read = wait_dialog(page, "OwnWordsDialog", qtbot)
    own, theirs = read.own.text(), read.selection.text()
    assert unnamed(read) == []
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        with workspace.reading() as reader:
            assert theirs == selection_words(reader, workspace.id, "en")
        confirm_key(workspace, SECRETARIAT, 1, own)
    assert not read.compared.isChecked()
    QTest.keyClick(read.compared, Qt.Key.Key_Space)
    read.reject()
    back_to_scoring(page, qtbot)
    score_all(page)
    out = tmp_path / "mine.ballot"
    submitted(page, out, qtbot, monkeypatch)
    clear, _envelope = read_ballot(out.read_bytes())
    assert clear.words_compared
    assert f"read out: {own}." in page.notice.sentence
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        (taken,) = collect_ballots(workspace, SECRETARIAT, [out], KeyStore())
    assert taken.status.value == "accepted"


def test_the_chairs_words_are_compared_as_they_are_typed(page: PackPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    read = wait_dialog(page, "OwnWordsDialog", qtbot)
    assert unnamed(read) == []
    first, *rest = read.selection.text().split()
    QTest.keyClicks(read.typed, " ".join([first, *rest[:2]]))
    assert (read.verdict.text(), read.compared.isChecked()) == ("", False)
    QTest.keyClicks(read.typed, f" {rest[2][:4]}")
    assert (read.verdict.text(), read.compared.isChecked()) == ("They are the same.", True)
    read.typed.selectAll()
    QTest.keyClicks(read.typed, " ".join([*rest, first]))
    assert read.verdict.text() == "These words differ from the chair's: do not score."
    assert not read.compared.isChecked()
    read.reject()
    back_to_scoring(page, qtbot)


def test_submitting_again_makes_the_next_revision_and_says_so(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    score_all(page)
    submitted(page, tmp_path / "first.ballot", qtbot, monkeypatch)
    assert page.progress.text() == "12 of 12 answered · revision 1"
    page.table.select(2)
    page.boxes[0].focus()
    key(page, Qt.Key.Key_2)
    submitted(page, tmp_path / "second.ballot", qtbot, monkeypatch)
    assert "Ballot written, revision 2" in page.notice.sentence
    assert page.progress.text().endswith("revision 2")
    (first, envelope), (second, _) = (read_ballot((tmp_path / f"{n}.ballot").read_bytes()) for n in ("first", "second"))
    assert (first.revision, second.revision, second.previous) == (1, 2, envelope.digest)


def test_a_key_in_a_file_can_be_locked_and_is_asked_for_when_the_pack_is_opened_again(
    page: PackPage, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, "Lock my key…")
    asked = wait_dialog(page, "PassphraseDialog", qtbot)
    QTest.keyClicks(asked.first, "short")
    asked.accept()
    assert "too short" in asked.problem.sentence
    asked.first.setText(PASSPHRASE)
    asked.accept()
    assert "differ" in asked.problem.sentence
    asked.again.setText(PASSPHRASE)
    asked.accept()
    qtbot.waitUntil(lambda: "locked by the passphrase" in page.notice.sentence, timeout=10_000)
    back_to_scoring(page, qtbot)
    score_all(page)
    wait_saved(page, qtbot)

    window.frame.desk.put(None)
    window.frame.take_file(tmp_path / "packs" / "M1-edition-1.pack")
    again = window.frame.stack.currentWidget()
    assert isinstance(again, PackPage)
    QTest.keyClick(wait_dialog(again, "UnlockDialog", qtbot), Qt.Key.Key_Escape)
    assert again.candidate is None  # nobody sees what was scored
    assert again.empty.isVisible()
    press(again, "Unlock…")
    unlock = wait_dialog(again, "UnlockDialog", qtbot)
    QTest.keyClicks(unlock.field, "not the one that it was")
    unlock.accept()
    qtbot.waitUntil(lambda: "does not fit" in unlock.problem.sentence, timeout=10_000)
    unlock.field.setText(PASSPHRASE)
    unlock.accept()
    qtbot.waitUntil(lambda: again.progress.text() == "12 of 12 answered", timeout=10_000)
    submitted(again, tmp_path / "next.ballot", qtbot, monkeypatch)  # not asked for twice


def test_who_forgot_the_passphrase_begins_anew_and_the_old_work_stays_in_a_file(
    page: PackPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.saver is not None
    page.saver.lock_key(PASSPHRASE)
    score_all(page)
    wait_saved(page, qtbot)
    place, pack = page.saver.place, page.saver.pack
    window.frame.desk.put(None)
    window.frame.take_file(tmp_path / "packs" / "M1-edition-1.pack")
    again = window.frame.stack.currentWidget()
    assert isinstance(again, PackPage)
    press(wait_dialog(again, "UnlockDialog", qtbot), "Make a new key…")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=10_000)
    question = window.findChildren(QMessageBox)[-1]
    assert "nobody can read it" in question.text()
    press(question, "Begin anew")
    qtbot.waitUntil(lambda: again.progress.text() == "0 of 12 answered", timeout=10_000)
    assert place.with_name(f"{place.stem}-before-1.json").exists()
    assert not saved_work(pack, place).is_begun


def test_a_key_that_the_keyring_lost_is_told_in_plain_words_with_what_to_do(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapporteur_app.trust.keys import SigningKey, pointer

    assert page.saver is not None
    pack = page.saver.pack
    place = KeyStore().path(f"member-{pack.header.selection}-M1")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(pointer(SigningKey.new()), "utf-8")  # a key that a keyring had, which answers no more
    score_all(page)
    save_to(monkeypatch, tmp_path / "mine.ballot")
    press(page, "Submit…")
    told = wait_dialog(page, "LockedDialog", qtbot)
    texts = " ".join(label.text() for label in told.findChildren(type(page.due)))
    assert "Unlock the keyring" in texts
    assert "Traceback" not in texts
    press(told, "Make a new key…")
    question = page.window().findChildren(QMessageBox)[-1]
    assert "read the new words out" in question.text()
    press(question, "Make a new key")
    qtbot.waitUntil(lambda: "A new key was made. Its words: " in page.notice.sentence, timeout=10_000)
    submitted(page, tmp_path / "mine.ballot", qtbot, monkeypatch)
    assert page.snapshot is not None
    assert len(page.snapshot.work.answers) == 12  # the scores stay


def moved(page: PackPage, out: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    save_to(monkeypatch, out)
    choose(page, "Move to another computer…")
    asked = wait_dialog(page, "PassphraseDialog", qtbot)
    press(asked, "Propose words")
    words = asked.first.text()
    assert len(words.split()) == 6
    asked.first.setText(PASSPHRASE)
    asked.again.setText(PASSPHRASE)
    asked.accept()
    qtbot.waitUntil(lambda: out.exists() and "Written" in page.notice.sentence, timeout=10_000)


def taken_in(page: PackPage, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    choose(page, "Continue from another computer…")
    asked = wait_dialog(page, "ArrivalDialog", qtbot)
    QTest.keyClicks(asked.field, "something else altogether")
    asked.accept()
    qtbot.waitUntil(lambda: "does not fit" in asked.problem.sentence, timeout=10_000)
    asked.field.setText(PASSPHRASE)
    asked.accept()


def test_scoring_goes_on_on_a_second_computer_with_the_same_key(
    page: PackPage,
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    score_all(page)
    QTest.keyClicks(page.note, "mine alone")
    submitted(page, tmp_path / "first.ballot", qtbot, monkeypatch)
    out = tmp_path / "M1.transfer"
    moved(page, out, qtbot, monkeypatch)
    assert b"mine alone" not in out.read_bytes()

    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "second"))
    there = open_pack_in(window, tmp_path / "packs" / "M1-edition-1.pack", qtbot)
    assert there.progress.text() == "0 of 12 answered"
    taken_in(there, out, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: there.progress.text() == "12 of 12 answered · revision 1", timeout=10_000)
    there.table.select(page.candidate)
    assert "mine alone" in [there.snapshot.work.notes.get(number) for number in there.snapshot.work.notes]
    submitted(there, tmp_path / "second.ballot", qtbot, monkeypatch)
    (one, _), (two, _) = (read_ballot((tmp_path / f"{n}.ballot").read_bytes()) for n in ("first", "second"))
    assert (one.key, one.revision, two.revision) == (two.key, 1, 2)


def test_newer_work_is_not_overwritten_without_a_question(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key(page, Qt.Key.Key_4)
    out = tmp_path / "M1.transfer"
    moved(page, out, qtbot, monkeypatch)
    page.boxes[1].focus()
    key(page, Qt.Key.Key_3)
    taken_in(page, out, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(QMessageBox)), timeout=10_000)
    question = page.window().findChildren(QMessageBox)[-1]
    assert "Here: revision 0, 2 answers. In the file: revision 0, 1 answers." in question.text()
    assert "The work on this computer is newer." in question.text()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert page.progress.text() == "2 of 12 answered"
    taken_in(page, out, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: len(page.window().findChildren(QMessageBox)) > 0, timeout=10_000)
    press(page.window().findChildren(QMessageBox)[-1], "Go on with the file's")
    qtbot.waitUntil(lambda: page.progress.text() == "1 of 12 answered", timeout=10_000)
    assert page.saver is not None
    kept = page.saver.place.with_name(f"{page.saver.place.stem}-before-1.json")
    pack = page.saver.pack
    assert len(saved_work(pack, kept).answers) == 2


def drop(page: PackPage, path: Path) -> bool:
    """Drop a file on the page; tells whether the page took it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def test_a_receipt_is_checked_against_what_was_sent(
    page: PackPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    score_all(page)
    submitted(page, tmp_path / "first.ballot", qtbot, monkeypatch)
    words = page.notice.sentence.partition("read out: ")[2].partition(".")[0]
    with Workspace.open(tmp_path / "Regional.rapporteur") as workspace:
        confirm_key(workspace, SECRETARIAT, 1, words)
        collect_ballots(workspace, SECRETARIAT, [tmp_path / "first.ballot"], KeyStore())
        (tmp_path / "M1.receipt").write_bytes(member_receipt(workspace, SECRETARIAT, KeyStore(), 1))
        (tmp_path / "all.receipt").write_bytes(make_receipt_list(workspace, SECRETARIAT, KeyStore()))
    assert drop(page, tmp_path / "M1.receipt")
    good = wait_dialog(page, "ReceiptDialog", qtbot)
    assert "Nothing to object to." in good.told.toPlainText()
    assert "– revision 1, ballot (taken): it counts" in good.told.toPlainText()
    assert words in good.told.toPlainText()
    good.reject()

    submitted(page, tmp_path / "second.ballot", qtbot, monkeypatch)  # which the secretariat does not list
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(tmp_path / "all.receipt"), ""))
    choose(page, "Check a receipt…")
    qtbot.waitUntil(lambda: not good.isVisible() if _alive(good) else True, timeout=5_000)
    bad = wait_dialog(page, "ReceiptDialog", qtbot)
    told = bad.told.toPlainText()
    assert "– You made revision 2, the receipt names 1: send your ballot again." in told
    assert "Digest of the list: " in told
    assert "Every member must have the same digest" in told
    assert "Objections until " in told
    assert unnamed(bad) == []


def _alive(widget: object) -> bool:
    from shiboken6 import isValid

    return isValid(widget)


def test_a_file_that_is_no_receipt_is_refused_in_words(page: PackPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "odd.receipt").write_bytes(b"hello")
    assert drop(page, tmp_path / "odd.receipt")
    qtbot.waitUntil(lambda: any("Error" in type(w).__name__ or isinstance(w, QMessageBox)
                                for w in QApplication.topLevelWidgets() if w.isVisible() and w.isModal()),
                    timeout=5_000)  # fmt: skip
    assert not drop(page, tmp_path / "Regional.rapporteur")  # which the window takes


def test_two_windows_do_not_score_one_pack(page: PackPage, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from rapporteur_app.errors import FileInUse
    from rapporteur_app.scoring.work import hold

    assert page.saver is not None
    with pytest.raises(FileInUse, match="another window"):
        hold(page.saver.place)
    place = page.saver.place
    window.frame.desk.put(None)
    hold(place).release()
