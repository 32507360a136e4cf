"""What a page shows while it has nothing to show: what belongs here, and how to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING, dress
from rapporteur_app.ui.words import Words


class EmptyState(QWidget):
    """An icon, a sentence, a hint and perhaps a button, in the middle of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._sentence, self._hint = PlainLabel(), PlainLabel(), PlainLabel()
        self._sentence.setObjectName("subtitle")
        self._hint.setObjectName("muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACING)
        layout.addStretch(2)
        for label in (self._icon, self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(label is not self._icon)
            layout.addWidget(label)
        self._buttons = QVBoxLayout()
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACING)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    def fill(self, words: Words, sentence: Message, hint: Message, icon: str) -> None:
        """Say what belongs here and how to begin."""
        words.put(self._sentence.setText, sentence)
        words.put(self._hint.setText, hint)
        self._icon.setVisible(bool(icon))
        if icon:
            dress(self._icon, icon, role="muted", size=48)

    def add_button(self, button: QPushButton) -> None:
        """Offer the way to begin."""
        self._buttons.addWidget(button)
