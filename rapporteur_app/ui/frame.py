"""What the window gets once it is on the screen: menus, stages, pages, and the desk that they work on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.ui.acting import ActorChooser
from rapporteur_app.ui.commands import Commands, add_languages
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.files import Files
from rapporteur_app.ui.header import Header
from rapporteur_app.ui.language import QtLanguage
from rapporteur_app.ui.main_window import VIEW
from rapporteur_app.ui.menus import RecentMenu, commands_of, undo_words
from rapporteur_app.ui.opening import BALLOT_SUFFIX, PACK_SUFFIX, SELECTION_SUFFIX, SHEET_SUFFIXES
from rapporteur_app.ui.overview import Overview
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.registry import PACK_PAGE, STAGE_PAGES, make_stage_page, page_class
from rapporteur_app.ui.sidebar import Sidebar
from rapporteur_app.ui.status import add_status
from rapporteur_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from rapporteur_app.ui.main_window import MainWindow


class Frame(QObject):
    """The window's furniture: a selection, a pack, or the start page in the middle of it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.window = window
        self.desk = Desk(window.words.catalogue.language, window.memory, window)
        self.words = window.words
        self.files = Files(self)
        self._pages: dict[str, Page[Any]] = {}
        self._qt_language = QtLanguage(QCoreApplication.instance() or QCoreApplication([]))
        self._qt_language.speak(self.desk.catalogue.language)
        self._lay_out()
        self._make_menus()
        self._connect()
        self._show_desk()

    # -- what others call

    def page(self, stage: str) -> Page[Any]:
        """The page of a stage, made when it is first asked for."""
        if stage not in self._pages:
            made = make_stage_page(stage, self.desk)
            self._pages[stage] = made
            self.stack.addWidget(made)
        return self._pages[stage]

    @property
    def current_page(self) -> Page[Any] | None:
        """The stage's or pack's page that is seen, if one is."""
        seen = self.stack.currentWidget()
        return seen if isinstance(seen, Page) else None

    def show_stage(self, stage: str) -> None:
        """Show the page of a stage."""
        if not self.desk.is_open or stage not in STAGE_PAGES:
            return
        self.stack.setCurrentWidget(self.page(stage))
        if self.sidebar.chosen != stage:
            self.sidebar.choose(stage)

    def show_pack(self, path: Path) -> None:
        """Show the page on which a member scores a pack."""
        made = page_class(PACK_PAGE)
        if made is None:
            return
        self.desk.put(None)
        make = cast("Callable[[Desk, Path], Page[Any]]", made)
        page = make(self.desk, path)
        self._pages["pack"] = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.header.show_texts(path.stem, str(path))
        self.header.show()
        self.commands.actions["find"].setEnabled(True)
        if page.steps is not None:
            page.steps.canUndoChanged.connect(self.commands.actions["undo"].setEnabled)
            page.steps.canRedoChanged.connect(self.commands.actions["redo"].setEnabled)

    def undo(self) -> None:
        """Take back the last step on a page that keeps steps of its own, else the last act on the selection."""
        page = self.current_page
        self.desk.undo(self.window) if page is None or page.steps is None else page.steps.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        page = self.current_page
        self.desk.redo(self.window) if page is None or page.steps is None else page.steps.redo()

    def open_import(self, path: Path) -> None:
        """Show the nominations and begin to import a spreadsheet there."""
        if not self.desk.is_open:
            return
        self.show_stage("nominations")
        begin = getattr(self.page("nominations"), "open_import", None)
        if begin is not None:
            begin(path)

    def take_file(self, path: Path) -> None:
        """Open what was dropped or named: a selection, a pack, or a spreadsheet to import."""
        suffix = path.suffix.lower()
        if suffix in SHEET_SUFFIXES:
            self.open_import(path)
        elif suffix == PACK_SUFFIX:
            self.show_pack(path)
        else:
            self.files.open(path)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Collect the ballots among the files dropped; without any, open or import the first file."""
        ballots = [path for path in paths if path.suffix.lower() == BALLOT_SUFFIX]
        if not ballots:
            self.take_file(paths[0])
            return
        self.show_stage("scoring")
        take = getattr(self.page("scoring"), "take_ballots", None)
        if take is not None:
            take(ballots)

    def speak(self, language: str) -> None:
        """Change the window's language, and remember it."""
        self.desk.memory.keep_text("language", language)
        self.desk.speak(language)

    def remember(self) -> None:
        """Keep how the window is divided."""
        self.desk.memory.keep_bytes("window/splitter", self.splitter.saveState())

    def wants(self, path: Path) -> bool:
        """Whether a file dropped on the window can be opened or imported."""
        suffix = path.suffix.lower()
        to_write = suffix in SHEET_SUFFIXES or suffix == BALLOT_SUFFIX
        return suffix in (SELECTION_SUFFIX, PACK_SUFFIX) or (to_write and self.desk.writable)

    # -- the desk changed

    def _show_desk(self) -> None:
        for page in self._pages.values():
            if page.steps is not None:
                page.steps.blockSignals(True)  # noqa: FBT003  Qt's signature; they say “nothing to undo” as they die
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        is_open = self.desk.is_open
        self.sidebar.setVisible(is_open)
        self.header.setVisible(is_open)
        self.commands.allow(is_open=is_open, writable=self.desk.writable)
        self.start.show_recent(self.desk.memory.recent())
        self.recent_menu.fill(self.desk.memory.recent())
        closed = "handed_over" if self.desk.handed_over else "read_only"
        self.light.turn("none" if not is_open else "saved" if self.desk.writable else closed)
        self.copy_button.setVisible(not self.desk.handed_over)  # a copy of it could not be written either
        self.acting.setVisible(is_open)
        if not is_open:
            self.window.setWindowTitle("Rapporteur")
            self.words.put(self.commands.actions["undo"].setText, message("&Undo"))
            self.words.put(self.commands.actions["redo"].setText, message("&Redo"))
            self.notice.tell(self.words, None)
            self.stack.setCurrentWidget(self.start)
            self.start.tiles[0].setFocus()

    def _show_overview(self, overview: Overview) -> None:
        handed = f" – {self.desk.text('Handed over')}" if self.desk.handed_over else ""
        self.window.setWindowTitle(seen(f"{overview.title}{handed} – Rapporteur"))
        self.header.show_overview(overview)
        self.sidebar.show_overview(overview, self.desk.catalogue)
        self.notice.tell(self.words, overview.read_only, "warning")
        self.acting.show_overview(overview)
        undo, redo = undo_words(overview)
        self.words.put(self.commands.actions["undo"].setText, undo)
        self.words.put(self.commands.actions["redo"].setText, redo)
        self.commands.actions["undo"].setEnabled(self.desk.writable and overview.undo is not None)
        self.commands.actions["redo"].setEnabled(self.desk.writable and overview.redo is not None)
        if self.current_page is None and overview.stages:
            self.show_stage(overview.current.stage if overview.current else overview.stages[0].stage)
            self.sidebar.list.setFocus()

    def _show_words(self) -> None:
        self._qt_language.speak(self.desk.catalogue.language)
        self.words.speak(self.desk.catalogue)
        self.start.speak(self.desk.catalogue)
        self.header.words.speak(self.desk.catalogue)
        if self.desk.overview is not None:
            self._show_overview(self.desk.overview)
        self._languages[self.desk.catalogue.language].setChecked(True)

    def _show_busy(self, busy: bool) -> None:
        if self.desk.writable:
            self.light.turn("saving" if busy else "saved")

    # -- making

    def _lay_out(self) -> None:
        self.sidebar, self.header = Sidebar(self.desk.catalogue), Header(self.desk.catalogue)
        self.notice, self.stack = Notice(), QStackedWidget()
        self.start = self.window.start
        self.stack.addWidget(self.start)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("frame")
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)  # noqa: FBT003  Qt's signature
        self.splitter.setSizes([240, 900])
        self.window.setCentralWidget(self.splitter)
        self._restore_splitter()
        self.light = add_status(self.window.statusBar(), self.words)
        self.acting = ActorChooser(self.desk, self.words)
        self.window.statusBar().insertPermanentWidget(0, self.acting)
        self.copy_button = QPushButton()
        self.words.put(self.copy_button.setText, message("Save a co&py and open it…"))
        self.copy_button.clicked.connect(lambda _checked: self.files.ask_copy(open_it=True))
        self.notice.row.addWidget(self.copy_button)

    def _make_menus(self) -> None:
        self.commands = Commands(self.window, self.words, commands_of(self))
        self.recent_menu = RecentMenu(self.commands, self.words, self.files.open, self.desk.memory)
        self._languages = add_languages(self.window.menus[VIEW], self.words, self.speak)
        self._languages[self.desk.catalogue.language].setChecked(True)

    def _connect(self) -> None:
        self.desk.opened.connect(self._show_desk)
        self.desk.overview_changed.connect(self._show_overview)
        self.desk.language_changed.connect(self._show_words)
        self.desk.announced.connect(self.window.statusBar().showMessage)
        self.desk.page_wanted.connect(self.show_stage)
        self.desk.tasks.busy_changed.connect(self._show_busy)
        self.sidebar.stage_chosen.connect(self.show_stage)
        self.header.find_wanted.connect(self.commands.actions["palette"].trigger)
        self.start.new_wanted.connect(self.files.ask_new)
        self.start.open_wanted.connect(self.files.ask_open)
        self.start.pack_wanted.connect(self.files.ask_pack)
        self.start.sample_wanted.connect(self.files.ask_sample)
        self.start.file_wanted.connect(lambda path: self.files.open(Path(path)))

    def _restore_splitter(self) -> None:
        kept = self.desk.memory.bytes_of("window/splitter")
        if not kept.isEmpty():
            self.splitter.restoreState(kept)
        self.splitter.setHandleWidth(1)
