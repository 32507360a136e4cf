"""Importing a spreadsheet: which sheet and row, which column is which field, and what would come of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.intake.import_preview import ImportPreview
from rapporteur_app.ui.intake.import_reading import Read, columns_of, guessed, read_file, samples
from rapporteur_app.ui.intake.mapping_grid import MappingGrid
from rapporteur_app.ui.plain import PlainLabel, seen
from rapporteur_app.ui.setup.words import ask_open, ask_save, zones
from rapporteur_app.ui.tasks import Task
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form

if TYPE_CHECKING:
    from rapporteur_app.intake.importing import Plan
    from rapporteur_app.intake.mapping import Mapping, Wishes
    from rapporteur_app.intake.preview import Preview

PAUSE = 250
"""Milliseconds after a change before the preview is made anew."""
SPLITS: tuple[tuple[str, Message], ...] = (
    ("auto", message("where it is clear; the rest is flagged")),
    ("never", message("never: one row, one person")),
)
SIGNS = ("&", "/", "and", "y", "e", "et")
"""What only a person can say that it stands between two names."""
SIZE = (1080, 720)


@dataclass(frozen=True)
class Ahead:
    """A plan, and what a person should see of it before they say yes."""

    plan: "Plan"
    preview: "Preview"


class ImportDialog(Dialog):
    """The preview and the import are the same plan: what is shown is what is done."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path) -> None:
        super().__init__(parent, desk.catalogue, message("Import {file}", file=path.name))
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 24), min(SIZE[1], room.height() - 48))
        self._desk, self._path, self._page = desk, path, parent
        self._read: Read | None = None
        self.plan: Plan | None = None
        self._values: dict[str, dict[str, str]] = {}
        """What a loaded mapping says of single values."""
        self._asked = 0
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._preview)
        self._lay_out()
        self.load_button = self._button(message("&Load mapping…"), self._ask_load)
        self.save_button = self._button(message("Sa&ve mapping…"), self._ask_save)
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

    def done(self, code: int) -> None:
        """Stop what still reads."""
        self._timer.stop()
        self._stop()
        super().done(code)

    def _finish(self) -> None:
        super().accept()

    # -- laying out

    def _button(self, words: Message, slot: Any) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.setEnabled(False)
        self.words.put(button.setText, words)
        button.clicked.connect(lambda _checked: slot())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        return button

    def _lay_out(self) -> None:
        self._make_choices()
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
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.words.put(scroll.setAccessibleName, message("Columns and fields"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview = ImportPreview(self.words, self._desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scroll, self.text("Columns"))
        self.tabs.addTab(self.preview, self.text("Rows to look at"))
        self.words.put(self.tabs.tabBar().setAccessibleName, message("Columns, or rows to look at"))
        self.counts, self.busy = PlainLabel(), QProgressBar()
        self.counts.setObjectName("subtitle")
        self.counts.setWordWrap(True)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.words.put(self.counts.setText, message("Reading {file}", file=self._path.name))
        self.busy.setTextVisible(False)
        self.busy.setMaximumHeight(6)
        self.busy.hide()
        self.words.put(self.busy.setAccessibleName, message("Progress"))
        self.body.addLayout(top)
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.counts)

    def _make_choices(self) -> None:
        self.sheet, self.row, self.zone, self.split = QComboBox(), QSpinBox(), QComboBox(), QComboBox()
        self.row.lineEdit().setTextMargins(8, 0, 0, 0)
        self.row.setMinimum(1)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.addItems(zones())
        for value, words in SPLITS:
            self.split.addItem(self.words.catalogue.render(words), value)
        for sign in SIGNS:
            self._offer_sign(sign)
        self.sheet.activated.connect(lambda _index: self._choose_sheet())
        self.row.valueChanged.connect(lambda _row: self._choose_row())
        self.zone.activated.connect(lambda _index: self._timer.start())
        self.split.activated.connect(lambda _index: self._timer.start())

    def _offer_sign(self, sign: str) -> None:
        self.split.addItem(self.text("also at “{sign}”", sign=sign), sign)

    def _choose_split(self, split: str) -> None:
        if self.split.findData(split) < 0:
            self._offer_sign(split)
        self.split.setCurrentIndex(self.split.findData(split))

    # -- the file

    def _take(self, read: Read) -> None:
        self._read = read
        self.sheet.addItems([seen(sheet.name) for sheet in read.book.sheets if sheet.visible])
        self.sheet.setCurrentText(read.sheet)
        self.zone.setEditText(read.zone)
        self._choose_split(read.split)
        self.grid.changed.connect(self._timer.start)
        self.load_button.setEnabled(True)
        self._show_row(read.row)
        self.sheet.setFocus()

    def _choose_sheet(self) -> None:
        if self._read is not None:
            self._show_row(guessed(self._read.book, self.sheet.currentText())[1])

    def _show_row(self, row: int) -> None:
        rows = self._read.rows(self.sheet.currentText()) if self._read is not None else []
        self.row.blockSignals(True)  # noqa: FBT003  Qt's own
        self.row.setMaximum(max(len(rows), 1))
        self.row.setValue(row)
        self.row.blockSignals(False)  # noqa: FBT003  Qt's own
        self._choose_row()

    def _choose_row(self) -> None:
        if self._read is None:
            return
        sheet, place = self.sheet.currentText(), self.row.value()
        columns, rows = columns_of(self._read, sheet, place), self._read.rows(sheet)
        self.grid.fill(columns, [samples(rows, place, column) for column in range(len(columns))])
        self._timer.start()

    # -- mappings in files

    def _ask_load(self) -> None:
        path = ask_open(self, self._desk.catalogue, message("Load a mapping"), message("Mappings"), "*.toml")
        if path is not None:
            self.load_mapping(path)

    def load_mapping(self, path: Path) -> None:
        """Read the columns as a MAP.toml says, as `import --map` does; a refusal is told, and changes nothing."""
        from rapporteur_app.intake.guessing import guess_mapping
        from rapporteur_app.intake.mapping import read_map

        if self._read is None:
            return
        try:
            mapping = guess_mapping(self._read.book, self._read.zone, read_map(path)).mapping
        except RapporteurError as error:
            self._tell(error.message)
            return
        self._settle(mapping)

    def _settle(self, mapping: "Mapping") -> None:
        self.sheet.setCurrentText(mapping.sheet)
        self.zone.setEditText(mapping.timezone)
        self._choose_split(mapping.split)
        self._values = {name: dict(texts) for name, texts in mapping.values.items()}
        self._show_row(mapping.header_row)
        self.grid.settle(mapping.columns)

    def _ask_save(self) -> None:
        name = f"{self._path.stem}.toml"
        path = ask_save(self, self._desk.catalogue, message("Save the mapping"), name, "TOML (*.toml)")
        if path is not None:
            self.save_mapping(path)

    def save_mapping(self, path: Path) -> None:
        """Write how the columns are read now, for other exports of the same form."""
        from rapporteur_app.intake.mapping import save_map

        if self.plan is None:
            return
        try:
            save_map(path, self.plan.mapping)
        except RapporteurError as error:
            self._tell(error.message)
        else:
            self._desk.announce(message("Mapping saved in {file}.", file=path.name))

    # -- the preview

    def _given(self) -> "Wishes":
        from rapporteur_app.intake.mapping import Wishes

        zone, split = self.zone.currentText().strip() or None, str(self.split.currentData())
        if self._read is not None and zone == self._read.zone:
            zone = None  # nobody settled it: the file itself may know better
        columns = self.grid.columns()
        return Wishes(self.sheet.currentText(), self.row.value(), zone, split, columns, self._values)

    def _preview(self) -> None:
        self._asked += 1
        self._stop()
        asked, workspace, path, given = self._asked, self._desk.workspace, self._path, self._given()
        self._offer(None)
        if not any(given.columns.values()):
            self.preview.clear()
            self._tell(message("Say which column names the nominees."))
            return
        self.busy.setRange(0, 0)
        self.busy.show()
        self._task = self._desk.run_in_background(
            self,
            lambda progress: look_ahead(workspace, path, given, progress),
            lambda ahead: self._show(asked, ahead),
            lambda error: self._fail(error) if asked == self._asked else None,
            quiet=True,
        )
        self._task.progressed.connect(self._progress)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.busy.hide()

    def _progress(self, _what: Message, done: int, total: int) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(min(done, total) if total else 0)

    def _show(self, asked: int, ahead: Ahead) -> None:
        if asked != self._asked:
            return
        self.busy.hide()
        self._tell(message("{counts} {persons}", counts=rows_told(ahead.plan), persons=persons_told(ahead)))
        self.preview.show_plan(ahead.plan, ahead.preview)
        self.tabs.setTabText(1, self.text("Rows to look at ({count})", count=len(self.preview.lines)))
        self._offer(ahead.plan)

    def _offer(self, plan: "Plan | None") -> None:
        self.plan = plan
        self.save_button.setEnabled(plan is not None)
        self.do.setEnabled(plan is not None and bool(plan.new or plan.updated) and self._desk.writable)

    def _tell(self, words: Message) -> None:
        self.words.put(self.counts.setText, words)

    def _fail(self, error: Exception) -> None:
        self.busy.hide()
        self._offer(self.plan if self._read is not None and self.plan is not None else None)
        if isinstance(error, RapporteurError):
            self._tell(error.message)
            self.preview.clear()
        else:
            self._desk.tasks.tell(self, error)


def look_ahead(workspace: Any, path: Path, given: "Wishes", progress: Any) -> Ahead:
    """Plan the import, and see what it would do to the selection. Runs in the background."""
    from rapporteur_app.intake.importing import plan_import
    from rapporteur_app.intake.preview import preview_import

    plan = plan_import(workspace, path, given, progress)
    with workspace.reading() as reader:
        return Ahead(plan, preview_import(reader, plan))


def rows_told(plan: "Plan") -> Message:
    """What would become of the rows, in a sentence."""
    flagged = len({flag.row for flag in plan.read.flagged})
    return message(
        "{rows} rows: {new} new, {updated} updated, {unchanged} unchanged, {rejected} rejected; {flagged} flagged.",
        rows=plan.read.rows_read, new=len(plan.new), updated=len(plan.updated), unchanged=len(plan.unchanged),
        rejected=len(plan.read.rejected), flagged=flagged,
    )  # fmt: skip


def persons_told(ahead: Ahead) -> Message:
    """How many rows name several persons, and how many persons would be joined."""
    return message(
        "Rows with several persons: {joint}. Persons joined: {joined}.",
        joint=len(ahead.plan.read.joint), joined=ahead.preview.persons,
    )  # fmt: skip
