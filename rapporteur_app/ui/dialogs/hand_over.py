"""Asks to whom the selection is handed over, and where the copy that goes on is laid."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.opening import SELECTION_SUFFIX
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

WIDTH = 820
KEY_SUFFIX = ".key"


def hand_over(workspace: "Workspace", actor: "Actor", name: str, copy: Path, passphrase: str) -> None:
    """Hand the selection over, with its signing key beside the copy if a passphrase is given."""
    from rapporteur_app.scoring.file_key_transfer import hand_over_with_key
    from rapporteur_app.trust.keystore import KeyStore

    if passphrase:
        hand_over_with_key(workspace, actor, name, copy, copy.with_suffix(KEY_SUFFIX), passphrase, KeyStore())
    else:
        workspace.hand_over(actor, name, copy)


def take_in_key(workspace: "Workspace", _actor: "Actor", file: Path, passphrase: str) -> None:
    """Keep the signing key that came with a selection; see `scoring.file_key_transfer`."""
    from rapporteur_app.scoring.file_key_transfer import take_in_key as take_in
    from rapporteur_app.trust.keystore import KeyStore

    take_in(workspace, file, passphrase, KeyStore())


class HandOverDialog(Dialog):
    """A name and a file. It stays open, with what was typed, until the hand-over has worked."""

    handed_over = Signal(object)
    """The selection was handed over: the path of the copy that goes on."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.catalogue, message("Hand the selection over"))
        self.setMinimumWidth(WIDTH)
        self._desk = desk
        self.name, self.file, self.problem = QLineEdit(), QLineEdit(), Notice()
        self._named_by_hand = False
        hint = PlainLabel()
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.words.put(
            hint.setText,
            message(
                "A copy is made that goes on with whoever takes over. The file that is open here can then be read, "
                "verified and exported, and no longer changed. This cannot be undone: they can hand it back to you in "
                "another copy."
            ),
        )
        form = Form(self.words)
        form.add(
            message("&To whom"), self.name,
            hint=message("A name or an office. It stays in the log for good, also after a purge."),
        )  # fmt: skip
        form.add(message("&The copy"), self.file, beside=self._file_row())
        self.passphrase = QLineEdit()
        form.add(
            message("&Passphrase"), self.passphrase, beside=self._passphrase_row(),
            hint=message("Locks the key that signs packs, in a file beside the copy. Blank: it stays here."),
        )  # fmt: skip
        for widget in (hint, self.problem):
            self.body.addWidget(widget)
        self.body.addLayout(form)
        self.do = self.add_primary(message("&Hand it over"))
        self.name.textChanged.connect(self._suggest)
        self.file.textEdited.connect(lambda _text: self._name_by_hand())
        self._suggest("")
        self.name.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Be as high as the text needs: Qt reckons with one that is not wrapped."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def accept(self) -> None:
        """Hand over; close when it worked, else tell why not."""
        self.problem.tell(self.words, None)
        self.do.setEnabled(False)
        path = self._path()
        self._desk.act(
            self, hand_over, self.name.text(), path, self.passphrase.text(),
            said=message("Handed over. The copy: {file}", file=str(path)),
            done=lambda _none: self._finish(path), failed=self._refuse,
        )  # fmt: skip

    def _finish(self, path: Path) -> None:
        QDialog.accept(self)
        self.handed_over.emit(path)

    def _refuse(self, error: Exception) -> None:
        if not isValid(self):
            return
        self.do.setEnabled(True)
        if isinstance(error, RapporteurError):
            self.problem.tell(self.words, error.message, "warning")
        else:
            self._desk.tasks.tell(self, error)

    def _file_row(self) -> QHBoxLayout:
        row, browse = QHBoxLayout(), QPushButton()
        self.words.put(browse.setText, message("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _checked=False: self._browse())
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        return row

    def _passphrase_row(self) -> QHBoxLayout:
        """The passphrase is for somebody else, who must be told it: it is shown as it is typed."""
        row, propose = QHBoxLayout(), QPushButton()
        self.words.put(propose.setText, message("Propose words"))
        propose.setAutoDefault(False)
        propose.clicked.connect(lambda _checked=False: self._propose())
        row.setSpacing(8)
        row.addWidget(self.passphrase, 1)
        row.addWidget(propose)
        return row

    def _propose(self) -> None:
        from rapporteur_app.trust.keys import propose_passphrase

        self.passphrase.setText(propose_passphrase(self.words.catalogue.language))

    def _browse(self) -> None:
        kind = self.text("Selections")
        pattern = f"{kind} (*{SELECTION_SUFFIX})"
        title = self.text("Hand the selection over")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(self._path()), pattern)
        if chosen:
            self._name_by_hand()
            self.file.setText(chosen)

    def _path(self) -> Path:
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix == SELECTION_SUFFIX else Path(f"{path}{SELECTION_SUFFIX}")

    def _name_by_hand(self) -> None:
        self._named_by_hand = True

    def _suggest(self, name: str) -> None:
        self.do.setEnabled(bool(name.strip()))
        if self._named_by_hand:
            return
        mine = self._desk.workspace.path
        plain = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name).strip(" -")
        self.file.setText(str(mine.with_name(f"{mine.stem} - {plain or '…'}{SELECTION_SUFFIX}")))
        self.file.setCursorPosition(0)


class TakeInKeyDialog(Dialog):
    """Asks for the passphrase of the signing key that came with a selection, and keeps the key here."""

    def __init__(self, parent: QWidget, desk: Desk, file: Path) -> None:
        super().__init__(parent, desk.catalogue, message("Take in the signing key"))
        self.setMinimumWidth(WIDTH)
        self._desk, self._file = desk, file
        self.passphrase, self.problem, form = QLineEdit(), Notice(), Form(self.words)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        form.add(message("&Passphrase"), self.passphrase, hint=message("Who handed the selection over told it to you."))
        self.body.addWidget(self.problem)
        self.body.addLayout(form)
        self.do = self.add_primary(message("&Keep it on this machine"))
        self.passphrase.setFocus()

    def accept(self) -> None:
        """Keep the key; close when it worked, else tell why not."""
        self.problem.tell(self.words, None)
        self.do.setEnabled(False)
        self._desk.act(
            self, take_in_key, self._file, self.passphrase.text(),
            said=message("The signing key is kept on this machine. Delete {file}.", file=str(self._file)),
            done=lambda _none: QDialog.accept(self), failed=self._refuse,
        )  # fmt: skip

    def _refuse(self, error: Exception) -> None:
        if not isValid(self):
            return
        self.do.setEnabled(True)
        if isinstance(error, RapporteurError):
            self.problem.tell(self.words, error.message, "warning")
        else:
            self._desk.tasks.tell(self, error)
