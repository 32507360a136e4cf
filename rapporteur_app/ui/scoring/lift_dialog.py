"""The chair takes back a recusal, and says why."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from rapporteur_app.i18n import message
from rapporteur_app.scoring.declarations import lift_recusal
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page


class LiftDialog(AskDialog):
    """One field: the reason, which stands in the log."""

    def __init__(self, page: Page[Any], member: int, candidate: int) -> None:
        super().__init__(
            page,
            message("Lift a recusal"),
            message("&Lift it"),
            hint=message(
                "The member may score this candidate again. What was declared stays, and waits to be settled if it "
                "was a conflict or a doubt."
            ),
        )
        self.reason = QLineEdit()
        self.form.add(message("&Reason"), self.reason)
        self.answered.connect(lambda: self.act(lift_recusal, member, candidate, self.reason.text()))
        self.reason.setFocus()
