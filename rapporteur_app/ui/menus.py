"""The window's menus: what stands in them and what each line calls."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.commands import Command, Commands
from rapporteur_app.ui.main_window import EDIT, FILE, HELP, TOOLS, VIEW
from rapporteur_app.ui.memory import Memory
from rapporteur_app.ui.overview import Overview
from rapporteur_app.ui.told import told
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from rapporteur_app.ui.frame import Frame


def commands_of(frame: "Frame") -> list[Command]:
    """Every command of the window, menu by menu."""
    return [*_file(frame), *_edit(frame), *_view(frame), *_tools(frame), *_help(frame)]


def _file(frame: "Frame") -> list[Command]:
    files = frame.files
    return [
        Command(FILE, "new", message("&New selection…"), files.ask_new, ("Ctrl+N",), "new"),
        Command(FILE, "open", message("&Open…"), files.ask_open, ("Ctrl+O",), "open"),
        Command(FILE, "pack", message("&Score a pack…"), files.ask_pack, (), "pack"),
        Command(
            FILE, "copy_file", message("Save a &copy…"), files.ask_copy, ("Ctrl+Shift+S",), "save", "open", parted=True
        ),
        Command(FILE, "compare", message("Compare &with a copy…"), lambda: _compare(frame), needs="open"),
        Command(FILE, "hand_over", message("&Hand over…"), lambda: _hand_over(frame), needs="write"),
        Command(FILE, "take_key", message("Take in a signing &key…"), lambda: _take_key(frame), needs="write"),
        Command(FILE, "close", message("&Close the selection"), files.close, ("Ctrl+W",), needs="open"),
        Command(FILE, "quit", message("&Quit"), frame.window.close, ("Ctrl+Q",), parted=True),
    ]


def _edit(frame: "Frame") -> list[Command]:
    undo = Command(EDIT, "undo", message("&Undo"), frame.undo, ("Ctrl+Z",), "undo", "write")
    redo = Command(EDIT, "redo", message("&Redo"), frame.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "write")
    return [
        undo,
        redo,
        Command(EDIT, "copy", message("&Copy"), copy_from_focus, ("Ctrl+C",), "copy", parted=True),
        Command(EDIT, "find", message("&Find on this page"), lambda: _find(frame), ("Ctrl+F",), "search", "open"),
    ]


def _view(frame: "Frame") -> list[Command]:
    sidebar = frame.sidebar
    return [
        Command(VIEW, "next_stage", message("&Next stage"), lambda: sidebar.step(1), ("Ctrl+PgDown",), needs="open"),
        Command(VIEW, "last_stage", message("&Previous stage"), lambda: sidebar.step(-1), ("Ctrl+PgUp",), needs="open"),
        Command(VIEW, "stages", message("&Go to the stages"), sidebar.list.setFocus, ("F6",), needs="open"),
    ]


def _tools(frame: "Frame") -> list[Command]:
    return [
        Command(TOOLS, "palette", message("&Find or do anything…"), lambda: _palette(frame), ("Ctrl+K",), "search"),
        Command(TOOLS, "log", message("&Log of all acts…"), lambda: _log(frame), ("Ctrl+L",), "log", "open"),
        Command(TOOLS, "home_key", message("Make an &opening key at home…"), lambda: _home_key(frame), parted=True),
        Command(TOOLS, "witness", message("Open a request as &witness…"), lambda: _witness(frame)),
        Command(TOOLS, "keys", message("&Keyboard shortcuts…"), lambda: _keys(frame), ("F1", "Ctrl+?")),
    ]


def _home_key(frame: "Frame") -> None:
    from rapporteur_app.ui.anywhere import anywhere
    from rapporteur_app.ui.scoring.holder_dialogs import HomeKeyDialog

    HomeKeyDialog(anywhere(frame)).open()


def _witness(frame: "Frame") -> None:
    from rapporteur_app.ui.anywhere import anywhere
    from rapporteur_app.ui.results.witness_dialog import ask_request

    ask_request(anywhere(frame))


def _help(frame: "Frame") -> list[Command]:
    return [Command(HELP, "about", message("&About Rapporteur…"), lambda: _about(frame), icon="info")]


def undo_words(overview: Overview) -> tuple[Message, Message]:
    """What the menu's Undo and Redo say: the act that each would take back or do again."""
    undo, redo = message("&Undo"), message("&Redo")
    if overview.undo is not None:
        undo = message("&Undo: {action}", action=told(overview.undo.action))
    if overview.redo is not None:
        action = told(overview.redo.action).values.get("action", told(overview.redo.action))
        redo = message("&Redo: {action}", action=action)
    return undo, redo


