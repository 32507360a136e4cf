"""The nominations of two persons, each with a tick: which of them are of the one who is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout

from rapporteur_app.i18n import message
from rapporteur_app.intake.pool import Person
from rapporteur_app.model import Mention, Nomination
from rapporteur_app.setup.names import Names
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.words import Words

INDENT = 26


@dataclass(frozen=True)
class Line:
    """What one nomination says of its person: who nominated and when, and what they call the person."""

    number: int
    nominator: str
    said: str


class NominationTicks(QFrame):
    """Ticked nominations become, or are, those of the kept person; the others stay with the other person."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.boxes: dict[int, QCheckBox] = {}
        """Those of the other person, by the number of the nomination."""
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(2)
        self._rows.setContentsMargins(0, 0, 0, 0)

    def show_two(self, kept: Person, other: Person, named: Names) -> None:
        """Show the nominations of both; those of the kept person stay theirs, all of the other's are ticked."""
        self._clear()
        text = self._words.catalogue.text
        self._heading(text("Of {name}: ticked ones come over", name=named_with_id(other)))
        for line in lines_of(other, named, text):
            self._add(line, free=True)
        self._heading(text("Of {name}, who is kept", name=named_with_id(kept)))
        for line in lines_of(kept, named, text):
            self._add(line, free=False)
        self._rows.addStretch(1)

    def chosen(self) -> list[int]:
        """The numbers of the other person's nominations that are ticked."""
        return [number for number, box in self.boxes.items() if box.isChecked()]

    def clear(self) -> None:
        """Show none."""
        self._clear()

    def _clear(self) -> None:
        self.boxes = {}
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()

    def _heading(self, words: str) -> None:
        label = self._label(words, "")
        bold = label.font()
        bold.setBold(True)
        label.setFont(bold)
        label.setContentsMargins(0, 6, 0, 2)
        self._rows.addWidget(label)

    def _add(self, line: Line, *, free: bool) -> None:
        box = QCheckBox(seen(line.nominator).replace("&", "&&"))
        box.setChecked(True)
        box.setEnabled(free)
        box.setAccessibleDescription(line.said)
        if free:
            self.boxes[line.number] = box
            box.toggled.connect(lambda _on: self.changed.emit())
        self._rows.addWidget(box)
        below = self._label(line.said, "muted")
        below.setContentsMargins(INDENT, 0, 0, 4)
        self._rows.addWidget(below)

    def _label(self, words: str, style: str) -> QLabel:
        label = PlainLabel()
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words)
        return label


def named_with_id(person: Person) -> str:
    """A person's name with their number."""
    return f"{person.name} ({person.candidate.short_id})"


def lines_of(person: Person, named: Names, text: Callable[..., str]) -> list[Line]:
    """The nominations of a person, one line each, however often one names them."""
    found: dict[int, Line] = {}
    for nomination, mention in zip(person.nominations, person.mentions, strict=True):
        found.setdefault(nomination.id or 0, _line(nomination, mention, named, text))
    return list(found.values())


def _line(nomination: Nomination, mention: Mention, named: Names, text: Callable[..., str]) -> Line:
    by = text("themselves") if nomination.self_nomination else nomination.nominator or text("nobody named")
    when = named.moment(nomination.submitted_at) if nomination.submitted_at else text("no date")
    said = [mention.name, mention.said.get("organisation"), named.of("country", mention.said.get("country")),
            mention.said.get("email")]  # fmt: skip
    words = message("{id} · by {nominator} · {when}", id=nomination.short_id, nominator=by, when=when)
    return Line(nomination.id or 0, named.catalogue.render(words), " · ".join(str(each) for each in said if each))
