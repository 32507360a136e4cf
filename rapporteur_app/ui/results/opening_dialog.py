"""Chair and witness open the results together, each with their passphrase."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from rapporteur_app.i18n import message
from rapporteur_app.results.opening import open_results
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page


class OpeningDialog(AskDialog):
    """Two passphrases, or one where the policy lets the chair open alone."""

    def __init__(self, page: Page[Any], *, two: bool) -> None:
        super().__init__(
            page,
            message("Open the results"),
            message("&Open them"),
            hint=message(
                "Collecting ends, and all scores are shown at once. "
                "This is done once for each round and cannot be undone."
            ),
        )
        self.chair, self.witness = QLineEdit(), QLineEdit()
        for field in (self.chair, self.witness):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(message("&Chair's passphrase"), self.chair)
        if two:
            self.form.add(message("&Witness's passphrase"), self.witness)
        else:
            self.witness.setParent(self)
            self.witness.hide()
        self.answered.connect(lambda: self.act(open_results, self.chair.text(), self.witness.text() if two else None))
        self.chair.setFocus()
