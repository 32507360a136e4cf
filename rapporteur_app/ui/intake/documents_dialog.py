"""The documents of one candidate: attach, look at, take away. Nothing is opened before the person was asked."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.attachments import KINDS, attach, attachments_of, detach, save_attachment
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.dialogs.confirm import confirm
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.widgets.notice import Notice
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.model import Attachment


class DocumentsDialog(Dialog):
    """A table of documents; files dropped on it are attached."""

    def __init__(self, parent: QWidget, desk: Desk, candidate: int, name: str) -> None:
        super().__init__(parent, desk.catalogue, message("Documents of {name}", name=name))
        self.resize(680, 420)
        self.setAcceptDrops(True)
        self._desk, self._candidate = desk, candidate
        self._rows: dict[int, Attachment] = {}
        self.notice = Notice()
        self.table = Table(
            desk.catalogue,
            [
                Column("name", message("Name")),
                Column("kind", message("Kind")),
                Column("size", message("Size"), numeric=True, shown=lambda size: self.text("{size} kB", size=size)),
                Column("at", message("Attached"), shown=lambda iso: desk.names.moment(iso), whole=True),
            ],
            name="documents",
            memory=desk.memory,
        )
        self.words.put(self.table.view.setAccessibleName, message("Documents"))
        self.body.addWidget(self.notice)
        self.body.addWidget(self.table)
        self.add_button = self._button(message("&Attach…"), self.ask_files)
        self.open_button = self._button(message("&Open…"), self.ask_open)
        self.remove_button = self._button(message("&Take away"), self._remove)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.table.current_changed.connect(lambda _key: self._allow())
        self.table.opened.connect(lambda _key: self.ask_open())
        desk.changed.connect(self._load)
        self._load()

    def _button(self, words: Message, slot: Any) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        self.words.put(button.setText, words)
        button.clicked.connect(lambda _checked: slot())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _load(self) -> None:
        workspace, candidate = self._desk.workspace, self._candidate

        def work(_progress: Any) -> "list[Attachment]":
            with workspace.reading() as reader:
                return attachments_of(reader, candidate)

        self._desk.run_in_background(self, work, self._take, quiet=True)

    def _take(self, found: "list[Attachment]") -> None:
        self._rows = {row.id or 0: row for row in found}
        self.table.set_rows([(row.name, row.kind, -(-row.size // 1024), row.at) for row in found], list(self._rows))
        none = message("No documents yet. Attach a CV or a letter, or drop it here.")
        self.notice.tell(self.words, None if found else none)
        if self.table.current_key() is None and found:
            self.table.select(found[0].id)
        self._allow()

    def _allow(self) -> None:
        one = self.table.current_key() is not None
        self.add_button.setEnabled(self._desk.writable)
        self.open_button.setEnabled(one)
        self.remove_button.setEnabled(one and self._desk.writable)

    # -- acting

    def ask_files(self) -> None:
        """Ask which files to attach."""
        patterns = " ".join(f"*.{kind}" for kind in KINDS)
        kinds = f"{self.text('Documents')} ({patterns})"
        chosen, _kind = QFileDialog.getOpenFileNames(self, self.text("Attach documents"), "", kinds)
        self.attach_files([Path(path) for path in chosen])

    def attach_files(self, paths: list[Path]) -> None:
        """Attach these files."""
        if paths:
            self._desk.act(self, attach, self._candidate, paths)

    def ask_open(self) -> None:
        """Ask whether the system's viewer may open the document: it came from outside."""
        row = self._rows.get(self.table.current_key() or 0)
        if row is None:
            return
        question = message(
            "“{name}” came from outside. Another program opens it, with the risks that any received file has.",
            name=row.name,
        )
        confirm(self, self._desk.catalogue, question, message("&Open it"), lambda: self._open(row.id or 0),
                title=message("Open a document"))  # fmt: skip

    def _open(self, attachment: int) -> None:
        workspace = self._desk.workspace

        def work(_progress: Any) -> Path:
            with workspace.reading() as reader:
                return save_attachment(reader, attachment, Path(tempfile.mkdtemp(prefix="rapporteur-")))

        self._desk.run_in_background(self, work, show_outside)

    def _remove(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self._desk.act(self, detach, key)

    # -- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files."""
        if self._desk.writable and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.attach_files(dropped_files(event))


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that are dragged or dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def show_outside(path: Path) -> None:
    """Let the system's own program show a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
