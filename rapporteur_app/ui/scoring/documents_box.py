"""The documents of the candidate at hand: listed in plain text, opened by the system's viewer only after a question."""

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.intake.attachments import KINDS, plain_name
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.ui.dialogs.confirm import confirm
from rapporteur_app.ui.intake.documents_dialog import show_outside
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.widgets.list_box import ListBox
from rapporteur_app.workspace.atomic import write_whole

LINES = 5
"""Lines of text that are seen at once."""
KILOBYTE = 1024


class DocumentsBox(QWidget):
    """Hidden where a candidate has none. Return or a double click on a line asks to open the document."""

    def __init__(self, page: Page[Any]) -> None:
        super().__init__()
        self._page = page
        self._rows: list[dict[str, Any]] = []
        self._pack: OpenPack | None = None
        label, self.list = PlainLabel(), ListBox()
        label.setBuddy(self.list)
        page.word(label.setText, message("Do&cuments (Return opens one)"))
        page.word(self.list.setAccessibleName, message("Documents"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda item: self._ask(self.list.row(item)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.list)
        self.hide()

    def show_those(self, pack: OpenPack, rows: list[dict[str, Any]]) -> None:
        """List these documents of a pack."""
        self._pack, self._rows = pack, rows
        self.setVisible(bool(rows))
        if not rows and not self.list.count():
            return
        self.list.clear()
        for row in rows:
            self.list.addItem(QListWidgetItem(seen(self._line(row))))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Lines wrap anew in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        most = self.list.fontMetrics().lineSpacing() * LINES + 24
        self.list.setFixedHeight(max(min(needed, most), 0) + 8)

    def _line(self, row: dict[str, Any]) -> str:
        size = -(-int(row["size"]) // KILOBYTE)
        line = self._page.text("{name} – {size} kB", name=plain_name(str(row["name"])), size=size)
        if row.get("enclosed"):
            return line
        return self._page.text("{document}: not enclosed, ask the secretariat", document=line)

    def _ask(self, place: int) -> None:
        row, pack = self._rows[place], self._pack
        if pack is None:
            return
        name = plain_name(str(row["name"]))
        if not row.get("enclosed"):
            self._page.tell(message("“{name}” is not enclosed in the pack. Ask the secretariat for it.", name=name))
            return
        question = message(
            "“{name}” came from outside. Another program opens it, with the risks that any received file has.",
            name=name,
        )
        confirm(
            self, self._page.desk.catalogue, question, message("&Open it"), lambda: self._open(pack, row),
            title=message("Open a document"),
        )  # fmt: skip

    def _open(self, pack: OpenPack, row: dict[str, Any]) -> None:
        self._page.desk.run_in_background(self._page, lambda _progress: _written(pack, row), show_outside)


def _written(pack: OpenPack, row: dict[str, Any]) -> Path:
    """The document in a folder of its own, under a name that nobody outside chose."""
    kind = str(row["kind"])
    path = Path(tempfile.mkdtemp(prefix="rapporteur-")) / f"document.{kind if kind in KINDS else 'bin'}"
    write_whole(path, pack.file.document(str(row["sha256"])), mode=0o600)
    return path
