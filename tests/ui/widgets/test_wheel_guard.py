"""The wheel changes nothing that the person is not on."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QScrollArea, QSlider, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rapporteur_app.ui.widgets.wheel_guard import WheelGuard


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel over a widget, as the system tells the window."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(at), QPoint(0, -120))
    QApplication.processEvents()


def value_of(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    return widget.date() if isinstance(widget, QDateEdit) else widget.value()


@pytest.mark.parametrize("kind", [QSpinBox, QComboBox, QSlider, QDateEdit])
def test_the_wheel_scrolls_past_a_field_without_focus(kind: type[QWidget], qtbot: QtBot, qapp: QApplication) -> None:
    guard = WheelGuard()
    qapp.installEventFilter(guard)
    page, area = QWidget(), QScrollArea()
    layout = QVBoxLayout(page)
    field = kind()
    if isinstance(field, QComboBox):
        field.addItems(["a", "b", "c"])
        field.setCurrentIndex(1)
    layout.addWidget(field)
    filler = QWidget()
    filler.setMinimumHeight(2000)
    layout.addWidget(filler)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.resize(300, 300)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    area.setFocus()
    before = value_of(field)

    turn_wheel(field)

    assert value_of(field) == before
    assert area.verticalScrollBar().value() > 0
    assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus
    qapp.removeEventFilter(guard)
