"""A quiet bar over a page's body: something to know before going on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from rapporteur_app.i18n import Message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING, dress
from rapporteur_app.ui.words import Words

ICONS = {"info": "info", "good": "done", "warning": "warning"}


class Notice(QFrame):
    """An icon and a sentence; hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icon, self._label = PlainLabel(), PlainLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and people stand in it
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACING, SPACING - 4, SPACING, SPACING - 4)
        self.row.setSpacing(SPACING)
        self.row.addWidget(self._icon)
        self.row.addWidget(self._label, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is told."""
        return self._label.text()

    def tell(self, words: Words, sentence: Message | None, kind: str = "info") -> None:
        """Show a sentence, or hide the bar if there is none. `kind` is info, good or warning."""
        self.setVisible(sentence is not None)
        if sentence is None:
            words.forget(self._label.setText)
            return
        words.put(self._label.setText, sentence)
        dress(self._icon, ICONS[kind], role="text", size=18)
