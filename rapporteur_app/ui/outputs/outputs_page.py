"""Outputs: the workbook, the reports and the notice into a folder; and whether the file still is what it says."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QWidget

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import LANGUAGE_NAMES, Message, message, plural
from rapporteur_app.setup.settings import setting
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.progress import Progress
    from rapporteur_app.verification.verify import Verification
    from rapporteur_app.workspace import Workspace

FORMATS: dict[str, Message] = {
    "xlsx": message("Excel workbook"),
    "docx": message("Report, Word"),
    "pdf": message("Report, PDF"),
    "csv": message("Tables, CSV"),
    "json": message("Data, JSON"),
}
CHECK_NAMES: dict[str, Message] = {
    "file": message("The file itself"),
    "chain": message("The log's chain"),
    "rows": message("The rows"),
    "row_log": message("The digests of the rows"),
    "undo": message("What was undone"),
    "attachments": message("The documents"),
    "rubric": message("The criteria"),
    "ballots": message("The ballots"),
    "anchors": message("The anchors in packs and ballots"),
    "opening_keys": message("The opening keys"),
    "member_keys": message("The members' keys"),
    "receipts": message("The lists of receipts"),
    "opening": message("The opening"),
    "ranking": message("The ranking"),
    "signature": message("The chair's signature"),
}


class OutputsPage(Page[str]):
    """What to write at the top, the files written and the checks made below."""

    title = message("Outputs")
    intro = message("One computation feeds the screen, the workbook and the reports: the same number everywhere.")

    def build(self) -> None:
        """Formats, languages, folder; two tables."""
        self._chose = False
        self._found: Verification | None = None
        self.formats = {code: self._box(words) for code, words in FORMATS.items()}
        self.languages = {code: self._box(message("{text}", text=name)) for code, name in LANGUAGE_NAMES.items()}
        for box in self.formats.values():
            box.setChecked(True)
        self.folder, browse, self.open_folder = QLineEdit(), QPushButton(), QPushButton()
        self.word(browse.setText, message("&Browse…"))
        browse.clicked.connect(lambda _checked=False: self._browse())
        self.word(self.open_folder.setText, message("Open &folder"))
        self.open_folder.clicked.connect(lambda _checked=False: self._open_folder())
        form, row = Form(self.words), QHBoxLayout()
        row.setSpacing(SPACING - 4)
        for widget, stretch in ((self.folder, 1), (browse, 0), (self.open_folder, 0)):
            row.addWidget(widget, stretch)
        form.add(message("Formats"), next(iter(self.formats.values())), beside=_row(self.formats.values()))
        form.add(message("Languages"), next(iter(self.languages.values())), beside=_row(self.languages.values()))
        form.add(message("Fo&lder"), self.folder, beside=row)
        for boxes, words in ((self.formats, FORMATS), (self.languages, {})):
            first = next(iter(boxes))
            self.word(
                boxes[first].setAccessibleName, words.get(first, message("{text}", text=LANGUAGE_NAMES.get(first, "")))
            )
        self.body.addLayout(form)
        self.files = Table(self.desk.catalogue, self._file_columns(), name="outputs", memory=self.desk.memory)
        self.files.name_it(message("Files written"))
        self.files.opened.connect(lambda name: QDesktopServices.openUrl(QUrl.fromLocalFile(str(name))))
        self.checks = Table(self.desk.catalogue, self._check_columns(), name="checks", memory=self.desk.memory)
        self.checks.name_it(message("Checks of the file"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for table, (left, right) in ((self.files, (0, SPACING)), (self.checks, (SPACING, 0))):
            table.setContentsMargins(left, 0, right, 0)
        splitter.addWidget(self.files)
        splitter.addWidget(self.checks)
        splitter.setSizes([340, 620])
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.verify = self.add_action(message("&Verify the file"), self.check_file, icon="search", writes=False)
        self.export = self.add_action(message("&Export"), self.write, icon="save", primary=True, writes=False)

    def read(self, workspace: "Workspace") -> str:
        """The selection's language."""
        with workspace.reading() as reader:
            return setting(reader, "language")

    def refresh(self, snapshot: str) -> None:
        """Begin with the selection's language and a folder beside its file."""
        if not self._chose:
            self._chose = True
            self.languages[snapshot if snapshot in self.languages else "en"].setChecked(True)
            path = self.desk.path
            if path is not None:
                outputs = self.text("outputs")
                self.folder.setText(str(path.with_name(f"{path.stem} - {outputs}")))
                self.folder.setCursorPosition(0)

    def retranslate(self) -> None:
        """The tables' heads."""
        self.files.speak(self.desk.catalogue)
        self.checks.speak(self.desk.catalogue)
        if self._found is not None:
            self._show_checks(self._found)

    # -- acting

    def write(self) -> None:
        """Write what is ticked into the folder, in the background; the progress dialog lets it be stopped."""
        formats = [code for code, box in self.formats.items() if box.isChecked()]
        languages = [code for code, box in self.languages.items() if box.isChecked()]
        folder = self.folder.text().strip()
        if not formats or not languages or not folder:
            self.tell(message("Choose at least one format, one language, and a folder."), kind="warning")
            return
        workspace = self.desk.workspace
        self.tell(None)

        def work(progress: "Progress") -> Sequence[Path]:
            from rapporteur_app.outputs.export import export

            return export(workspace, Path(folder), formats, languages, progress)

        self.desk.run_in_background(self, work, self._written, self._failed)

    def check_file(self) -> None:
        """Check the selection file in every way that needs nothing but the file."""
        workspace = self.desk.workspace

        def work(progress: "Progress") -> "Verification":
            from rapporteur_app.verification.verify import verify

            return verify(workspace, progress)

        self.desk.run_in_background(self, work, self._checked)

    def _written(self, paths: Sequence[Path]) -> None:
        rows = [(path.name, path.stat().st_size if path.exists() else None) for path in paths]
        self.files.set_rows(rows, [str(path) for path in paths])
        words = plural(
            "{count} file written to {folder}.",
            "{count} files written to {folder}.",
            len(paths),
            folder=self.folder.text(),
        )
        self.tell(words, kind="good")
        self.desk.announce(words)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RapporteurError):
            self.tell(error.message, kind="warning")
        else:
            self.desk.tasks.tell(self, error)

    def _show_checks(self, found: "Verification") -> None:
        rows = []
        for check in found.checks:
            name = self.say(CHECK_NAMES.get(check.name, message("{text}", text=check.name)))
            rows.append((name, check.ok, self.say(check.detail)))
        self.checks.set_rows(rows, [check.name for check in found.checks])

    def _checked(self, found: "Verification") -> None:
        self._found = found
        self._show_checks(found)
        good = plural(
            "All checks hold. The log has {count} entry.",
            "All checks hold. The log has {count} entries.",
            found.entries,
        )
        words = good if found.ok else message("Some checks do not hold: see the list.")
        self.tell(words, kind="good" if found.ok else "warning")
        self.desk.announce(words)

    # -- making

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.text("A folder for the outputs"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.folder.setCursorPosition(0)

    def _open_folder(self) -> None:
        folder = Path(self.folder.text().strip())
        if folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        else:
            self.tell(message("There is no folder {folder} yet: export first.", folder=str(folder)))

    def _box(self, words: Message) -> QCheckBox:
        box = QCheckBox()
        self.word(box.setText, words)
        return box

    def _file_columns(self) -> list[Column]:
        def size(value: int | None) -> str:
            return "" if value is None else self.text("{size} kB", size=f"{max(value / 1024, 1):.0f}")

        return [Column("file", message("File written")), Column("size", message("Size"), shown=size, numeric=True)]

    def _check_columns(self) -> list[Column]:
        def holds(value: bool) -> str:
            return self.text("holds") if value else self.text("does not hold")

        def mark(value: Any) -> str:
            return "accent:done" if value else "danger:warning"

        return [
            Column("check", message("Check")),
            Column("holds", message("Outcome"), shown=holds, icon=mark),
            Column("detail", message("Detail")),
        ]


def _row(widgets: "Sequence[QWidget] | Any") -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACING * 2)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
