"""Asks for the passphrases of the keys that open the ballots; they are shown here and nowhere again."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.passphrase_fields import NewPassphrase
from rapporteur_app.ui.widgets.text_area import TextArea


class KeysDialog(AskDialog):
    """One passphrase for the chair, one for the witness (unless the policy lets the chair open alone), each twice.

    `replace`: there are keys already, which are lost; a reason is asked for too.
    """

    def __init__(self, page: Page[Any], *, two: bool, replace: bool = False) -> None:
        super().__init__(
            page,
            message("Replace lost keys") if replace else message("The keys that open the ballots"),
            message("&Make the keys"),
            hint=LOST if replace else NEW,
        )
        self.fields: list[QLineEdit] = []
        self.proposals: list[QPushButton] = []
        self._asked: list[NewPassphrase] = []
        self.reason = TextArea(lines=2) if replace else None
        if self.reason is not None:
            self.form.add(message("&Reason"), self.reason)
        self._add(message("&Chair's passphrase"), message("Chair's passphrase &again"))
        if two:
            self._add(message("&Witness's passphrase"), message("Witness's passphrase a&gain"))
        self.answered.connect(self._make)
        (self.reason or self.fields[0]).setFocus()

    def _add(self, first: Message, again: Message) -> None:
        asked = NewPassphrase(self.form, self.words, first, again)
        self.fields += [asked.first, asked.again]
        self.proposals.append(asked.propose)
        self._asked.append(asked)

    def _make(self) -> None:
        reason = "" if self.reason is None else self.reason.toPlainText().strip()
        if self.reason is not None and not reason:
            self.refuse(message("Why are the keys replaced? The log needs a reason."))
            return
        texts = [field.text() for field in self.fields]
        if texts[0::2] == texts[1::2] and len(texts) > 2 and texts[0] == texts[2]:
            self.refuse(message("Chair and witness need different passphrases: no one person holds both."))
            return
        try:
            chosen = [asked.chosen() for asked in self._asked]
        except BadInput as error:
            self.refuse(error.message)
            return
        self.act(make_opening_keys, chosen[0], chosen[1] if len(chosen) > 1 else None, instead=reason)


NEW = message(
    "Chair and witness each choose a passphrase, at least 16 characters, and write it down apart from "
    "each other. The program keeps none of them and cannot show them again. Without them no ballot opens."
)
LOST = message(
    "New keys are made for chair and witness. What was sealed to the keys before no longer counts: afterwards issue "
    "the packs again. The members' programs then seal their work anew; score sheets are sent again."
)
