"""Who acts: the secretariat, or a member who sits at this machine. Recorded with each act, not authenticated."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.overview import Overview
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.words import Words

WIDEST = 260


class ActorChooser(QWidget):
    """A label and a list in the window's foot; each selection begins with its secretariat."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__()
        self._desk = desk
        self.box, label = QComboBox(), PlainLabel()
        self.box.setMaximumWidth(WIDEST)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label.setBuddy(self.box)
        words.put(label.setText, message("Acting as:"))
        words.put(self.box.setAccessibleName, message("Who acts"))
        for setter in (self.box.setToolTip, self.box.setAccessibleDescription):
            words.put(setter, message("The log names who acts. It is recorded, not authenticated."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, SPACING, 2)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self.box)
        self.box.activated.connect(lambda _index: self._choose())
        self.hide()

    def show_overview(self, overview: Overview) -> None:
        """List the secretariat and the members; who acted before still does, if they are still there."""
        acting = self._desk.actor.member if self._desk.actor is not None else None
        self.box.clear()
        self.box.addItem(self._desk.text("Secretariat"), None)
        for number, name, role in overview.members:
            words = message("M{number} {name} ({role})", number=number, name=name, role=role) if role else None
            self.box.addItem(seen(self._desk.render(words) if words is not None else f"M{number} {name}"), number)
        self.box.setCurrentIndex(max(self.box.findData(acting), 0))
        self._choose()
        self.setVisible(self._desk.is_open)
        self.setEnabled(self._desk.writable)

    def _choose(self) -> None:
        number = self.box.currentData()
        if self._desk.is_open:
            self._desk.act_as(int(number) if number is not None else None)