class RecentMenu:
    """File, Recent: the files opened last."""

    def __init__(self, commands: Commands, words: Words, chosen: Callable[[Path], object], memory: Memory) -> None:
        from PySide6.QtWidgets import QMenu

        self.menu = QMenu(commands.menus[FILE])
        self._words, self._chosen, self._memory = words, chosen, memory
        words.put(self.menu.setTitle, message("&Recent"))
        commands.menus[FILE].insertMenu(commands.actions["pack"], self.menu)

    def fill(self, paths: list[Path]) -> None:
        """List these files."""
        self.menu.clear()
        self.menu.setEnabled(bool(paths))
        for path in paths:
            line = self.menu.addAction(f"{path.stem}  –  {path.parent}".replace("&", "&&"))
            line.triggered.connect(lambda _checked=False, file=path: self._chosen(file))
        self.menu.addSeparator()
        forget = QAction(self.menu)
        self._words.put(forget.setText, message("&Empty this list"))
        forget.triggered.connect(self._forget)
        self.menu.addAction(forget)

    def _forget(self) -> None:
        self._memory.forget_recent()
        self.fill([])


def copy_from_focus() -> None:
    """Copy from where the keyboard is: a text, or a table's chosen rows with their headers."""
    seen = QApplication.focusWidget()
    if isinstance(seen, QLineEdit | QPlainTextEdit | QTextEdit):
        seen.copy()
        return
    while seen is not None:
        copy = getattr(seen, "copy_rows", None)
        if copy is not None:
            copy()
            return
        seen = seen.parentWidget()


def _find(frame: "Frame") -> None:
    page = frame.current_page
    if page is not None:
        page.find_here()


def _palette(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.palette import PaletteDialog

    PaletteDialog(frame).open()


def _log(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.log import LogDialog

    LogDialog(frame.window, frame.desk).open()


def _compare(frame: "Frame") -> None:
    frame.files.ask(message("Compare with a copy"), lambda path: compare_with_copy(frame, path))


def compare_with_copy(frame: "Frame", path: Path) -> None:
    """Compare the open selection with another copy of it, and show how they stand to each other."""
    from rapporteur_app.ui.dialogs.compare import CompareDialog, compare_with

    desk = frame.desk
    workspace = desk.workspace
    desk.run_in_background(
        frame.window,
        lambda _progress: compare_with(workspace, path),
        lambda found: CompareDialog(frame.window, desk, found).open(),
    )


def _hand_over(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.hand_over import HandOverDialog

    dialog = HandOverDialog(frame.window, frame.desk)
    dialog.handed_over.connect(lambda _copy: frame.files.open_again())
    dialog.open()


def _take_key(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.hand_over import KEY_SUFFIX, TakeInKeyDialog

    def take(path: Path) -> None:
        TakeInKeyDialog(frame.window, frame.desk, path).open()

    frame.files.ask(message("Take in the signing key"), take, message("Keys"), KEY_SUFFIX)


def _keys(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.keys import KeysDialog

    KeysDialog(frame.window, frame.desk.catalogue, frame.commands).open()


def _about(frame: "Frame") -> None:
    from rapporteur_app.ui.dialogs.about import AboutDialog

    AboutDialog(frame.window, frame.desk.catalogue).open()
