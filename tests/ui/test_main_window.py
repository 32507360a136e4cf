"""The window with a selection: stages, undo, languages, files dropped on it, who else has the file."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from rapporteur_app import i18n
from rapporteur_app.model import Ballot
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.page import Page
from rapporteur_app.workspace import SECRETARIAT, Workspace
from tests.ui.at_stage import At, dialog
from tests.ui.doing import focusable, press, seen_texts, spoken_name, tabbed_through

ROSA = [{"name": "Rosa", "email": "rosa@example.org", "roles": "member"}]


def add_rosa(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.frame.desk.announced, timeout=10_000):
        window.frame.desk.act(window, add_members, ROSA)


def members(window: MainWindow) -> list[str]:
    from rapporteur_app.model import Member

    with window.frame.desk.workspace.reading() as reader:
        return [member.name for member in reader.all(Member)]


def test_opening_shows_the_title_the_stages_and_what_is_next(opened: MainWindow) -> None:
    assert opened.windowTitle() == "Regional rapporteur 2027 – Rapporteur"
    assert opened.frame.sidebar.model.rowCount() == 12
    assert opened.frame.sidebar.chosen == "setup"
    assert opened.frame.light.sentence == "Saved"
    assert opened.frame.sidebar.next_card.isVisible()


def test_another_selection_opened_in_its_place_shows_its_stage_in_progress(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    opened.frame.show_stage("outputs")
    Workspace.create(tmp_path / "other.rapporteur", SECRETARIAT, {"title": "Other"}).close()
    opened.frame.take_file(tmp_path / "other.rapporteur")
    qtbot.waitUntil(lambda: opened.windowTitle().startswith("Other"), timeout=10_000)
    assert opened.frame.current_page is opened.frame.page("setup")
    add_rosa(opened, qtbot)  # no page of the first one is left that would mind


def test_the_stages_are_walked_with_the_keyboard(opened: MainWindow, qtbot: QtBot) -> None:
    stages = opened.frame.sidebar.list
    stages.setFocus()
    qtbot.keyClick(stages, Qt.Key.Key_Down)
    assert opened.frame.sidebar.chosen == "criteria"
    assert opened.frame.current_page is opened.frame.page("criteria")

    opened.frame.commands.actions["last_stage"].trigger()
    assert opened.frame.current_page is opened.frame.page("setup")


def test_go_there_leads_to_the_stage_in_progress(opened: MainWindow) -> None:
    opened.frame.show_stage("outputs")
    press(opened.frame.sidebar, "Go to the stage in progress")
    assert opened.frame.sidebar.chosen == "setup"


def test_a_stage_tells_its_state_in_words(opened: MainWindow) -> None:
    model = opened.frame.sidebar.model
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert str(said).startswith("Set up, In progress")


def test_an_act_can_be_undone_and_done_again_from_the_menu(opened: MainWindow, qtbot: QtBot) -> None:
    actions = opened.frame.commands.actions
    add_rosa(opened, qtbot)
    assert actions["undo"].text() == "&Undo: Members loaded: 1"

    with qtbot.waitSignal(opened.frame.desk.announced, timeout=10_000):
        actions["undo"].trigger()
    assert members(opened) == []
    assert actions["redo"].text() == "&Redo: Members loaded: 1"

    with qtbot.waitSignal(opened.frame.desk.announced, timeout=10_000):
        actions["redo"].trigger()
    assert members(opened) == ["Rosa"]
    assert actions["undo"].text() == "&Undo: Members loaded: 1"


def test_the_log_shows_every_act_and_undoes_one(opened: MainWindow, qtbot: QtBot) -> None:
    from rapporteur_app.ui.dialogs.log import LogDialog

    add_rosa(opened, qtbot)
    opened.frame.commands.actions["log"].trigger()
    log = opened.findChild(LogDialog)
    assert log.table.model.total == 2
    assert log.table.model.text(0, 2) == "Secretariat"
    log.table.select(1)
    assert not log.undo_button.isEnabled()

    log.table.select(2)
    with qtbot.waitSignal(opened.frame.desk.announced, timeout=10_000):
        log.undo_button.click()
    qtbot.waitUntil(lambda: log.table.model.total == 3)
    assert members(opened) == []
    assert not log.undo_button.isEnabled()


class Spanish(i18n.Catalogue):
    """A language in which every text is written between signs."""

    def __init__(self) -> None:
        import gettext

        super().__init__("es", gettext.NullTranslations())

    def text(self, msgid: str, /, **values: object) -> str:
        return f"¡{super().text(msgid, **values)}!" if msgid else ""


def test_the_language_changes_at_once_and_everywhere(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "Set up" in seen_texts(opened.frame.page("setup")), timeout=10_000)
    monkeypatch.setattr("rapporteur_app.ui.desk.catalogue", lambda language: Spanish())
    opened.frame.speak("es")

    assert opened.menus["file"].title() == "¡&File!"
    assert opened.frame.commands.actions["open"].text() == "¡&Open…!"
    assert "¡Find or do…!" in seen_texts(opened.frame.header)
    assert "¡Set up!" in seen_texts(opened.frame.page("setup"))
    assert opened.frame.light.sentence == "¡Saved!"
    assert opened.memory.language() == "es"
    opened.frame._qt_language.speak("en")


@pytest.mark.parametrize("language", ["es", "pt", "fr"])
def test_qt_speaks_the_language_too(window: MainWindow, language: str) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    window.frame._qt_language.speak(language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert button.text().replace("&", "") in ("Cancelar", "Annuler")
    window.frame._qt_language.speak("en")


pytestmark = pytest.mark.filterwarnings("ignore:Function. .QDr:DeprecationWarning")  # the only way to make a drop


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drop files on the window. Returns whether the window would take one."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, nothing)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, nothing))
    return enter.isAccepted()


class NominationsStandIn(Page[None]):
    """A page that remembers what it was asked to import."""

    asked: list[Path]

    def build(self) -> None:
        self.asked = []

    def read(self, workspace: Workspace) -> None:
        return None

    def open_import(self, path: Path) -> None:
        self.asked.append(path)


def test_a_dropped_spreadsheet_is_imported(opened: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("rapporteur_app.ui.frame.make_stage_page", lambda _stage, desk: NominationsStandIn(desk))
    sheet = tmp_path / "nominations.xlsx"

    assert drop(opened, sheet)
    page = opened.frame.page("nominations")
    assert isinstance(page, NominationsStandIn)
    assert page.asked == [sheet]
    assert opened.frame.current_page is page


def test_a_dropped_selection_is_opened(window: MainWindow, selection: Path, qtbot: QtBot) -> None:
    assert drop(window, selection)
    qtbot.waitUntil(lambda: window.frame.desk.is_open, timeout=10_000)


def test_a_spreadsheet_is_not_taken_where_it_cannot_be_imported(window: MainWindow, tmp_path: Path) -> None:
    assert not drop(window, tmp_path / "nominations.xlsx")
    assert not drop(window, tmp_path / "holiday.jpg")


HOLD = "import sys, pathlib; from rapporteur_app.workspace import Workspace; \
w = Workspace.open(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"


def test_a_file_that_another_process_has_is_read_only_and_says_who(
    window: MainWindow, selection: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(selection)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        window.frame.take_file(selection)
        qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=10_000)

        assert f"process {other.pid}" in window.frame.notice.sentence
        assert window.frame.notice.isVisible()
        assert window.frame.light.sentence == "Read only"
        assert not window.frame.commands.actions["undo"].isEnabled()
        copy = selection.with_name("copy.rapporteur")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(copy), ""))
        press(window, "Save a copy and open it…")
        qtbot.waitUntil(lambda: window.frame.desk.path == copy, timeout=10_000)
        assert window.frame.desk.writable
        assert not window.frame.notice.isVisible()
        other.communicate("")


def test_closing_shows_the_start_page_and_lets_go_of_the_file(opened: MainWindow, selection: Path) -> None:
    opened.frame.commands.actions["close"].trigger()
    assert opened.frame.stack.currentWidget() is opened.start
    assert not opened.frame.sidebar.isVisible()
    Workspace.open(selection, patience=0).close()


def test_a_file_that_is_none_is_refused_in_one_sentence(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMessageBox

    broken = tmp_path / "broken.rapporteur"
    broken.write_text("nothing of the kind")
    window.frame.take_file(broken)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=10_000)
    assert "broken.rapporteur" in window.findChild(QMessageBox).text()
    assert "Traceback" not in window.findChild(QMessageBox).text()
    assert not window.frame.desk.is_open
    window.findChild(QMessageBox).close()


def test_everything_that_the_keyboard_reaches_has_a_name(opened: MainWindow) -> None:
    nameless = [widget for widget in focusable(opened) if not spoken_name(widget)]
    assert nameless == []


def test_the_start_page_names_everything_too(window: MainWindow) -> None:
    assert [widget for widget in focusable(window) if not spoken_name(widget)] == []


def test_tab_comes_by_everything(opened: MainWindow, qtbot: QtBot) -> None:
    opened.activateWindow()
    opened.frame.sidebar.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is opened.frame.sidebar.list)
    assert set(focusable(opened)) - set(tabbed_through(opened)) == set()


def test_the_window_comes_back_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(720, 520)
    window.close()
    again = MainWindow(Memory(), "en")
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (720, 520)


def test_find_or_do_runs_what_is_likest(opened: MainWindow, qtbot: QtBot) -> None:
    from rapporteur_app.ui.dialogs.palette import PaletteDialog

    opened.frame.commands.actions["palette"].trigger()
    palette = opened.findChild(PaletteDialog)
    qtbot.keyClicks(palette.field, "shrtlist")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened.frame.sidebar.chosen == "shortlist"


def test_the_list_of_keys_names_every_key(opened: MainWindow) -> None:
    from rapporteur_app.ui.dialogs.keys import KeysDialog

    opened.frame.commands.actions["keys"].trigger()
    table = opened.findChild(KeysDialog).table
    keys = " ".join(table.model.text(row, 0) for row in range(table.model.rowCount()))
    assert all(key in keys for key in ("Ctrl+K", "F1", "Ctrl+Z", "F6"))


@pytest.mark.parametrize(("language", "close"), [("fr", "Fermer"), ("es", "Cerrar"), ("en", "Close")])
def test_qts_own_texts_follow_the_language_of_a_pack(window: MainWindow, language: str, close: str) -> None:
    window.frame.desk.speak(language)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    assert buttons.buttons()[0].text().replace("&", "") == close


def test_acts_are_recorded_under_who_acts(opened: MainWindow, qtbot: QtBot) -> None:
    acting = opened.frame.acting
    assert acting.box.currentText() == "Secretariat"
    with qtbot.waitSignal(opened.frame.desk.overview_changed, timeout=10_000):
        opened.frame.desk.act(opened, add_members, [{**ROSA[0], "roles": "chair;member"}])
    assert acting.box.itemText(1) == "M1 Rosa (chair)"

    acting.box.setFocus()
    qtbot.keyClick(acting.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(opened.frame.desk.overview_changed, timeout=10_000):
        opened.frame.desk.act(opened, change_settings, {"title": "Ours"})
    assert opened.frame.desk.overview is not None
    assert opened.frame.desk.overview.last is not None
    assert opened.frame.desk.overview.last.actor == "M1"
    assert acting.box.currentText() == "M1 Rosa (chair)"

    opened.frame.commands.actions["close"].trigger()
    assert not acting.isVisible()


def test_another_selection_begins_with_its_secretariat(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    opened.frame.desk.act_as(1)
    other = tmp_path / "Other.rapporteur"
    Workspace.create(other, SECRETARIAT, {"title": "Other"}).close()
    opened.frame.take_file(other)
    qtbot.waitUntil(lambda: opened.windowTitle() == "Other – Rapporteur", timeout=10_000)
    assert opened.frame.desk.actor == SECRETARIAT


def test_undo_takes_the_act_that_the_file_has_last(opened: MainWindow, qtbot: QtBot) -> None:
    desk = opened.frame.desk
    stale = desk.overview
    add_rosa(opened, qtbot)
    desk.overview = stale  # as it is while a fresh one is still being read
    with qtbot.waitSignal(desk.announced, timeout=10_000):
        desk.undo(opened)
    assert members(opened) == []


def test_with_nothing_to_undo_a_sentence_says_so(opened: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.frame.desk.announced, timeout=10_000) as said:
        opened.frame.desk.redo(opened)
    assert said.args == ["There is nothing to undo."]


def test_ballots_dropped_on_the_window_are_collected(at: At, tmp_path: Path, qtbot: QtBot) -> None:
    page = at("returned", "setup")
    window = page.window()
    assert isinstance(window, MainWindow)
    with qtbot.waitSignal(page.desk.changed, timeout=20_000):
        assert drop(window, tmp_path / "M1.ballot", tmp_path / "M2.ballot", tmp_path / "holiday.jpg")
    assert window.frame.sidebar.chosen == "scoring"
    with page.desk.workspace.reading() as reader:
        assert sorted(ballot.member_id for ballot in reader.all(Ballot)) == [1, 2]
    told = dialog(window.frame.page("scoring")).table.model
    assert [told.text(row, 1) for row in range(told.rowCount())] == ["M1", "M2"]
