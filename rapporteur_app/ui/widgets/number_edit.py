"""A field for a number in which '.' and ',' mean the same, and nothing is guessed."""

import re

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")


def parse_number(text: str) -> float | None:
    """The number that was typed; None where it is none. A second '.' or ',' is refused, never taken for thousands."""
    text = text.strip().replace("−", "-")
    return float(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


class NumberEdit(QLineEdit):
    """A number or nothing. `value` is None while the field is blank or wrong; `is_wrong` tells these apart."""

    value_changed = Signal(object)
    """The number, or None; while the person types."""

    def __init__(
        self, *, least: float | None = None, most: float | None = None, decimals: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._decimals = least, most, decimals
        self.textChanged.connect(lambda _text: self._check())

    @property
    def value(self) -> float | None:
        """The number in the field, or None."""
        number = parse_number(self.text())
        if number is None or round(number, self._decimals) != number:
            return None
        above = self._least is None or number >= self._least
        below = self._most is None or number <= self._most
        return number if above and below else None

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in the field that is no number, or not one in its range."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, number: float | None) -> None:
        """Show a number with the mark of the window's language, without thousands; None empties the field."""
        if number is None:
            self.clear()
            return
        text = f"{number:.{self._decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        self.setText(text.replace(".", QLocale().decimalPoint()))

    def _check(self) -> None:
        wrong = self.is_wrong
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        self.value_changed.emit(self.value)
