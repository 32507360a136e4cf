"""What the dialogs share: margins, a heading, words in the window's language, one row of buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from rapporteur_app.i18n import Catalogue, Message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import MARGIN, SPACING
from rapporteur_app.ui.words import Words


class Dialog(QDialog):
    """A window over the window: a heading, `self.body`, and `self.buttons` at its foot. It dies when it is closed."""

    def __init__(self, parent: QWidget, catalogue: Catalogue, title: Message) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = Words(catalogue)
        self.words.put(self.setWindowTitle, title)
        heading = PlainLabel()
        heading.setObjectName("title")
        self.words.put(heading.setText, title)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACING)
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN - 4, MARGIN - 8, MARGIN - 4, MARGIN - 8)
        outer.setSpacing(SPACING)
        outer.addWidget(heading)
        outer.addLayout(self.body, 1)
        outer.addSpacing(SPACING // 2)
        outer.addWidget(self.buttons)

    def add_primary(self, words: Message) -> QPushButton:
        """Add the button that does what the dialog is about, and Cancel beside it. Return presses it."""
        button = QPushButton()
        button.setObjectName("primary")  # before it is laid out: the style makes room for its bold words
        self.words.put(button.setText, words)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        button.setDefault(True)
        return button

    def text(self, msgid: str, /, **values: object) -> str:
        """A text in the window's language."""
        return self.words.catalogue.text(msgid, **values)
