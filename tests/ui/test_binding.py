"""The Qt binding keeps Python's own objects alive.

PySide6 6.12.0 gives None back without counting it where Python is older than 3.12: every call of Qt brings the whole
program nearer to its end ("deallocating None"), in the middle of somebody's work.
"""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROUNDS = 500


class Source(QObject):
    """Something with a signal that carries a truth value."""

    told = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True cannot end there")
@pytest.mark.parametrize("constant", [None, True, False])
def test_calls_and_signals_do_not_wear_out_a_constant(qtbot: QtBot, constant: object) -> None:
    label, source = QLabel(), Source()
    qtbot.addWidget(label)
    source.told.connect(label.setEnabled)
    before = sys.getrefcount(constant)
    for number in range(ROUNDS):
        label.setText("x")
        label.update()
        source.told.emit(number % 2 == 0)
    assert sys.getrefcount(constant) > before - ROUNDS // 2
