"""The window's foot: what was done last, and a small light that says whether everything is saved."""

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING, dress
from rapporteur_app.ui.words import NO_WORDS, Words

SHOWN_FOR = 15_000
"""Milliseconds that a sentence on what was done stays."""

LIGHTS: dict[str, tuple[str, str, Message]] = {
    "none": ("", "muted", NO_WORDS),
    "saved": ("saved", "accent", message("Saved")),
    "saving": ("saving", "accent", message("Working…")),
    "read_only": ("lock", "text", message("Read only")),
    "handed_over": ("lock", "text", message("Handed over")),
}


class Light(QWidget):
    """An icon and a word: Saved, Working, Read only, Handed over."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._icon, self._label = PlainLabel(), PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACING, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.shows = ""
        self.turn("none")

    @property
    def sentence(self) -> str:
        """The word beside the icon."""
        return self._label.text()

    def turn(self, light: str) -> None:
        """Show one of LIGHTS."""
        if light == self.shows:
            return
        self.shows = light
        icon, ink, words = LIGHTS[light]
        self._words.put(self._label.setText, words)
        self._icon.setVisible(bool(icon))
        if icon:
            dress(self._icon, icon, role=ink, size=14)


def add_status(bar: QStatusBar, words: Words) -> Light:
    """Give a status bar its light."""
    light = Light(words)
    bar.setContentsMargins(SPACING, 0, 0, 0)
    bar.addPermanentWidget(light)
    bar.setSizeGripEnabled(False)
    return light
