"""Numbers with a point or a comma mean the same; nothing is guessed."""

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from rapporteur_app.ui.widgets.number_edit import NumberEdit, parse_number


@pytest.mark.parametrize("language", ["en", "es", "pt_BR", "fr"])
@pytest.mark.parametrize("typed", ["3.5", "3,5", " 3,50 ", "+3.5"])
def test_point_and_comma_mean_the_same_in_every_language(qtbot: QtBot, language: str, typed: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    field = NumberEdit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    QLocale.setDefault(before)
    assert field.value == 3.5


@pytest.mark.parametrize("typed", ["1.234,5", "1,234.5", "1 234", "abc", "3..5", "-", "1e3", "٣", "²"])
def test_what_could_be_misread_is_refused(typed: str) -> None:
    assert parse_number(typed) in (None, 3.0)  # Arabic digits are digits
    if typed != "٣":
        assert parse_number(typed) is None


def test_blank_is_nothing_and_not_zero(qtbot: QtBot) -> None:
    field = NumberEdit(least=0, most=5)
    qtbot.addWidget(field)
    assert field.value is None
    assert not field.is_wrong


def test_out_of_range_is_wrong(qtbot: QtBot) -> None:
    field = NumberEdit(least=0, most=5, decimals=1)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "7")
    assert field.is_wrong
    field.clear()
    qtbot.keyClicks(field, "3,55")
    assert field.is_wrong


def test_a_number_is_shown_with_the_languages_mark(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("es"))
    field = NumberEdit(decimals=2)
    qtbot.addWidget(field)
    field.set_value(1234.5)
    QLocale.setDefault(before)
    assert field.text() == "1234,5"
    assert field.value == 1234.5
