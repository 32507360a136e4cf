"""What an import would do, row by row: a table to filter, and beside it all of the row that is looked at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.intake.field_names import field_titles
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.widgets.table import Table
from rapporteur_app.ui.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapporteur_app.intake.importing import Plan
    from rapporteur_app.intake.preview import Preview

KINDS: dict[str, Message] = {
    "warning": message("Warning"),
    "rejected": message("Rejected"),
    "flagged": message("Flagged"),
    "joint": message("Several persons"),
    "joined": message("Joined"),
    "changed": message("Changed"),
    "near": message("Perhaps sent twice"),
}
SHORT = 160
"""Letters of a value that the table shows; the pane beside it shows all."""


@dataclass(frozen=True)
class Shown:
    """One line of the preview, in words: of which kind, where, about what, which value, and why."""

    kind: str
    row: int | None = None
    cell: str = ""
    about: str = ""
    value: str = ""
    reason: str = ""
    before: str = ""


class ImportPreview(QSplitter):
    """Everything that a person should look at before saying yes; long lists are filtered, not scrolled through."""

    def __init__(self, words: Words, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._words, self.lines = words, list[Shown]()
        self.kind, self.detail = QComboBox(), PlainDetail()
        say = words.catalogue.render
        self.table = Table(
            desk.catalogue,
            [
                Column("kind", message("What"), shown=lambda kind: say(KINDS[kind])),
                Column("row", message("Row"), numeric=True),
                Column("cell", message("Cell"), order=_place),
                Column("about", message("Column or person"), shown=_short),
                Column("value", message("Value"), shown=_short),
                Column("reason", message("Why"), shown=_short),
            ],
            name="import",
            memory=desk.memory,
        )
        self.table.name_it(message("Rows to look at"))
        self.table.choose_one()
        words.put(self.kind.setAccessibleName, message("Which rows are shown"))
        words.put(self.detail.setAccessibleName, message("The row that is looked at"))
        self.table.bar.insertWidget(0, self.kind)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addWidget(self.table)
        self.addWidget(self.detail)
        self.setSizes([700, 300])
        self.setChildrenCollapsible(False)
        self.table.setMinimumWidth(320)
        self.detail.setMinimumWidth(150)
        self.kind.activated.connect(lambda _index: self._fill())
        self.table.current_changed.connect(self._look)
        self._offer_kinds()

    def show_plan(self, plan: "Plan", ahead: "Preview") -> None:
        """Show what this plan would do."""
        self._show(list(_lines(self._words, plan, ahead)))

    def clear(self) -> None:
        """Show nothing."""
        self._show([])

    def _show(self, lines: list[Shown]) -> None:
        self.lines = lines
        self._offer_kinds()
        self._fill()

    def _offer_kinds(self) -> None:
        """Offer each kind that there is with its count, and stay on the one that was chosen."""
        chosen, say = self.kind.currentData(), self._words.catalogue
        self.kind.clear()
        self.kind.addItem(say.text("All ({count})", count=len(self.lines)), "")
        for kind, words in KINDS.items():
            count = sum(line.kind == kind for line in self.lines)
            if count:
                self.kind.addItem(say.text("{kind} ({count})", kind=say.render(words), count=count), kind)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))

    def _fill(self) -> None:
        kind = self.kind.currentData()
        rows = {place: line for place, line in enumerate(self.lines) if kind in ("", line.kind)}
        self.table.set_rows(
            [(line.kind, line.row, line.cell, line.about, _told(line), line.reason) for line in rows.values()],
            list(rows),
        )
        if self.table.current_key() is None and rows:
            self.table.select(next(iter(rows)))
        self._look(self.table.current_key())

    def _look(self, place: int | None) -> None:
        if place is None or place >= len(self.lines):
            self.detail.show_parts([])
            return
        line, text = self.lines[place], self._words.catalogue.text
        where = [(text("Row"), str(line.row or "")), (text("Cell"), line.cell)]
        what = [(text("Column or person"), line.about), (text("Why"), line.reason)]
        if line.kind == "changed":
            blank = text("blank")
            what += [(text("Before"), line.before or blank), (text("From now on"), line.value or blank)]
        else:
            what.append((text("Value"), line.value))
        self.detail.show_parts([(self._words.catalogue.render(KINDS[line.kind]), [*where, *what])])


def _lines(words: Words, plan: "Plan", ahead: "Preview") -> "Iterator[Shown]":
    """The lines of the preview, those first that need a person most."""
    say, text = words.catalogue.render, words.catalogue.text
    titles = field_titles()
    for warning in plan.warnings:
        yield Shown("warning", reason=say(warning))
    for row in plan.read.rejected:
        yield Shown("rejected", row.row, row.cell, reason=_words(say, row.reason))
    for flag in plan.read.flagged:
        about = say(titles[flag.field]) if flag.field in titles else flag.field
        yield Shown("flagged", flag.row, flag.cell, about, flag.value, _words(say, flag.reason))
    for joint in plan.read.joint:
        yield Shown("joint", joint.row, joint.cell, value="; ".join(joint.names))
    for person in ahead.joined:
        rows = ", ".join(str(row) for row in person.rows)
        known = "" if person.known is None else text("there already as {id}", id=f"C{person.known}")
        yield Shown("joined", person.rows[0], "", person.name, text("rows {rows}", rows=rows), known)
    for cell in ahead.changed:
        updates = text("updates {id}", id=f"N{cell.nomination}")
        yield Shown("changed", cell.row, "", cell.header, cell.new, updates, before=cell.old)
    for near in ahead.near:
        earlier = f"N{near.nomination}" if near.nomination is not None else text("row {row}", row=near.earlier_row)
        reason = text("the same nominator and nominee as {earlier}", earlier=earlier)
        yield Shown("near", near.row, "", near.name, "", reason)


def _words(say: Any, reason: Any) -> str:
    return say(reason) if isinstance(reason, Message) else str(reason)


def _told(line: Shown) -> str:
    return line.value if line.kind != "changed" else f"{line.before or '–'} → {line.value or '–'}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def _place(cell: str) -> tuple[int, str]:
    """A cell's address by its row, then by its column."""
    letters = cell.rstrip("0123456789")
    number = cell[len(letters) :]
    return (int(number) if number else 0, letters.rjust(4))
