"""Texts of other people where Qt would take them for HTML, if they look like it."""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A text as a tooltip that shows every sign of it: a name such as '<b>Ana</b>' is neither bold nor an image."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
