"""The shortlist: a few names in order, a reason for each, and for each one left out above the cut line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import ConsultationRound, Decision, ShortlistEntry
from rapporteur_app.results.opening import opened_rounds
from rapporteur_app.results.ranking import read_ranking
from rapporteur_app.results.shortlist import below_threshold, make_shortlist, required_reasons, shortlisted
from rapporteur_app.setup.settings import setting
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table
from rapporteur_app.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from rapporteur_app.results.ranking import Ranking
    from rapporteur_app.workspace import Workspace


@dataclass(frozen=True)
class Choice:
    """The ranking to choose from, and the shortlist as it is kept."""

    ranking: "Ranking | None"
    rows: Sequence[tuple[int, str, int | None, float | None, bool]] = ()
    kept: Sequence[int] = ()
    reasons: Sequence[tuple[int, str]] = ()
    least: int = 0
    most: int = 0
    begun: bool = False


class ShortlistPage(Page[Choice]):
    """The ranking at the left; order and reasons at the right. What is chosen here is kept when it is saved."""

    title = message("Shortlist")
    intro = message(
        "Choose names, put them in order, and give a reason for each one in, and each one left out above the cut."
    )

    def build(self) -> None:
        """Ranking, buttons, and the reason of the candidate that the person is on."""
        self.chosen: list[int] = []
        self.reasons: dict[int, str] = {}
        self._kept: tuple[object, ...] | None = None
        self.table = Table(self.desk.catalogue, self._columns(), name="shortlist", memory=self.desk.memory)
        self.table.name_it(message("Candidates to choose from"))
        self.table.current_changed.connect(lambda _key: self._show_reason())
        self.table.opened.connect(lambda _key: self.toggle())
        self.take, self.up, self.down = QPushButton(), QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        for button, words, slot in (
            (self.take, message("&Add to the shortlist"), self.toggle),
            (self.up, message("Move &up"), lambda: self.move_chosen(-1)),
            (self.down, message("Move &down"), lambda: self.move_chosen(1)),
        ):
            self.word(button.setText, words)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            self._needs_writing.append(button)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.name, self.reason, self.state = PlainLabel(), TextArea(lines=6), PlainLabel()
        self.name.setObjectName("subtitle")
        self.name.setBuddy(self.reason)
        for label in (self.name, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.state.setObjectName("muted")
        self.word(self.reason.setAccessibleName, message("Reason"))
        self.reason.textChanged.connect(self._write)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACING, 0, 0, 0)
        column.addWidget(self.name)
        column.addWidget(self.state)
        column.addWidget(self.reason, 1)
        column.addLayout(buttons)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(right)
        splitter.setSizes([560, 400])
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.set_empty(
            message("The results are not open yet."), message("The shortlist is chosen from them."), icon="lock"
        )
        self.missing = PlainLabel()
        self.missing.setObjectName("muted")
        self.missing.setWordWrap(True)
        self.add_beside(self.missing, 2)
        self.save = self.add_action(
            message("&Save the shortlist"), self._save, icon="save", primary=True, with_body=True
        )

    def read(self, workspace: "Workspace") -> Choice:
        """The ranking and the shortlist."""
        with workspace.reading() as reader:
            if not opened_rounds(reader):
                return Choice(None)
            ranking = read_ranking(reader, draws=0)
            below, ranks = below_threshold(ranking), ranking.analysis.rank.tolist()
            best = ranking.best_first()
            order = [*best, *(index for index in range(len(ranking.persons)) if index not in best)]
            totals = ranking.analysis.total.tolist()
            rows = [
                (
                    ranking.persons[i].id, ranking.persons[i].name, ranks[i] if i in best else None,
                    totals[i] if i in best else None, ranking.persons[i].id in below,
                )
                for i in order
            ]  # fmt: skip
            entries = reader.all(ShortlistEntry)
            return Choice(
                ranking,
                rows,
                [entry.candidate_id for entry in shortlisted(reader)],
                [(entry.candidate_id, entry.reason) for entry in entries],
                int(setting(reader, "shortlist_min")),
                int(setting(reader, "shortlist_max")),
                bool(reader.first(ConsultationRound) or reader.first(Decision)),
            )

    def refresh(self, snapshot: Choice) -> None:
        """Take over what is kept, unless it is what was taken over before."""
        if snapshot.ranking is None:
            self.show_empty()
            return
        kept = (*snapshot.kept, *snapshot.reasons)
        if kept != self._kept:
            self._kept = kept
            self.chosen, self.reasons = list(snapshot.kept), dict(snapshot.reasons)
        self.show_body()
        begun = message("The consultation has begun; the shortlist stands as it is.")
        self.tell(begun if snapshot.begun else None)
        self.reason.setReadOnly(snapshot.begun or not self.desk.writable)
        self._show_rows()
        if self.table.current_key() is None and snapshot.rows:
            self.table.select(snapshot.rows[0][0])
        self._show_reason()

    def retranslate(self) -> None:
        """The table's heads."""
        self.table.speak(self.desk.catalogue)

    # -- choosing

    def toggle(self) -> None:
        """Put the candidate on the shortlist, or take them off it."""
        number = self.table.current_key()
        if number is None or not self.take.isEnabled():
            return
        self.chosen.remove(number) if number in self.chosen else self.chosen.append(number)
        self._show_rows()
        self._show_reason()

    def move_chosen(self, step: int) -> None:
        """Move the candidate up or down on the shortlist."""
        number = self.table.current_key()
        place = self.chosen.index(number) + step if number in self.chosen else -1
        if 0 <= place < len(self.chosen):
            self.chosen.remove(number)
            self.chosen.insert(place, number)
            self._show_rows()
            self._show_reason()

    def _write(self) -> None:
        number = self.table.current_key()
        if number is not None:
            self.reasons[number] = self.reason.toPlainText()
            self._say_missing()

    def _save(self) -> None:
        reasons = {number: self.reasons.get(number, "") for number in self.chosen}
        left = {n: text for n, text in self.reasons.items() if n not in self.chosen and text.strip()}
        self.act(make_shortlist, list(self.chosen), reasons, left)

    # -- showing

    def _show_rows(self) -> None:
        if self.snapshot is None:
            return
        rows = [
            (name, self.chosen.index(number) + 1 if number in self.chosen else None, rank, total, below)
            for number, name, rank, total, below in self.snapshot.rows
        ]
        self.table.set_rows(rows, [row[0] for row in self.snapshot.rows])
        self._say_missing()

    def _show_reason(self) -> None:
        number = self.table.current_key()
        if number is None or self.snapshot is None:
            return
        inside = number in self.chosen
        name = next((row[1] for row in self.snapshot.rows if row[0] == number), "")
        self.name.setText(f"{name} (C{number})".replace("&", "&&"))  # no key: it is the label of a field
        state = message("Left out. A reason is needed if the rank is above the cut line.")
        if inside:
            state = message("On the shortlist, place {place}. Why?", place=self.chosen.index(number) + 1)
        elif number in self._needed():
            state = message("Left out, above the cut line. Why?")
        self.word(self.state.setText, state)
        self.reason.blockSignals(True)  # noqa: FBT003  Qt's signature
        self.reason.set_text(self.reasons.get(number, ""))
        self.reason.blockSignals(False)  # noqa: FBT003
        self.word(self.take.setText, message("&Take off the shortlist") if inside else message("&Add to the shortlist"))
        self._allow()

    def _needed(self) -> list[int]:
        ranking = self.snapshot.ranking if self.snapshot is not None else None
        return required_reasons(ranking, self.chosen) if ranking is not None else []

    def _say_missing(self) -> None:
        if self.snapshot is not None:
            self.word(self.missing.setText, self._missing(self.snapshot))

    def _missing(self, snapshot: Choice) -> Message:
        if not snapshot.least <= len(self.chosen) <= snapshot.most:
            count, least, most = len(self.chosen), snapshot.least, snapshot.most
            text = "{count} chosen; a shortlist has {least} to {most} names."
            return message(text, count=count, least=least, most=most)
        without = [n for n in [*self.chosen, *self._needed()] if not self.reasons.get(n, "").strip()]
        if without:
            return message("A reason is missing for {ids}.", ids=", ".join(f"C{n}" for n in without))
        return plural(
            "{count} chosen, its reason is given.", "{count} chosen, every reason is given.", len(self.chosen)
        )

    def _columns(self) -> list[Column]:
        def below(on: bool) -> str:
            return self.text("below a threshold") if on else ""

        return [
            Column("name", message("Name")),
            Column("place", message("Place"), numeric=True, icon=lambda place: "accent:done" if place else ""),
            Column("rank", message("Rank"), numeric=True),
            Column("total", message("Total"), lambda value: self.desk.names.number(value), numeric=True),
            Column("below", message("Threshold"), shown=below, icon=lambda on: "danger:warning" if on else ""),
        ]

    def _allow(self) -> None:
        super()._allow()
        if self.snapshot is not None:
            number = self.table.current_key()
            free = self.desk.writable and not self.snapshot.begun
            self.take.setEnabled(free and number is not None)
            self.up.setEnabled(free and number in self.chosen[1:])
            self.down.setEnabled(free and number in self.chosen[:-1])
            self.save.setEnabled(free)
