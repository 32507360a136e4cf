"""The strip over the pages: which selection this is, where it lies, and the way to find and do anything."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from rapporteur_app.i18n import Catalogue, message
from rapporteur_app.ui.overview import Overview
from rapporteur_app.ui.plain import plain_tip
from rapporteur_app.ui.theme import MARGIN, SPACING, dress
from rapporteur_app.ui.widgets.elided_label import ElidedLabel
from rapporteur_app.ui.words import Words


class Header(QFrame):
    """The selection's title and file."""

    find_wanted = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setObjectName("header")
        self.words = Words(catalogue)
        self.title, self.file, find = ElidedLabel(), ElidedLabel(), QPushButton()
        self.title.setObjectName("title")
        self.file.setObjectName("small")
        dress(find, "search", role="muted", size=16)
        self.words.put(find.setText, message("Find or do…"))
        self.words.put(find.setToolTip, message("Every command and stage (Ctrl+K)"))
        find.clicked.connect(self.find_wanted)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.title)
        texts.addWidget(self.file)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        row.addLayout(texts, 1)
        row.addWidget(find)

    def show_overview(self, overview: Overview) -> None:
        """Show which selection is open."""
        self.show_texts(overview.title, str(overview.path))

    def show_texts(self, title: str, file: str) -> None:
        """Show a title and where the file lies."""
        self.title.setText(title)
        self.file.setText(file)
        self.file.setToolTip(plain_tip(file))
