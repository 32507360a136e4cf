"""Whom reminders are drafted for, until when an answer is asked for, and where the drafts go."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy

from rapporteur_app.i18n import message, plural
from rapporteur_app.ui.dates import as_iso
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person


class ReminderDialog(AskDialog):
    """All who lack something and were not asked for it, or the one who is looked at."""

    def __init__(self, page: Page[Any], waiting: "Sequence[Person]", shown: "Person | None") -> None:
        super().__init__(
            page,
            message("Reminders"),
            message("&Write the drafts"),
            hint=message(
                "One e-mail (.eml) to each nominee and nominator who can give what is missing, in their language. "
                "Nothing is sent: you look at the drafts, and send them."
            ),
        )
        self.whom, self.folder, self.reply_by = QComboBox(), QLineEdit(), QLineEdit()
        self.whom.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if waiting:
            words = plural("The {count} who is open and was not asked yet", "The {count} who are open and were not "
                           "asked yet", len(waiting))  # fmt: skip
            self.whom.addItem(self.words.catalogue.render(words), None)
        if shown is not None:
            alone = self.text("{name} alone", name=f"{shown.name} ({shown.candidate.short_id})")
            self.whom.addItem(seen(alone), [shown.id])
        self.reply_by.setPlaceholderText("2021-04-09")
        browse, row = QPushButton(), QHBoxLayout()
        self.words.put(browse.setText, message("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _checked: self._browse())
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        self.form.add(message("&For whom"), self.whom)
        self.form.add(
            message("&Answer by"), self.reply_by, hint=message("A day that the letter names; blank names none")
        )
        self.form.add(message("F&older"), self.folder, beside=row)
        self.answered.connect(self._write)
        self.folder.setFocus()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.text("Folder of the drafts"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _write(self) -> None:
        from rapporteur_app.intake.reminders import remind

        place = self.folder.text().strip()
        if not place:
            self.refuse(message("Choose a folder for the drafts."))
            return
        folder, page = Path(place).expanduser(), self.page
        day = as_iso(self.reply_by.text(), self.words.catalogue.language)

        def done(drafts: Sequence[object]) -> None:
            words = message("Drafts in {folder}: {count}. Nothing was sent.", folder=str(folder), count=len(drafts))
            page.desk.announce(words)

        self.act(remind, folder, only=self.whom.currentData(), reply_by=day, done=done)
