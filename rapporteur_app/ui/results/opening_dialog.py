"""Chair and witness open the results together, each with their passphrase."""

from typing import Any

from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from rapporteur_app.i18n import message
from rapporteur_app.results.opening import open_results
from rapporteur_app.results.unsealing import BadBallot
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page


class OpeningDialog(AskDialog):
    """Two passphrases, or one where the policy lets the chair open alone; and why a bad ballot is left out."""

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
        self.two = two
        self.reasons: dict[int, QLineEdit] = {}
        self.answered.connect(self._open)
        self.chair.setFocus()

    def _open(self) -> None:
        without = {member: field.text() for member, field in self.reasons.items() if field.text().strip()}
        witness = self.witness.text() if self.two else None
        self.act(open_results, self.chair.text(), witness, leave_out=without)

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, BadBallot) and isValid(self):
            self._offer_to_leave_out(error.member)

    def _offer_to_leave_out(self, member: str) -> None:
        """Ask why the ballot that cannot be opened does not count; blank, the opening stops at it again."""
        number = int(member.removeprefix("M"))
        if number not in self.reasons:
            self.reasons[number] = QLineEdit()
            self.form.add(message("Leave out the ballot of {member}, because", member=member), self.reasons[number])
        self.reasons[number].setFocus()
