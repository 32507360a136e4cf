"""What the secretariat needs seldom while ballots come in: what was sent, reminders, and the like."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import Sent
from rapporteur_app.scoring.board import record_sent
from rapporteur_app.scoring.member_letters import remind_members

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.scoring_page import ScoringPage


class BoardMenu(QObject):
    """The button "More" of the scoring page, with its menu."""

    def __init__(self, page: "ScoringPage") -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self._chosen: list[QAction] = []
        self._all: list[QAction] = []
        self.button: QPushButton = page.add_action(message("M&ore"), lambda: None, icon="more", writes=False)
        self.button.setMenu(self.menu)
        self._add_sending()
        self.menu.aboutToShow.connect(self.allow)

    def allow(self) -> None:
        """Let be done what can be done now: some of it needs a chosen member."""
        writable, chosen = self._page.desk.writable, bool(self._page.chosen())
        for action in self._all:
            action.setEnabled(writable and (chosen or action not in self._chosen))

    def add(
        self, words: Message, slot: Callable[[], object], *, menu: QMenu | None = None, chosen: bool = False
    ) -> QAction:
        """Add a line to the menu; `chosen` for one that is about the chosen members."""
        action = (menu or self.menu).addAction("")
        self._page.word(action.setText, words)
        action.triggered.connect(lambda _checked=False: slot())
        self._all.append(action)
        if chosen:
            self._chosen.append(action)
        return action

    def _add_sending(self) -> None:
        page = self._page
        sent = QMenu(self.menu)
        self._page.word(sent.setTitle, message("&Mark for the chosen members"))
        self.menu.addMenu(sent)
        self.form_sent = self.add(message("The &form was sent"), lambda: _mark(page, Sent.FORM), menu=sent, chosen=True)
        self.pack_sent = self.add(message("The &pack was sent"), lambda: _mark(page, Sent.PACK), menu=sent, chosen=True)
        self.opened = self.add(
            message("They say that the pack &opened"), lambda: _mark(page, Sent.OPENED), menu=sent, chosen=True
        )
        self.remind = self.add(message("Draft &reminders to all who are awaited…"), lambda: _ask_remind(page, []))
        self.remind_chosen = self.add(
            message("Draft reminders to the &chosen members…"), lambda: _ask_remind(page, page.chosen()), chosen=True
        )


def _mark(page: "ScoringPage", what: Sent) -> None:
    page.act(record_sent, page.chosen(), what)


def _ask_remind(page: "ScoringPage", members: list[int]) -> None:
    folder = QFileDialog.getExistingDirectory(page, page.text("A folder for the reminders"))
    if folder:
        page.act(remind_members, Path(folder), members, done=lambda written: _tell(page, Path(folder), len(written)))


def _tell(page: "ScoringPage", folder: Path, count: int) -> None:
    told = plural(
        "{count} draft lies in {folder}. Open it in your e-mail program, look at it, and send it.",
        "{count} drafts lie in {folder}. Open them in your e-mail program, look at them, and send them.",
        count,
        folder=str(folder),
    )
    page.tell(told, kind="good")
