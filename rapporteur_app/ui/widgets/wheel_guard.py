"""The mouse wheel never changes a value that the person is not on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar

WHEEL = QEvent.Type.Wheel
POLISH = QEvent.Type.Polish


class WheelGuard(QObject):
    """An event filter for the whole program: over a field without focus, the wheel scrolls the page instead."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Keep the wheel from fields without focus, and keep it from giving them the focus."""
        kind = event.type()
        if kind == WHEEL and is_guarded(watched) and not watched.hasFocus():  # type: ignore[attr-defined]
            event.ignore()
            return True
        if kind == POLISH and is_guarded(watched) and watched.focusPolicy() == Qt.FocusPolicy.WheelFocus:  # type: ignore[attr-defined]
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # type: ignore[attr-defined]
        return False


def is_guarded(widget: QObject) -> bool:
    """Whether the wheel would change a value of this widget."""
    if isinstance(widget, QScrollBar):
        return False
    return isinstance(widget, QAbstractSpinBox | QComboBox | QAbstractSlider)
