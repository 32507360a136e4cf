"""What a member needs seldom: a draft, the receipt, the move to another computer, the key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton

from rapporteur_app.i18n import Message, message
from rapporteur_app.trust.keystore import Kept
from rapporteur_app.ui.scoring.key_asking import ask_new_key, with_key
from rapporteur_app.ui.scoring.moving import ask_move_in, move_out
from rapporteur_app.ui.scoring.passphrase_dialog import PassphraseDialog
from rapporteur_app.ui.scoring.receipt_dialog import ask_receipt
from rapporteur_app.ui.scoring.submitting import ask_out

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage


class MoreMenu(QObject):
    """A button of the page with a menu."""

    def __init__(self, page: "PackPage") -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self.button: QPushButton = page.add_action(message("M&ore"), lambda: None, icon="more", writes=False)
        self.button.setMenu(self.menu)
        self.draft = self._add(message("Write a &draft…"), lambda: ask_out(page, final=False))
        self.receipt = self._add(message("Check a &receipt…"), lambda: ask_receipt(page))
        self.menu.addSeparator()
        self.out = self._add(message("&Move to another computer…"), lambda: move_out(page))
        self.into = self._add(message("&Continue from another computer…"), lambda: ask_move_in(page))
        self.menu.addSeparator()
        self.lock = self._add(message("&Lock my key…"), self.lock_key)
        self.new = self._add(message("Make a &new key…"), lambda: ask_new_key(page))

    def _add(self, words: Message, slot: Callable[[], object]) -> "QObject":
        action = self.menu.addAction("")
        self._page.word(action.setText, words)
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def lock_key(self) -> None:
        """Ask for a passphrase for the key's file; a key in the keyring needs none."""
        page = self._page
        if page.saver is not None:
            with_key(page, page.saver.words, lambda _own: self._ask_lock())

    def _ask_lock(self) -> None:
        page, saver = self._page, self._page.saver
        if saver is None:
            return
        if saver.key_is_in_keyring():
            page.tell(message("Your key lies in this system's keyring, which locks it."))
            return

        def chosen(passphrase: str) -> bool:
            page.desk.run_in_background(page, lambda _progress: saver.lock_key(passphrase), told)
            return True

        def told(kept: Kept) -> None:
            page.tell(kept.sentence, kind="good")

        hint = message(
            "No keyring answers on this computer, so your key lies in a file. With a passphrase nobody who reads the "
            "file can sign in your name. It is asked for when you submit. Lost, it means a new key."
        )
        PassphraseDialog(page, message("Lock your signing key"), message("&Lock it"), hint, chosen).open()
