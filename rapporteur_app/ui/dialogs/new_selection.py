"""Asks for what a new selection needs: a template, a title, its language, a place for the file."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from rapporteur_app.i18n import LANGUAGE_NAMES, message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.opening import SELECTION_SUFFIX, Template, list_templates
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.widgets.form import Form


class NewSelectionDialog(Dialog):
    """A template, a title, a language, a file."""

    chosen = Signal(object, str, str, str)
    """The file's path, the template's name, the title, the language of the selection's own texts."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.catalogue, message("New selection"))
        self.setMinimumWidth(540)
        self._desk, self._named_by_hand = desk, False
        self.template, self.title, self.file, self.problem = QComboBox(), QLineEdit(), QLineEdit(), PlainLabel()
        self.language = QComboBox()
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(desk.catalogue.language))
        # As wide as the dialog, however long a template's name is.
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.template.setMinimumContentsLength(24)
        for box in (self.template, self.language):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.template.currentTextChanged.connect(self.template.setToolTip)
        form = Form(self.words)
        form.add(message("&Template"), self.template)
        form.add(message("T&itle"), self.title, hint=message("For example: Regional Rapporteur 2027"))
        form.add(
            message("&Language"),
            self.language,
            hint=message("The language of the selection's own texts"),
        )
        form.add(message("&File"), self.file, beside=self._file_row())
        self.problem.setObjectName("muted")
        self.problem.setWordWrap(True)
        self.body.addLayout(form)
        self.body.addWidget(self.problem)
        self.make = self.add_primary(message("&Make it"))
        self.title.textChanged.connect(self._suggest)
        self.file.textEdited.connect(self._name_by_hand)
        self.file.textChanged.connect(self._check)
        self._suggest("")
        desk.run_in_background(self, lambda _progress: list_templates(), self._fill, quiet=True)
        self.title.setFocus()

    def accept(self) -> None:
        """Hand on what was asked for."""
        if self._check():
            self.chosen.emit(
                self._path(),
                str(self.template.currentData() or "blank"),
                self.title.text().strip(),
                str(self.language.currentData()),
            )
            super().accept()

    def _fill(self, templates: list[Template]) -> None:
        for found in templates:
            self.template.addItem(found.title(self.words.catalogue.language), found.code)
        self._check()

    def _file_row(self) -> QHBoxLayout:
        row, browse = QHBoxLayout(), QPushButton()
        self.words.put(browse.setText, message("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        return row

    def _browse(self) -> None:
        kind = self.text("Selections")
        pattern = f"{kind} (*{SELECTION_SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(self, self.text("New selection"), str(self._path()), pattern)
        if chosen:
            self._named_by_hand = True
            self.file.setText(chosen)
            self.file.setCursorPosition(0)

    def _path(self) -> Path:
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix == SELECTION_SUFFIX else Path(f"{path}{SELECTION_SUFFIX}")

    def _name_by_hand(self, _text: str) -> None:
        self._named_by_hand = True

    def _suggest(self, title: str) -> None:
        if not self._named_by_hand:
            name = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in title).strip(" .-")
            self.file.setText(str(self._folder() / ((name or self.text("selection")) + SELECTION_SUFFIX)))
            self.file.setCursorPosition(0)
        self._check()

    def _folder(self) -> Path:
        recent: list[Path] = self._desk.memory.recent()
        return recent[0].parent if recent else Path.home()

    def _check(self, *_changed: Any) -> bool:
        problem = None
        if not self.title.text().strip():
            problem = message("A title is needed: it stands on every document.")
        elif self.file.text().strip().endswith(("/", "\\")) or not self.file.text().strip():
            problem = message("A name for the file is needed.")
        elif not self._path().parent.is_dir():
            problem = message("There is no folder {folder}.", folder=str(self._path().parent))
        elif self._path().exists():
            problem = message("{file} is there already. Choose another name.", file=self._path().name)
        self.problem.setText(self.words.catalogue.render(problem) if problem else "")
        self.make.setEnabled(problem is None)
        return problem is None
