"""What a person does with the window, in few words."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from rapporteur_app.ui.widgets.table import Table


def press(owner: QWidget, text: str) -> QAbstractButton:
    """Press the button that says this."""
    found = [b for b in owner.findChildren(QAbstractButton) if text in (plain(b.text()), b.accessibleName())]
    assert found, f"no button says {text}"
    found[0].click()
    return found[0]


def plain(text: str) -> str:
    return text.replace("&", "")


def seen_texts(owner: QWidget) -> set[str]:
    """Every text that a label or a button shows."""
    widgets = [*owner.findChildren(QLabel), *owner.findChildren(QAbstractButton)]
    return {plain(widget.text()) for widget in widgets if widget.isVisibleTo(owner) and widget.text()}


def focusable(owner: QWidget) -> list[QWidget]:
    """Every widget that the keyboard can reach."""
    return [
        widget
        for widget in owner.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.focusProxy() is None  # the field inside a spin box, which stands for it
    ]


def spoken_name(widget: QObject) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def tabbed_through(owner: QWidget, steps: int = 60) -> Iterator[QWidget]:
    """The widgets that Tab comes by."""
    from PySide6.QtTest import QTest

    for _ in range(steps):
        QTest.keyClick(QApplication.focusWidget() or owner, Qt.Key.Key_Tab)
        seen = QApplication.focusWidget()
        if seen is not None:
            yield seen


def shown_texts(owner: QWidget) -> set[str]:
    """Every text that can be read on a widget, with the marks of its keys: labels, buttons, tabs, heads, cells."""
    found = {widget.text() for widget in owner.findChildren(QLabel)}
    found |= {button.text() for button in owner.findChildren(QAbstractButton)}
    found |= {box.title() for box in owner.findChildren(QGroupBox)}
    found |= {field.placeholderText() for field in owner.findChildren(QLineEdit)}
    found |= {widget.accessibleName() for widget in owner.findChildren(QWidget)}
    found |= {bar.tabText(tab) for bar in owner.findChildren(QTabBar) for tab in range(bar.count())}
    found |= {box.itemText(row) for box in owner.findChildren(QComboBox) for row in range(box.count())}
    for table in owner.findChildren(Table):
        model, columns = table.model, range(table.model.columnCount())
        found |= {str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns}
        found |= {model.text(row, column) for row in range(min(model.rowCount(), 60)) for column in columns}
    return found
