"""The candidates of a pack with where each stands; on request in the member's own order, which is always computed."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.pack_reading import OpenPack
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.own_order import Tally
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table

STATES: dict[str, Message] = {
    "done": message("done"),
    "partly": message("partly"),
    "comment": message("comment missing"),
    "none": message("not begun"),
    "conflict": message("conflict"),
}
ICONS = {
    "done": "accent:done",
    "partly": "text:edit",
    "comment": "danger:edit",
    "none": "muted:waiting",
    "conflict": "danger:warning",
}
PLACE, TOTAL = 3, 4
"""The columns with the member's own order."""


class CandidatesList(QWidget):
    """Emits `current_changed(number)` when another candidate is chosen, `opened` on Return or a double click."""

    current_changed = Signal(object)
    opened = Signal()

    def __init__(self, page: Page[Any]) -> None:
        super().__init__()
        self._names: dict[int, str] = {}
        self._last: Tally | None = None
        self._places: dict[int, int] = {}
        self.table = Table(page.desk.catalogue, _columns(page))
        self.table.name_it(message("Candidates"))
        self.table.choose_one()
        for at, place in enumerate((PLACE, TOTAL), start=1):  # beside the name, where they are seen without scrolling
            self.table.view.horizontalHeader().moveSection(place, at)
        self.table.current_changed.connect(self.current_changed)
        self.table.opened.connect(lambda _key: self.opened.emit())
        self.order = QCheckBox()
        page.word(self.order.setText, message("Show my own order"))
        page.word(self.order.setToolTip, message("Candidates with equal totals share a place: 1, 2, 2, 4."))
        self.order.toggled.connect(self._show_order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACING // 2, 0)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.table, 1)
        column.addWidget(self.order)

    def show_all(self, pack: OpenPack, tally: Tally) -> None:
        """Show every candidate."""
        numbers = pack.candidate_ids
        self._names = dict(zip(numbers, (str(each["name"]) for each in pack.candidates), strict=True))
        self._fill(tally, tally.places())

    def renew(self, number: int, tally: Tally) -> None:
        """Show a candidate's standing anew, and the order if it is seen and changed by it."""
        places = tally.places() if self.order.isChecked() else self._places
        if places != self._places:
            self._fill(tally, places)
        else:
            self.table.model.set_row(number, self._row(number, tally))

    def _fill(self, tally: Tally, places: dict[int, int]) -> None:
        self._places = places
        self.table.set_rows([self._row(number, tally) for number in self._names], list(self._names))
        self._last = tally

    def _row(self, number: int, tally: Tally) -> tuple[object, ...]:
        standing = tally[number]
        return (self._names[number], f"C{number}", standing.state, self._places.get(number), standing.total)

    def _show_order(self, on: bool) -> None:
        for column in (PLACE, TOTAL):
            self.table.view.setColumnHidden(column, not on)
        if self._last is not None and on:
            self._fill(self._last, self._last.places())
        self.table.view.sortByColumn(PLACE if on else -1, Qt.SortOrder.AscendingOrder)


def _columns(page: Page[Any]) -> list[Column]:
    return [
        Column("name", message("Candidate")),
        Column("id", message("No."), order=lambda short: int(short[1:]), whole=True),
        Column(
            "state", message("State"), shown=lambda state: page.say(STATES[state]), icon=ICONS.__getitem__, whole=True
        ),
        Column("place", message("Place"), numeric=True, hidden=True),
        Column("total", message("Mine"), shown=_two_decimals, numeric=True, hidden=True),
    ]


def _two_decimals(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
