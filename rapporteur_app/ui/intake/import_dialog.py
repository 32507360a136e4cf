"""Importing a spreadsheet: which sheet and row, which column is which field, and what would come of it."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QSpinBox, QWidget

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.intake.mapping_grid import MappingGrid
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.setup.words import zones
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.intake.headers import ColumnGuess
    from rapporteur_app.intake.importing import Plan
    from rapporteur_app.intake.mapping import Wishes
    from rapporteur_app.sheets.reading import Workbook

PAUSE = 250
"""Milliseconds after a change before the preview is made anew."""
SAMPLES = 3
SPLITS: tuple[tuple[str, Message], ...] = (
    ("auto", message("where it is clear; the rest is flagged")),
    ("never", message("never: one row, one person")),
)
REMEMBERED = message("as in an earlier import")


@dataclass(frozen=True)
class Read:
    """The file as read, and what the program guesses: sheet, header row, fields."""

    book: "Workbook"
    sheet: str
    row: int
    zone: str
    split: str = "auto"
    columns: "Mapping[str, str | None]" = field(default_factory=dict)
    """How the guess, or an earlier import of columns of the same names, reads them."""


class ImportDialog(Dialog):
    """The preview and the import are the same plan: what is shown is what is done."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path) -> None:
        super().__init__(parent, desk.catalogue, message("Import {file}", file=path.name))
        self.resize(1080, 700)
        self._desk, self._path, self._page = desk, path, parent
        self._read: Read | None = None
        self.plan: Plan | None = None
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._preview)
        self._lay_out()
        self.do = self.add_primary(message("&Import"))
        self.do.setEnabled(False)
        workspace = desk.workspace
        desk.run_in_background(self, lambda progress: read_file(workspace, path, progress), self._take, self._fail)

    def accept(self) -> None:
        """Carry out the plan that is shown."""
        from rapporteur_app.intake.importing import run_import

        if self.plan is not None:
            self.do.setEnabled(False)
            self._desk.act(self, run_import, self.plan, done=lambda _counts: self._finish(), failed=self._fail)

    def _finish(self) -> None:
        super().accept()

    def _lay_out(self) -> None:
        self.sheet, self.row, self.zone, self.split = QComboBox(), QSpinBox(), QComboBox(), QComboBox()
        self.row.lineEdit().setTextMargins(8, 0, 0, 0)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.addItems(zones())
        for value, words in SPLITS:
            self.split.addItem(self.words.catalogue.render(words), value)
        self.row.setMinimum(1)
        left, right, top = Form(self.words), Form(self.words), QHBoxLayout()
        left.add(message("&Sheet"), self.sheet)
        left.add(message("&Header row"), self.row)
        right.add(message("Time &zone of the times"), self.zone)
        right.add(message("&Part several names"), self.split)
        top.setSpacing(SPACING * 2)
        top.addLayout(left, 1)
        top.addLayout(right, 1)
        self.grid, scroll = MappingGrid(self.words), QScrollArea()
        scroll.setWidget(self.grid)
        scroll.setWidgetResizable(True)
        self.words.put(scroll.setAccessibleName, message("Columns and fields"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.counts, self.detail = QLabel(), PlainDetail()
        self.counts.setObjectName("subtitle")
        self.counts.setWordWrap(True)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.words.put(self.counts.setText, message("Reading {file}", file=self._path.name))
        self.words.put(self.detail.setAccessibleName, message("Rows to look at"))
        self.body.addLayout(top)
        self.body.addWidget(scroll, 3)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.detail, 1)
        self.sheet.activated.connect(lambda _index: self._choose_sheet())
        self.row.valueChanged.connect(lambda _row: self._choose_row())
        self.zone.activated.connect(lambda _index: self._timer.start())
        self.split.activated.connect(lambda _index: self._timer.start())
        self.grid.changed.connect(self._timer.start)

    # -- the file

    def _take(self, read: Read) -> None:
        self._read = read
        self.sheet.addItems([sheet.name for sheet in read.book.sheets if sheet.visible])
        self.sheet.setCurrentText(read.sheet)
        self.zone.setEditText(read.zone)
        self.split.setCurrentIndex(max(self.split.findData(read.split), 0))
        self._show_row(read.row)
        self.sheet.setFocus()

    def _rows(self) -> list[list[Any]]:
        sheets = self._read.book.sheets if self._read else []
        return next((sheet.rows for sheet in sheets if sheet.name == self.sheet.currentText()), [])

    def _choose_sheet(self) -> None:
        if self._read is not None:
            self._show_row(guessed(self._read.book, self.sheet.currentText())[1])

    def _show_row(self, row: int) -> None:
        self.row.blockSignals(True)  # noqa: FBT003  Qt's own
        self.row.setMaximum(max(len(self._rows()), 1))
        self.row.setValue(row)
        self.row.blockSignals(False)  # noqa: FBT003  Qt's own
        self._choose_row()

    def _choose_row(self) -> None:
        rows, place = self._rows(), self.row.value()
        columns = _columns(self._read, self.sheet.currentText(), place) if self._read is not None else []
        self.grid.fill(columns, [_samples(rows[place:], column) for column in range(len(columns))])
        self._timer.start()

    # -- the preview

    def _given(self) -> "Wishes":
        from rapporteur_app.intake.mapping import Wishes

        zone, split = self.zone.currentText().strip() or None, str(self.split.currentData())
        if self._read is not None and zone == self._read.zone:
            zone = None  # nobody settled it: the file itself may know better
        return Wishes(self.sheet.currentText(), self.row.value(), zone, split, self.grid.columns())

    def _preview(self) -> None:
        from rapporteur_app.intake.importing import plan_import

        self._asked += 1
        asked, workspace, path, given = self._asked, self._desk.workspace, self._path, self._given()
        self._offer(None)
        if not any(given.columns.values()):
            self._tell(message("Say which column names the nominees."))
            return
        self._desk.run_in_background(
            self,
            lambda progress: plan_import(workspace, path, given, progress),
            lambda plan: self._show(asked, plan),
            lambda error: self._fail(error) if asked == self._asked else None,
            quiet=True,
        )

    def _show(self, asked: int, plan: "Plan") -> None:
        if asked != self._asked:
            return
        found = plan.as_json(None, [])
        flagged = len({flag["row"] if "row" in flag else flag["cell"] for flag in found["flagged"]})
        self._tell(
            message("{rows} rows: {new} new, {updated} updated, {unchanged} unchanged, {rejected} rejected; "
                    "{flagged} flagged.", rows=found["rows_read"], new=found["imported"], updated=found["updated"],
                    unchanged=found["unchanged"], rejected=len(found["rejected"]), flagged=flagged)
        )  # fmt: skip
        say = self.words.catalogue.render
        parts = [
            (self.text("Warnings"), [("", say(warning)) for warning in found["warnings"]]),
            (self.text("Rejected"), [_line(say, row) for row in found["rejected"]]),
            (self.text("Flagged"), [_line(say, row) for row in found["flagged"]]),
        ]
        self.detail.show_parts([part for part in parts if part[1]])
        self._offer(plan)

    def _offer(self, plan: "Plan | None") -> None:
        self.plan = plan
        self.do.setEnabled(plan is not None and bool(plan.new or plan.updated) and self._desk.writable)

    def _tell(self, words: Message) -> None:
        self.words.put(self.counts.setText, words)

    def _fail(self, error: Exception) -> None:
        self._offer(self.plan if self._read is not None and self.plan is not None else None)
        if isinstance(error, RapporteurError):
            self._tell(error.message)
            self.detail.show_parts([])
        else:
            self._desk.tasks.tell(self, error)


def read_file(workspace: Any, path: Path, progress: Any) -> Read:
    """Read the file and guess its sheet and header row. Runs in the background."""
    from rapporteur_app.intake.importing import guess_import
    from rapporteur_app.setup.settings import setting
    from rapporteur_app.sheets.reading import read_workbook

    book = read_workbook(path, progress)
    with workspace.reading() as reader:
        zone = setting(reader, "zone")
        with suppress(RapporteurError):
            mapping = guess_import(reader, book)[0].mapping
            return Read(book, mapping.sheet, mapping.header_row, mapping.timezone, mapping.split, dict(mapping.columns))
    return Read(book, *guessed(book, None), zone)


def guessed(book: "Workbook", sheet: str | None) -> tuple[str, int]:
    """The sheet and the header row that the program takes; the first ones where it finds no rows."""
    from rapporteur_app.intake.guessing import guess_mapping
    from rapporteur_app.intake.mapping import Wishes

    try:
        mapping = guess_mapping(book, "UTC", Wishes(sheet=sheet)).mapping
    except RapporteurError:
        first = next((each.name for each in book.sheets if each.visible and any(each.rows)), "")
        return sheet or first, 1
    return mapping.sheet, mapping.header_row


def _columns(read: Read, sheet: str, header_row: int) -> "list[ColumnGuess]":
    """The columns of a header row, each with the field that it is taken for, how surely, and why."""
    from rapporteur_app.intake.guessing import guess_mapping
    from rapporteur_app.intake.mapping import Wishes

    try:
        guessed = guess_mapping(read.book, "UTC", Wishes(sheet=sheet, header_row=header_row)).columns
    except RapporteurError:
        return []
    if {each.header for each in guessed} != set(read.columns):
        return list(guessed)
    return [
        each
        if each.field == read.columns[each.header]
        else replace(each, field=read.columns[each.header], confidence=1.0, reason=REMEMBERED)
        for each in guessed
    ]


def _samples(rows: list[list[Any]], column: int) -> list[str]:
    from rapporteur_app.sheets.tables import shown

    values = (shown(row[column]) for row in rows if column < len(row))
    return [text for text in dict.fromkeys(values) if text][:SAMPLES]


def _line(say: Any, row: dict[str, Any]) -> tuple[str, str]:
    reason = row.get("reason", "")
    return str(row.get("cell") or row.get("row", "")), say(reason) if isinstance(reason, Message) else str(reason)
