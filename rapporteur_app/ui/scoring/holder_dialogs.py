"""What a keyholder does with one key: makes it at home, hands it in, keeps it on paper, gives it a new passphrase."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Catalogue, Message, message
from rapporteur_app.model import Holder
from rapporteur_app.outputs.recovery_sheet import recovery_sheet
from rapporteur_app.scoring.opening_keys import key_at_home, load_opening_key, recover
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.file_asking import ask_file, ask_place
from rapporteur_app.ui.scoring.moving import read_small
from rapporteur_app.ui.scoring.passphrase_fields import NewPassphrase
from rapporteur_app.ui.widgets.choice_row import ChoiceRow
from rapporteur_app.ui.widgets.text_area import TextArea
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

KEY_SUFFIX = ".key"
LARGEST_KEY = 64 * 1024
KEY_FILES, SHEETS = message("Keys made at home"), message("Recovery sheets")
HOLDERS = [(Holder.CHAIR, message("the chair's")), (Holder.WITNESS, message("the witness's"))]


class HolderDialog(AskDialog):
    """Asks first whose key it is."""

    def __init__(self, page: Page[Any], title: Message, do: Message, hint: Message) -> None:
        super().__init__(page, title, do, hint=hint)
        self.whose = ChoiceRow(self.words, message("Whose key"), HOLDERS)
        self.whose.set_value(Holder.CHAIR)
        self.form.add(message("Whose key"), self.whose)

    @property
    def holder(self) -> Holder:
        """Whose key was chosen."""
        return Holder.WITNESS if self.whose.value is Holder.WITNESS else Holder.CHAIR

    def checked(self, asked: NewPassphrase) -> str | None:
        """The new passphrase; None, and the dialog tells why, if it may not be taken."""
        try:
            return asked.chosen()
        except BadInput as error:
            self.refuse(error.message)
            return None


class HomeKeyDialog(HolderDialog):
    """Makes a key for one holder on their own machine, into a file for the secretariat."""

    def __init__(self, page: Page[Any]) -> None:
        super().__init__(
            page,
            message("Make a key for home"),
            message("&Make the key…"),
            message(
                "On the holder's own machine, so that nobody else's ever has the key unlocked. The file goes to the "
                "secretariat; the passphrase stays with the holder. Nothing in this selection changes."
            ),
        )
        self.asked = NewPassphrase(self.form, self.words, message("&Passphrase"), message("Passphrase &again"))
        self.answered.connect(self._make)
        self.asked.first.setFocus()

    def _make(self) -> None:
        passphrase, holder = self.checked(self.asked), self.holder
        if passphrase is None:
            return
        path = ask_place(self.page, message("Where the key goes"), KEY_FILES, f"{holder.value}{KEY_SUFFIX}")
        if path is None:
            return
        told = message("Written: {file}. Send it to the secretariat; keep the passphrase to yourself.", file=str(path))
        page = self.page

        def done(_none: object) -> None:
            page.tell(told, kind="good")

        page.desk.run_in_background(page, lambda _progress: _write_key(path, holder, passphrase), done)
        self.finish()


def _write_key(path: Path, holder: Holder, passphrase: str) -> None:
    data = key_at_home(holder, passphrase)
    with plain_file_errors(path):
        write_whole(path, data, mode=0o600)


def ask_key_from_home(page: Page[Any]) -> None:
    """Ask which key to take in."""
    path = ask_file(page, message("A key that was made at home"), KEY_FILES, KEY_SUFFIX)
    if path is not None:
        TakeInDialog(page, path).open()


class TakeInDialog(AskDialog):
    """Takes in a key that its holder made at home; with a reason, in place of one that is lost."""

    def __init__(self, page: Page[Any], path: Path) -> None:
        super().__init__(
            page,
            message("Take in a key made at home"),
            message("&Take it in"),
            hint=message("{file}: its public half, and the private half as its holder locked it.", file=path.name),
        )
        self.reason = TextArea(lines=2)
        self.form.add(
            message("&Reason, if it replaces a key"),
            self.reason,
            hint=message("What was sealed to the key before no longer counts; the packs are issued again."),
        )
        self.answered.connect(lambda: self.act(_load, path, self.reason.toPlainText(), done=lambda _row: _taken(page)))
        self.reason.setFocus()


def _load(workspace: "Workspace", actor: "Actor", path: Path, reason: str) -> object:
    return load_opening_key(workspace, actor, read_small(path, LARGEST_KEY), instead=reason)


def _taken(page: Page[Any]) -> None:
    page.tell(message("The key is taken in."), kind="good")


class SheetDialog(HolderDialog):
    """Prints a holder's key on a sheet of paper; the passphrase shows that the holder is here."""

    def __init__(self, page: Page[Any]) -> None:
        super().__init__(
            page,
            message("Print a recovery sheet"),
            message("&Write the sheet…"),
            message(
                "The sheet is the key itself, without a passphrase. Print one copy, seal it in an envelope, leave it "
                "with somebody who is not of the secretariat, and delete the file."
            ),
        )
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Passphrase"), self.passphrase)
        self.answered.connect(self._ask_place)
        self.passphrase.setFocus()

    def _ask_place(self) -> None:
        path = ask_place(self.page, message("Where the sheet goes"), SHEETS, f"{self.holder.value}-recovery.pdf")
        if path is None:
            return
        told = message("Written: {file}. Print it, seal it in an envelope, and delete the file.", file=str(path))
        self.act(
            _write_sheet, path, self.holder, self.passphrase.text(), self.words.catalogue, said=told,
            done=_teller(self.page, told),
        )  # fmt: skip


def _write_sheet(
    workspace: "Workspace", _actor: "Actor", path: Path, holder: Holder, passphrase: str, words: Catalogue
) -> None:
    with workspace.reading() as reader:
        data = recovery_sheet(reader, holder, passphrase, words)
    with plain_file_errors(path):
        write_whole(path, data, mode=0o600)


class ForgottenDialog(HolderDialog):
    """The lines of the recovery sheet, and a new passphrase: the key stays the same, and the packs too."""

    def __init__(self, page: Page[Any]) -> None:
        super().__init__(
            page,
            message("Forgotten passphrase"),
            message("&Give it the new one"),
            message(
                "Type the eight lines of the holder's recovery sheet. The key stays the same: ballots and packs are "
                "not touched. Capital letters and spaces do not matter."
            ),
        )
        self.lines = TextArea(lines=8)
        self.form.add(message("&Lines of the sheet"), self.lines)
        self.asked = NewPassphrase(self.form, self.words, message("&Passphrase"), message("Passphrase &again"))
        self.answered.connect(self._recover)
        self.lines.setFocus()

    def _recover(self) -> None:
        passphrase = self.checked(self.asked)
        if passphrase is not None:
            told = _teller(self.page, message("The key has its new passphrase."))
            self.act(recover, self.holder, self.lines.toPlainText(), passphrase, done=told)


def _teller(page: Page[Any], told: Message) -> Callable[[object], None]:
    return lambda _result: page.tell(told, kind="good")
