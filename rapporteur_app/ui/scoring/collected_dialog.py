"""What became of the files that came back, one line for each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from rapporteur_app.i18n import message
from rapporteur_app.model.names import BALLOT_STATUS_NAMES
from rapporteur_app.scoring.incoming import Collected
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.receipts_out import ask_receipts
from rapporteur_app.ui.widgets.table import Table


class CollectedDialog(Dialog):
    """The files in their order, each with its status and the reasons."""

    def __init__(self, page: Page[Any], found: Sequence[Collected]) -> None:
        super().__init__(page, page.desk.catalogue, message("What came of the files"))
        self.resize(860, 420)
        words = page.desk.catalogue
        self.table = Table(
            words,
            [
                Column("file", message("File")),
                Column("member", message("Member")),
                Column("status", message("Status"), icon=lambda text: text[0], shown=lambda text: str(text[1])),
                Column("reasons", message("Reasons")),
            ],
        )
        self.table.name_it(message("Files that came back"))
        rows = []
        for each in found:
            icon = "accent:done" if each.taken else "danger:warning"
            status = BALLOT_STATUS_NAMES.get(each.status)
            told = words.render(status) if status else each.status.value
            rows.append((each.file, each.member or "", (icon, told), " ".join(map(words.render, each.reasons))))
        self.table.set_rows(rows)
        self.body.addWidget(self.table)
        self._page, self._members = page, sorted({int(each.member[1:]) for each in found if each.member and each.taken})
        if self._members:
            self.receipts = QPushButton()
            self.words.put(self.receipts.setText, message("&Save receipts…"))
            self.receipts.clicked.connect(lambda _checked: ask_receipts(self._page, self._members))
            self.buttons.addButton(self.receipts, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
