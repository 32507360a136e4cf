"""Asks for the passphrases of the keys that open the ballots; they are shown here and nowhere again."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from rapporteur_app.i18n import Message, message
from rapporteur_app.scoring.opening_keys import make_opening_keys
from rapporteur_app.trust.keys import propose_passphrase
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.theme import SPACING


class KeysDialog(AskDialog):
    """One passphrase for the chair, one for the witness (unless the policy lets the chair open alone), each twice."""

    def __init__(self, page: Page[Any], *, two: bool) -> None:
        super().__init__(
            page,
            message("The keys that open the ballots"),
            message("&Make the keys"),
            hint=message(
                "Chair and witness each choose a passphrase, at least 16 characters, and write it down apart from "
                "each other. The program keeps none of them and cannot show them again. Without them no ballot opens."
            ),
        )
        self.fields: list[QLineEdit] = []
        self.proposals: list[QPushButton] = []
        self._add(message("&Chair's passphrase"), message("Chair's passphrase &again"))
        if two:
            self._add(message("&Witness's passphrase"), message("Witness's passphrase a&gain"))
        self.answered.connect(self._make)
        self.fields[0].setFocus()

    def _add(self, first: Message, again: Message) -> None:
        field, repeated, propose, row = QLineEdit(), QLineEdit(), QPushButton(), QHBoxLayout()
        for each in (field, repeated):
            each.setEchoMode(QLineEdit.EchoMode.Password)
        propose.setAutoDefault(False)
        self.words.put(propose.setText, message("Propose words"))
        propose.clicked.connect(lambda _checked=False: self._propose(field, repeated))
        row.setSpacing(SPACING - 4)
        row.addWidget(field, 1)
        row.addWidget(propose)
        self.form.add(first, field, beside=row)
        self.form.add(again, repeated)
        self.fields += [field, repeated]
        self.proposals.append(propose)

    def _propose(self, field: QLineEdit, repeated: QLineEdit) -> None:
        words = propose_passphrase(self.words.catalogue.language)
        for each in (field, repeated):
            each.setEchoMode(QLineEdit.EchoMode.Normal)
            each.setText(words)

    def _make(self) -> None:
        texts = [field.text() for field in self.fields]
        if texts[0::2] != texts[1::2]:
            self.refuse(message("The two times that a passphrase was typed differ."))
        elif len(texts) > 2 and texts[0] == texts[2]:
            self.refuse(message("Chair and witness need different passphrases: no one person holds both."))
        else:
            self.act(make_opening_keys, texts[0], texts[2] if len(texts) > 2 else None)
