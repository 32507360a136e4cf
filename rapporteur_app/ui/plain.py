"""Texts of other people where Qt would take them for HTML, if they look like it, or turn them around."""

import re

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from rapporteur_app.intake.folding import UNSEEN

NOT_SHOWN = re.compile(f"{UNSEEN.pattern}|[\x0b-\x1f\x85\u2028\u2029]")
"""What the intake takes for nothing when it compares, and what breaks or moves a line where one line is shown."""


NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?|[+-]")
"""A number, or a telephone number in which there is nothing to compute."""


class PlainLabel(QLabel):
    """A label that shows its text letter by letter."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(seen(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Take a text."""
        super().setText(seen(text))


def plain_tip(text: str) -> str:
    """A text as a tooltip that shows every sign of it: a name such as '<b>Ana</b>' is neither bold nor an image."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def seen(text: str) -> str:
    """A text with a visible sign in place of each that cannot be seen; what is stored stays as it came."""
    return text if text.isprintable() else NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def pasted(text: str) -> str:
    """A text on one line, with an apostrophe before what a spreadsheet would take for a formula where it is pasted."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") and not NUMBER.fullmatch(line) else line
