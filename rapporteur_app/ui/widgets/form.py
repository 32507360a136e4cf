"""Labels over or beside their fields, each bound to its field for the keyboard and for a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.words import Words


class Form(QFormLayout):
    """A form. `add(label, field)` makes the label the field's buddy and gives the field its name."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setHorizontalSpacing(SPACING * 2)
        self.setVerticalSpacing(SPACING)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def add(
        self, label: Message, field: QWidget, *, hint: Message | None = None, beside: QLayout | None = None
    ) -> QLabel:
        """Add a field.

        Args:
            label: its name; an '&' marks its key.
            field: the field itself.
            hint: a muted line below it, said to a screen reader as its description.
            beside: a layout that holds the field and more (a button), in place of the field alone.
        """
        name = PlainLabel()
        name.setBuddy(field)
        name.setContentsMargins(0, 0 if isinstance(field, QCheckBox) else 6, 0, 0)
        self._words.put(lambda text: _show(name, text), label)
        self._words.put(lambda text: field.setAccessibleName(text.replace("&", "")), label)
        if hint is None:
            self.addRow(name, beside) if beside is not None else self.addRow(name, field)
            return name
        self._words.put(field.setAccessibleDescription, hint)
        below, line = QVBoxLayout(), PlainLabel()
        below.setSpacing(2)
        line.setObjectName("muted")
        line.setWordWrap(not isinstance(field, QLineEdit))
        self._words.put(line.setText, hint)
        below.addLayout(beside) if beside is not None else below.addWidget(field)
        below.addWidget(line)
        self.addRow(name, below)
        return name


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    # Text with a marked key is drawn a little wider than Qt reckons, and would lose its last letter.
    label.setMinimumWidth(0)
    label.setMinimumWidth(label.sizeHint().width() + 6)
