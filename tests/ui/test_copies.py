"""Two copies of one selection in the window: comparing them, and handing one over."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from rapporteur_app.setup.settings import change_settings
from rapporteur_app.ui.dialogs.compare import CompareDialog
from rapporteur_app.ui.dialogs.hand_over import HandOverDialog, TakeInKeyDialog
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui import selections
from tests.ui.at_stage import unnamed
from tests.ui.doing import press, seen_texts

WRITING = ("undo", "redo", "hand_over")


def change(path: Path, title: str) -> None:
    with Workspace.open(path) as workspace:
        change_settings(workspace, SECRETARIAT, {"title": title})


def shown(window: MainWindow, kind: type, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)), timeout=10_000)
    return window.findChildren(kind)[-1]


def compare(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> CompareDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    window.frame.commands.actions["compare"].trigger()
    found: CompareDialog = shown(window, CompareDialog, qtbot)
    qtbot.waitExposed(found)
    return found


def test_two_copies_edited_apart_are_shown_side_by_side(
    opened: MainWindow, selection: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copy(selection, tmp_path / "Copy of Ali.rapporteur"))
    change(other, "Theirs")
    with qtbot.waitSignal(opened.frame.desk.changed, timeout=10_000):
        opened.frame.desk.act(opened, change_settings, {"title": "Mine"})
    dialog = compare(opened, other, monkeypatch, qtbot)

    assert dialog.relation.sentence == "Parted after entry 1."
    assert [table.model.rowCount() for table in (dialog.mine, dialog.other)] == [1, 1]
    texts = seen_texts(dialog)
    assert {
        "Only in this copy, Regional rapporteur.rapporteur",
        "Only in the other copy, Copy of Ali.rapporteur",
    } <= texts
    assert any("The two cannot be joined" in text for text in texts)
    assert any("the other has no ballot that is missing here" in text for text in texts)
    assert not any("ballot" in button.text() for button in dialog.findChildren(QPushButton))
    assert unnamed(dialog) == []


def test_a_name_in_the_other_copy_is_shown_letter_by_letter(
    opened: MainWindow, selection: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copy(selection, tmp_path / "other.rapporteur"))
    with Workspace.open(other) as workspace:
        workspace.hand_over(SECRETARIAT, '<a href="x">Luz</a>', tmp_path / "luz.rapporteur")
    dialog = compare(opened, other, monkeypatch, qtbot)
    labels = [label for label in dialog.findChildren(QLabel) if "<a href" in label.text()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_file_that_is_no_copy_is_told(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.create(tmp_path / "x.rapporteur", SECRETARIAT, {"title": "Else"}).close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "x.rapporteur"), ""))
    opened.frame.commands.actions["compare"].trigger()
    box = shown(opened, QMessageBox, qtbot)
    assert box.text() == "x.rapporteur is another selection (“Else”), no copy of this one."
    box.close()


def test_the_ballots_of_the_other_copy_are_saved_for_collecting(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, far = selections.make(tmp_path, "returned"), tmp_path / "far.rapporteur"
    shutil.copy(mine, far)
    with Workspace.open(far) as workspace:
        selections.STEPS["collected"](workspace, tmp_path)
    window.frame.take_file(mine)
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)
    dialog = compare(window, far, monkeypatch, qtbot)

    assert dialog.relation.sentence.startswith("Behind: ")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path / "theirs"))
    press(dialog, "Save the other copy's 3 ballots…")
    qtbot.waitUntil(lambda: dialog.relation.sentence.startswith("3 ballots saved in "), timeout=10_000)
    assert len(list((tmp_path / "theirs").glob("*.ballot"))) == 3


# -- handing over


@pytest.fixture
def asked(opened: MainWindow, qtbot: QtBot) -> HandOverDialog:
    """The dialog that asks to whom."""
    opened.frame.commands.actions["hand_over"].trigger()
    dialog: HandOverDialog = shown(opened, HandOverDialog, qtbot)
    return dialog


def test_a_name_is_needed_and_suggests_the_copy(asked: HandOverDialog, selection: Path) -> None:
    assert not asked.do.isEnabled()
    asked.name.setText("Luz Paredes / OAS")
    assert asked.do.isEnabled()
    assert asked.file.text() == str(selection.with_name("Regional rapporteur - Luz Paredes - OAS.rapporteur"))
    assert unnamed(asked) == []


def test_handing_over_closes_this_file_for_writing(
    opened: MainWindow, asked: HandOverDialog, selection: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "luz.rapporteur"
    asked.name.setText("Luz")
    asked.file.setText(str(copy))
    asked.do.click()
    qtbot.waitUntil(lambda: opened.frame.light.shows == "handed_over", timeout=10_000)
    qtbot.waitUntil(lambda: "Handed over" in opened.windowTitle(), timeout=10_000)

    frame = opened.frame
    assert opened.windowTitle() == "Regional rapporteur 2027 – Handed over – Rapporteur"
    assert "was handed over to Luz at" in frame.notice.sentence
    assert frame.notice.isVisible()
    assert not frame.copy_button.isVisible()
    assert frame.light.sentence == "Handed over"
    assert not any(frame.commands.actions[code].isEnabled() for code in WRITING)
    assert not frame.acting.isEnabled()
    assert not any(frame.wants(Path(dropped)) for dropped in ("nominations.xlsx", "M1.ballot"))
    page = frame.page("setup")
    assert frame.current_page is page
    qtbot.waitUntil(lambda: page.snapshot is not None, timeout=10_000)
    assert not any(button.isEnabled() for button in page.action_bar.findChildren(QPushButton))
    assert frame.commands.actions["compare"].isEnabled()
    change(copy, "Hers")
    assert frame.desk.path == selection


def test_a_handed_over_file_says_so_when_it_is_opened(window: MainWindow, selection: Path, qtbot: QtBot) -> None:
    with Workspace.open(selection) as workspace:
        workspace.hand_over(SECRETARIAT, "Luz", selection.with_name("luz.rapporteur"))
    window.frame.take_file(selection)
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)
    assert window.frame.light.sentence == "Handed over"
    assert window.windowTitle() == "Regional rapporteur 2027 – Handed over – Rapporteur"


def test_a_file_in_the_copys_place_leaves_all_as_it_was(
    opened: MainWindow, asked: HandOverDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "there.rapporteur").write_text("mine")
    asked.name.setText("Luz")
    asked.file.setText(str(tmp_path / "there.rapporteur"))
    asked.do.click()
    qtbot.waitUntil(lambda: "is there already" in asked.problem.sentence, timeout=10_000)
    assert asked.do.isEnabled()
    assert opened.frame.desk.writable
    assert opened.frame.light.shows == "saved"
    asked.reject()


def test_the_signing_key_goes_along_and_is_taken_in_elsewhere(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.frame.take_file(selections.make(tmp_path, "packs"))
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)
    window.frame.commands.actions["hand_over"].trigger()
    asked = shown(window, HandOverDialog, qtbot)
    asked.name.setText("Luz")
    asked.file.setText(str(tmp_path / "luz.rapporteur"))
    press(asked, "Propose words")
    words = asked.passphrase.text()
    asked.do.click()
    qtbot.waitUntil(lambda: window.frame.light.shows == "handed_over", timeout=20_000)

    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "another machine"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "luz.key"), ""))
    window.frame.take_file(tmp_path / "luz.rapporteur")
    qtbot.waitUntil(lambda: window.frame.light.shows == "saved", timeout=10_000)
    window.frame.commands.actions["take_key"].trigger()
    dialog = shown(window, TakeInKeyDialog, qtbot)
    dialog.passphrase.setText("something else altogether")
    dialog.do.click()
    qtbot.waitUntil(lambda: dialog.problem.sentence != "", timeout=20_000)
    dialog.passphrase.setText(words)
    with qtbot.waitSignal(window.frame.desk.announced, timeout=20_000) as told:
        dialog.do.click()
    assert told.args == [f"The signing key is kept on this machine. Delete {tmp_path / 'luz.key'}."]
    assert (tmp_path / "another machine" / "keys").is_dir()
