"""The page that the program opens with."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rapporteur_app.setup.settings import setting
from rapporteur_app.ui.dialogs.new_selection import NewSelectionDialog
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.memory import Memory
from tests.ui.doing import press, seen_texts


def test_it_greets_a_newcomer(window: MainWindow) -> None:
    assert {"New selection", "Open a selection", "Score a pack"} <= seen_texts(window.start)
    assert any(text.startswith("Selections that you open appear here") for text in seen_texts(window.start))


def test_a_new_selection_is_made_from_a_template(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press(window.start, "New selection")
    dialog = window.findChild(NewSelectionDialog)
    qtbot.waitUntil(lambda: dialog.template.count() > 0, timeout=10_000)
    assert dialog.template.itemText(0) == "Blank selection"
    qtbot.keyClicks(dialog.title, "Rapporteur 2027")
    dialog.language.setFocus()
    qtbot.keyClicks(dialog.language, "Esp")
    dialog.file.selectAll()
    qtbot.keyClicks(dialog.file, str(tmp_path / "mine"))
    qtbot.keyClick(dialog.file, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.frame.desk.is_open, timeout=10_000)
    assert (tmp_path / "mine.rapporteur").is_file()
    assert window.windowTitle() == "Rapporteur 2027 – Rapporteur"
    with window.frame.desk.workspace.reading() as reader:
        assert setting(reader, "language") == "es"


def test_a_drop_down_shows_all_of_its_few_entries(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.files.ask_new()
    dialog = window.findChild(NewSelectionDialog)
    dialog.language.showPopup()
    view = dialog.language.view()
    last = dialog.language.model().index(3, 0)
    qtbot.waitUntil(view.isVisible, timeout=5_000)
    assert view.viewport().rect().contains(view.visualRect(last))
    dialog.language.hidePopup()


def test_a_new_selection_needs_a_title_and_a_free_name(window: MainWindow, qtbot: QtBot, selection: Path) -> None:
    window.frame.files.ask_new()
    dialog = window.findChild(NewSelectionDialog)
    assert not dialog.make.isEnabled()

    qtbot.keyClicks(dialog.title, "Rapporteur")
    dialog.file.setText(str(selection))
    assert not dialog.make.isEnabled()
    assert "is there already" in dialog.problem.text()


def test_a_file_opened_before_is_offered_and_opens_with_return(
    window: MainWindow, qtbot: QtBot, selection: Path
) -> None:
    Memory().remember(selection)
    window.start.show_recent(window.memory.recent())
    window.start.recent.setFocus()
    qtbot.keyClick(window.start.recent, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.frame.desk.is_open, timeout=10_000)
    assert window.frame.desk.path == selection


def test_what_is_gone_is_no_longer_offered(data_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.rapporteur"
    file.touch()
    memory = Memory()
    memory.remember(file)
    assert memory.recent() == [file.resolve()]
    file.unlink()
    assert memory.recent() == []


@pytest.mark.parametrize("count", [12])
def test_ten_recent_files_are_kept_the_newest_first(data_home: Path, tmp_path: Path, count: int) -> None:
    memory = Memory()
    for number in range(count):
        file = tmp_path / f"{number}.rapporteur"
        file.touch()
        memory.remember(file)
    assert [path.stem for path in memory.recent()] == [str(number) for number in range(11, 1, -1)]
