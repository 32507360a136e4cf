"""Whether the values of a column are such as a field holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.intake.answers import read_yes_no
from rapporteur_app.intake.cells import displayed, is_number
from rapporteur_app.intake.countries import read_country
from rapporteur_app.intake.fields import Kind
from rapporteur_app.intake.moments import DayOrder, is_year, read_moment
from rapporteur_app.intake.tongues import read_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rapporteur_app.intake.cells import Cell

ENOUGH = 0.3
"""The share of values that must be such: forms leave room for odd answers."""

LONGEST_NAME = 120


def _is_moment(text: str) -> bool:
    return is_year(text) or any(read_moment(text, order) for order in DayOrder)


TESTS: dict[Kind, Callable[[str], bool]] = {
    Kind.EMAIL: lambda text: "@" in text,
    Kind.PHONE: lambda text: sum(letter.isdigit() for letter in text) >= 5,
    Kind.MOMENT: _is_moment,
    Kind.COUNTRY: lambda text: read_country(text).value is not None,
    Kind.LANGUAGES: lambda text: read_languages(text).value is not None,
    Kind.YES_NO: lambda text: read_yes_no(text).value is not None,
    Kind.NAME: lambda text: len(text) <= LONGEST_NAME and any(letter.isalpha() for letter in text),
}


def holds_values_of(kind: Kind, cells: Sequence[Cell]) -> bool:
    """Whether enough of the cells, none of them blank, look like values of a kind; no cells speak against nothing."""
    test = TESTS.get(kind)
    if test is None or not cells:
        return True
    fitting = sum(test(displayed(cell)) and not (kind is Kind.NAME and is_number(cell)) for cell in cells)
    return fitting >= ENOUGH * len(cells)
