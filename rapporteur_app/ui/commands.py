"""Everything that can be done from the window's frame, named once: for the menus, the palette and the list of keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from rapporteur_app.i18n import LANGUAGE_NAMES, Message, message
from rapporteur_app.ui.theme import dress
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from rapporteur_app.ui.main_window import MainWindow


@dataclass(frozen=True)
class Command:
    """One line of a menu."""

    menu: str
    code: str
    words: Message
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: str = ""
    """'open': a selection must be open; 'write': and writable."""
    parted: bool = False
    """Whether a line stands above it."""


class Commands:
    """The window's menus, made of commands."""

    def __init__(self, window: "MainWindow", words: Words, commands: list[Command]) -> None:
        self._words = words
        self.commands = {command.code: command for command in commands}
        self.actions: dict[str, QAction] = {}
        self.menus = window.menus
        for command in commands:
            self._add(window, command)

    def allow(self, *, is_open: bool, writable: bool) -> None:
        """Turn commands on and off by what lies on the desk."""
        for code, command in self.commands.items():
            on = not command.needs or (is_open and (command.needs == "open" or writable))
            self.actions[code].setEnabled(on)

    def _add(self, window: "MainWindow", command: Command) -> None:
        action = QAction(window)
        self._words.put(action.setText, command.words)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(lambda _checked=False: command.run())
        if command.icon:
            dress(action, command.icon)
        if command.parted:
            self.menus[command.menu].addSeparator()
        self.menus[command.menu].addAction(action)
        window.addAction(action)
        self.actions[command.code] = action


def add_languages(menu: QMenu, words: Words, chosen: Callable[[str], object]) -> dict[str, QAction]:
    """A submenu of the languages, each in its own words. Returns its lines by language."""
    from PySide6.QtGui import QActionGroup

    submenu = menu.addMenu("")
    words.put(submenu.setTitle, message("&Language"))
    group = QActionGroup(submenu)
    lines = {}
    for language, name in LANGUAGE_NAMES.items():
        line = submenu.addAction(name)
        line.setCheckable(True)
        line.triggered.connect(lambda _checked=False, code=language: chosen(code))
        group.addAction(line)
        lines[language] = line
    return lines
