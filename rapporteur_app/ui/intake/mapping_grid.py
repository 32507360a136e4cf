"""Which column of a sheet is which field: the header, three values below it, and a drop-down."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.ui.intake.field_names import field_titles
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from rapporteur_app.intake.headers import ColumnGuess

STRETCH = (5, 6, 5, 4)
"""How the columns of the grid share its width."""
FIELD_LETTERS = 22
"""Letters of a field's title for which there is room at least."""
LONGEST = 34
"""Characters of each value that are shown, so that three find room."""


class MappingGrid(QWidget):
    """One line for each column. What the file says is shown as plain text, shortened."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.combos: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(SPACING // 2)
        for place, stretch in enumerate(STRETCH):
            self._grid.setColumnStretch(place, stretch)

    def fill(self, guesses: "Sequence[ColumnGuess]", samples: Sequence[Sequence[str]]) -> None:
        """Show these columns with the fields that the program takes them for, how surely, and why."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.combos = {}
        heads = (message("Column"), message("Its first values"), message("Is the field"), message("Why"))
        for place, words in enumerate(heads):
            self._grid.addWidget(self._label(self._words.catalogue.render(words), muted=True), 0, place)
        for row, (guess, values) in enumerate(zip(guesses, samples, strict=True), start=1):
            self._add(row, guess, values)
        self._grid.setRowStretch(len(samples) + 1, 1)

    def columns(self) -> dict[str, str | None]:
        """The chosen fields by header; None for a column that is only kept as received, so that nothing is guessed."""
        return {header: str(combo.currentData() or "") or None for header, combo in self.combos.items()}

    def settle(self, columns: Mapping[str, str | None]) -> None:
        """Choose these fields; columns that are not spoken of stay as they are."""
        for header, name in columns.items():
            combo = self.combos.get(header)
            if combo is not None:
                combo.setCurrentIndex(max(combo.findData(name or ""), 0))

    def _add(self, row: int, guess: "ColumnGuess", values: Sequence[str]) -> None:
        header, name, why = guess.header, guess.field, self._why(guess)
        text, combo = self._words.catalogue, QComboBox()
        combo.addItem(text.text("kept as received only"), "")
        for field, title in field_titles().items():
            combo.addItem(text.render(title), field)
        combo.setCurrentIndex(max(combo.findData(name or ""), 0))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(FIELD_LETTERS)
        shown = " · ".join(_short(value) for value in values)
        combo.setAccessibleName(text.text("Field of the column {header}", header=header))
        values_said = text.text("First values: {values}", values=shown)
        combo.setAccessibleDescription(f"{values_said}. {why}")
        combo.activated.connect(lambda _index: self.changed.emit())
        self.combos[header] = combo
        for place, widget in enumerate((self._label(header), self._label(shown, muted=True), combo)):
            self._grid.addWidget(widget, row, place)
        self._grid.addWidget(self._label(why, muted=True), row, 3)

    def _why(self, guess: "ColumnGuess") -> str:
        """How sure the guess is and why; only the reason where there is no field."""
        reason = self._words.catalogue.render(guess.reason)
        return reason if guess.field is None else f"{100 * guess.confidence:.0f} % · {reason}"

    def _label(self, text: str, *, muted: bool = False) -> QLabel:
        label = PlainLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)
        label.setWordWrap(True)
        if muted:
            label.setObjectName("muted")
        return label


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
