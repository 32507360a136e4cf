"""Asks to whom the selection is handed over, and where the copy that goes on is laid."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.opening import SELECTION_SUFFIX
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

WIDTH = 620


def hand_over(workspace: "Workspace", actor: "Actor", name: str, copy: Path) -> None:
    """Hand the selection over; see `Workspace.hand_over`."""
    workspace.hand_over(actor, name, copy)


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
        hint = QLabel()
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
        form.add(message("&Copy"), self.file, beside=self._file_row())
        for widget in (hint, self.problem):
            self.body.addWidget(widget)
        self.body.addLayout(form)
        self.do = self.add_primary(message("&Hand it over"))
        self.name.textChanged.connect(self._suggest)
        self.file.textEdited.connect(lambda _text: self._name_by_hand())
        self._suggest("")
        self.name.setFocus()

    def accept(self) -> None:
        """Hand over; close when it worked, else tell why not."""
        self.problem.tell(self.words, None)
        self.do.setEnabled(False)
        path = self._path()
        self._desk.act(
            self, hand_over, self.name.text(), path,
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

    def _browse(self) -> None:
        pattern = f"{self.text('Selections')} (*{SELECTION_SUFFIX})"
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
