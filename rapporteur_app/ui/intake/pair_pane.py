"""Two candidates side by side: what speaks for one person, who is kept, and which nominations come over."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.intake.nomination_ticks import NominationTicks, named_with_id
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.setup.plain_detail import Part, PlainDetail
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from rapporteur_app.intake.merging import Suggestion
    from rapporteur_app.intake.pool import Person

FIELDS: dict[str, Message] = {
    "organisation": message("Organisation"),
    "country": message("Country"),
    "email": message("E-mail"),
    "phone": message("Telephone"),
    "job_title": message("Position"),
    "constituency": message("Constituency"),
}


class PairPane(QSplitter):
    """The evidence on the left; on the right the choice of the one who is kept, and a tick per nomination."""

    changed = Signal()
    """Another person is kept, or other nominations are ticked."""

    def __init__(self, words: Words, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._words, self._desk = words, desk
        self.pair: Suggestion | None = None
        self.evidence, self.ticks = PlainDetail(), NominationTicks(words)
        self.keep = (QRadioButton(), QRadioButton())
        words.put(self.evidence.setAccessibleName, message("What speaks for it"))
        self._lay_out()
        for radio in self.keep:
            radio.clicked.connect(lambda _on: self._show_ticks())
        self.ticks.changed.connect(self.changed)

    def _lay_out(self) -> None:
        right, scroll, row = QWidget(), QScrollArea(), QHBoxLayout()
        for radio in self.keep:
            row.addWidget(radio)
        row.setSpacing(SPACING * 2)
        row.setContentsMargins(0, SPACING // 2, 0, 0)
        row.addStretch(1)
        scroll.setWidget(self.ticks)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACING, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(scroll, 1)
        self.addWidget(self.evidence)
        self.addWidget(right)
        self.setSizes([420, 500])
        self.setChildrenCollapsible(False)
        self.evidence.setMinimumWidth(180)
        right.setMinimumWidth(280)

    # -- showing

    def show_pair(self, pair: "Suggestion") -> None:
        """Show two candidates; what was ticked stays while they are the same two with the same nominations."""
        if self.pair is not None and _same(self.pair, pair):
            return
        self.pair = pair
        text = self._words.catalogue.text
        for radio, person in zip(self.keep, (pair.first, pair.second), strict=True):
            radio.setText(text("Keep {id}", id=person.candidate.short_id))
            radio.setAccessibleName(seen(text("Keep {id}", id=named_with_id(person))))
            radio.show()
        self.keep[0].setChecked(True)
        self.evidence.show_parts(self._parts(pair))
        self._show_ticks()

    def show_none(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.pair = None
        for radio in self.keep:
            radio.hide()
        self.evidence.show_parts([(sentence, [])])
        self.ticks.clear()
        self.changed.emit()

    def _show_ticks(self) -> None:
        if self.pair is not None:
            kept, other = self.kept_and_other(self.pair)
            self.ticks.show_two(kept, other, self._desk.names)
            self.changed.emit()

    # -- asking

    def kept_and_other(self, pair: "Suggestion") -> "tuple[Person, Person]":
        """The one who is kept, then the other."""
        return (pair.second, pair.first) if self.keep[1].isChecked() else (pair.first, pair.second)

    def chosen(self) -> list[int]:
        """The nominations of the other that come over."""
        return self.ticks.chosen()

    @property
    def all_chosen(self) -> bool:
        """Whether all of them come over, so that the two are one person."""
        return len(self.chosen()) == len(self.ticks.boxes)

    def _parts(self, pair: "Suggestion") -> list[Part]:
        """What both say, field by field; '=' where it is the same."""
        say, named = self._words.catalogue, self._desk.names
        lines = [(say.text("Name"), pair.evidence.get("name") or f"{pair.first.name}  /  {pair.second.name}")]
        for code, title in FIELDS.items():
            values = [named.of(code, getattr(each.candidate, code)) for each in (pair.first, pair.second)]
            if any(values):
                same = values[0].casefold() == values[1].casefold()
                sign = "=" if same else "≠" if all(values) else "/"
                shown = f"=  {values[0]}" if same else f"{values[0] or '–'}  {sign}  {values[1] or '–'}"
                lines.append((say.render(title), shown))
        counts = f"{len(pair.first.nominations)}  /  {len(pair.second.nominations)}"
        lines += [(say.text("Nominations"), counts), (say.text("Likeness"), f"{pair.score:.0f}")]
        return [(say.text("What speaks for it, and against it"), lines)]


def _same(one: "Suggestion", two: "Suggestion") -> bool:
    return all(
        mine.id == theirs.id and [row.id for row in mine.mentions] == [row.id for row in theirs.mentions]
        for mine, theirs in ((one.first, two.first), (one.second, two.second))
    )
