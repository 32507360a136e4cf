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
from rapporteur_app.ui.scoring.keys_menu import KeysMenu
from rapporteur_app.ui.scoring.receipts_out import ask_list
from rapporteur_app.ui.scoring.redactions_dialog import ask_redactions
from rapporteur_app.ui.scoring.reissue_dialog import ReissueDialog

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.scoring_page import ScoringPage


class BoardMenu(QObject):
    """The button "More" of the scoring page, with its menu."""

    def __init__(self, page: "ScoringPage") -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self._when: dict[QAction, tuple[Callable[[], bool], bool]] = {}
        self.button: QPushButton = page.add_action(message("M&ore"), lambda: None, icon="more", writes=False)
        self.button.setMenu(self.menu)
        self._add_sending()
        self.menu.addSeparator()
        self._add_issuing()
        self.menu.addSeparator()
        self.keys = KeysMenu(self, page)
        self.menu.aboutToShow.connect(self.allow)

    def allow(self) -> None:
        """Let be done what can be done now."""
        for action, (may, writes) in self._when.items():
            action.setEnabled((self._page.desk.writable or not writes) and may())

    def add(
        self,
        menu: QMenu,
        words: Message,
        slot: Callable[[], object],
        may: Callable[[], bool] = lambda: True,
        *,
        writes: bool = True,
    ) -> QAction:
        """Add a line to a menu.

        Args:
            menu: this menu, or one within it.
            words: what the line says.
            slot: what it does.
            may: whether there is now what it needs.
            writes: whether it changes the selection, so that it is off while the file is open for reading only.
        """
        action = menu.addAction("")
        self._page.word(action.setText, words)
        action.triggered.connect(lambda _checked=False: slot())
        self._when[action] = (may, writes)
        return action

    def submenu(self, words: Message) -> QMenu:
        """A menu within the menu."""
        menu = QMenu(self.menu)
        self._page.word(menu.setTitle, words)
        self.menu.addMenu(menu)
        return menu

    def _add_sending(self) -> None:
        page, sent = self._page, self.submenu(message("&Mark for the chosen members"))
        self.form_sent = self.add(sent, message("The &form was sent"), lambda: _mark(page, Sent.FORM), page.has_chosen)
        self.pack_sent = self.add(sent, message("The &pack was sent"), lambda: _mark(page, Sent.PACK), page.has_chosen)
        self.opened = self.add(
            sent, message("They say that the pack &opened"), lambda: _mark(page, Sent.OPENED), page.has_chosen
        )
        self.remind = self.add(
            self.menu, message("Draft &reminders to all who are awaited…"), lambda: _ask_remind(page, [])
        )
        self.remind_chosen = self.add(
            self.menu, message("Draft reminders to the &chosen members…"),
            lambda: _ask_remind(page, page.chosen()), page.has_chosen,
        )  # fmt: skip

    def _add_issuing(self) -> None:
        page, menu = self._page, self.menu
        self.again = self.add(
            menu, message("&Issue packs again…"), lambda: ReissueDialog(page, page.chosen()).open(),
            lambda: page.snapshot is not None and page.snapshot.has_packs,
        )  # fmt: skip
        self.redactions = self.add(menu, message("Redac&tions…"), lambda: ask_redactions(page))
        self.receipts = self.add(
            menu, message("&List of receipts…"), lambda: ask_list(page),
            lambda: page.snapshot is not None and page.snapshot.has_ballots,
        )  # fmt: skip


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
