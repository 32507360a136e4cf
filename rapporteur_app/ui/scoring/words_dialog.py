"""Asks for the words that a member read out: the key that has them is theirs."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from rapporteur_app.i18n import message
from rapporteur_app.model import MemberKey
from rapporteur_app.scoring.member_keys import confirm_key
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page


class WordsDialog(AskDialog):
    """The secretariat calls a number that it knew before; the member reads four words; they are typed here."""

    def __init__(self, page: Page[Any], member: int) -> None:
        super().__init__(
            page,
            message("The words of {member}", member=f"M{member}"),
            message("&Confirm"),
            hint=message(
                "Call the member on a number that you knew before, never one from a message that came with a ballot. "
                "They read out the four words that their program shows. Four letters of each word are enough."
            ),
        )
        self.typed = QLineEdit()
        self.form.add(message("&Words, as read out"), self.typed)
        self.answered.connect(lambda: self.act(confirm_key, member, self.typed.text(), done=self._tell))
        self.typed.setFocus()

    def _tell(self, key: MemberKey | None) -> None:
        told = (
            message("Nothing came in from them yet. The key that has these words will be theirs.")
            if key is None
            else message("The key is confirmed: what it signed counts.")
        )
        self.page.tell(told, kind="good")
