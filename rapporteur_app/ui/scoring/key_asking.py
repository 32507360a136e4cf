"""Work that needs the member's key: its passphrase is asked for if it is locked, a new key offered if it is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton

from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.ballots import KeyLocked, WorkLocked, start_afresh
from rapporteur_app.scoring.pack_reading import open_pack
from rapporteur_app.trust.errors import Unreadable, WrongPassphrase
from rapporteur_app.trust.keystore import KeyStore
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.dialogs.confirm import confirm
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.scoring.locked_state import show_locked

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage
    from rapporteur_app.ui.scoring.saver import OwnWords

NeedsKey = Callable[[str | None], Any]
"""Work in the background, which gets the key's passphrase or None."""

NARROWEST = 560


def with_key(page: "PackPage", work: NeedsKey, done: Callable[[Any], None], *, quiet: bool = False) -> None:
    """Do work that needs the member's key, in the background (and `quiet`, unseen); `done` takes the result."""

    def refused(error: Exception) -> None:
        if isinstance(error, WorkLocked):
            show_locked(page)
        if isinstance(error, KeyLocked) and error.needs_passphrase:
            UnlockDialog(page, error.message, work, done).open()
        elif isinstance(error, KeyLocked | Unreadable):
            LockedDialog(page, error.message, lambda: with_key(page, work, done, quiet=quiet)).open()
        else:
            page.desk.tasks.tell(page, error)

    page.desk.run_in_background(page, lambda _progress: work(None), done, refused, quiet=quiet)


class UnlockDialog(AskDialog):
    """Asks for the passphrase of the member's key, until it fits."""

    def __init__(self, page: "PackPage", why: Message, work: NeedsKey, done: Callable[[Any], None]) -> None:
        super().__init__(page, message("Unlock your signing key"), message("&Unlock"), hint=why)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Passphrase"), self.field)
        self._work, self._then = work, done
        offer_new_key(self, page)
        self.answered.connect(self._try)
        self.field.setFocus()

    def _try(self) -> None:
        passphrase = self.field.text()
        self.do.setEnabled(False)
        self.page.desk.run_in_background(self, lambda _progress: self._work(passphrase), self._unlocked, self._refused)

    def _unlocked(self, result: Any) -> None:
        self.finish()
        self._then(result)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self.refuse(error.message)
            return
        self.finish()
        self.page.desk.tasks.tell(self.page, error)


class LockedDialog(Dialog):
    """Says why the key is not to be had, and offers to try again or to make a new one."""

    def __init__(self, page: "PackPage", why: Message, again: Callable[[], object]) -> None:
        super().__init__(page, page.desk.catalogue, message("Your signing key is not to be had"))
        self.setMinimumWidth(NARROWEST)
        self._again = again
        line = PlainLabel()
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        self.words.put(line.setText, why)
        self.body.addWidget(line)
        self.add_primary(message("&Try again"))
        offer_new_key(self, page)

    def accept(self) -> None:
        """Try again."""
        super().accept()
        self._again()


def offer_new_key(dialog: Dialog, page: "PackPage") -> None:
    """Add the button by which a member gives the key up for lost."""

    def lost() -> None:
        dialog.reject()
        ask_new_key(page)

    button = QPushButton()
    button.setAutoDefault(False)
    dialog.words.put(button.setText, message("Make a &new key…"))
    button.clicked.connect(lambda _checked: lost())
    dialog.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)


def ask_new_key(page: "PackPage") -> None:
    """Say what a new key means, and make it if the member says so."""
    saver = page.saver
    if saver is None:
        ask_fresh_start(page)
        return
    question = message(
        "A new key has other words. Call the secretariat on the number that you know, read the new words out, and "
        "submit your ballot again: what the old key signed no longer counts once the new words are confirmed. Your "
        "scores stay. If the keyring is only locked, unlock it instead."
    )

    def made(own: "OwnWords") -> None:
        told = message("A new key was made. Its words: {words}.", words=own.words)
        if own.kept is not None:
            told = message("{written} {key}", written=told, key=own.kept.sentence)
        page.tell(told, kind="good")

    confirm(
        page, page.desk.catalogue, question, message("&Make a new key"),
        lambda: page.desk.run_in_background(page, lambda _progress: saver.new_key(), made),
        title=message("A new signing key"),
    )  # fmt: skip


def ask_fresh_start(page: "PackPage") -> None:
    """Say what it means to give up the keys that seal the work itself, and begin anew if the member says so."""
    question = message(
        "What you scored on this computer is sealed under the key that is lost: nobody can read it, and it stays in a "
        "file of its own. You begin anew, with a new key whose words you read to the secretariat. If you only forgot "
        "the passphrase, try again; if the keyring is only locked, unlock it."
    )

    def begin(_progress: object) -> object:
        return start_afresh(open_pack(page.path), KeyStore())

    confirm(
        page, page.desk.catalogue, question, message("&Begin anew"),
        lambda: page.desk.run_in_background(page, begin, lambda _aside: page.reload()),
        title=message("A new signing key"),
    )  # fmt: skip
