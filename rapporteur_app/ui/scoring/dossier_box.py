"""What is known of the candidate at hand: the dossier, the documents, and the member's private notes."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.scoring.dossier_text import dossier_text
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.setup.names import Names
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.scoring.documents_box import DocumentsBox
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.text_area import TextArea


class DossierBox(QWidget):
    """Emits `noted(text)` at each change of the private notes."""

    noted = Signal(str)

    def __init__(self, page: Page[Any]) -> None:
        super().__init__()
        self.dossier, self.documents, self.note = QPlainTextEdit(), DocumentsBox(page), TextArea(lines=3)
        self.dossier.setReadOnly(True)
        self.dossier.setTabChangesFocus(True)
        page.word(self.dossier.setAccessibleName, message("Dossier"))
        self.note.setMaximumHeight(self.note.minimumHeight())
        self.note.textChanged.connect(lambda: self.noted.emit(self.note.toPlainText()))
        label = PlainLabel()
        label.setBuddy(self.note)
        label.setWordWrap(True)
        page.word(label.setText, message("&Private notes (they stay on this computer)"))
        page.word(self.note.setAccessibleName, message("Private notes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING // 2, 0, SPACING // 2, 0)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.dossier, 1)
        for widget in (self.documents, label, self.note):
            column.addWidget(widget)

    def show_candidate(self, pack: OpenPack, candidate: dict[str, Any], note: str, names: Names) -> None:
        """Show a candidate of the pack."""
        self.dossier.setPlainText(seen(dossier_text(candidate, names)))
        self.documents.show_those(pack, list(candidate.get("documents") or ()))
        with QSignalBlocker(self.note):
            self.note.set_text(note)
