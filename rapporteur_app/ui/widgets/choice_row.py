"""One of a few choices, all seen at once: radio buttons in a row (a score, a state, an answer)."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.words import Words


class ChoiceRow(QWidget):
    """Radio buttons in a row. Left and Right move between them, Tab leaves; none is chosen until someone chooses."""

    changed = Signal(object)
    """The value that the person chose."""

    def __init__(self, words: Words, question: Message, choices: Sequence[tuple[Hashable, Message]]) -> None:
        """Make the row.

        Args:
            words: the texts of the page or dialog (`page.words`).
            question: what is chosen, for a screen reader: it is said before each choice.
            choices: each value with its words.
        """
        super().__init__()
        self._group = QButtonGroup(self)
        self._values = [value for value, _label in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING + 4)
        for number, (_value, label) in enumerate(choices):
            button = QRadioButton()
            words.put(button.setText, label)
            words.put(button.setAccessibleName, message("{question}: {choice}", question=question, choice=label))
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        words.put(self.setAccessibleName, question)
        self._group.idClicked.connect(lambda number: self.changed.emit(self._values[number]))

    @property
    def buttons(self) -> list[QRadioButton]:
        """The radio buttons in order, for tooltips and the like."""
        return [button for button in self._group.buttons() if isinstance(button, QRadioButton)]

    @property
    def value(self) -> Hashable | None:
        """What is chosen, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Hashable | None) -> None:
        """Show a choice without telling anyone; None unchooses."""
        self._group.setExclusive(False)
        for number, button in enumerate(self.buttons):
            button.setChecked(value is not None and self._values[number] == value)
        self._group.setExclusive(True)
