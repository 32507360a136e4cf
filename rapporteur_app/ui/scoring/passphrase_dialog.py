"""Asks for a new passphrase, twice, and proposes six words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.trust.keys import propose_passphrase, require_strong
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.theme import SPACING

if TYPE_CHECKING:
    from rapporteur_app.ui.scoring.pack_page import PackPage


class PassphraseDialog(AskDialog):
    """Calls `then(passphrase)` once two equal and long enough ones were typed; closes if that says True."""

    def __init__(
        self, page: "PackPage", title: Message, do: Message, hint: Message, then: Callable[[str], bool]
    ) -> None:
        super().__init__(page, title, do, hint=hint)
        self.first, self.again, self.propose, row = QLineEdit(), QLineEdit(), QPushButton(), QHBoxLayout()
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.propose.setAutoDefault(False)
        self.words.put(self.propose.setText, message("Propose words"))
        self.propose.clicked.connect(lambda _checked: self._propose())
        row.setSpacing(SPACING - 4)
        row.addWidget(self.first, 1)
        row.addWidget(self.propose)
        self.form.add(message("&Passphrase"), self.first, beside=row)
        self.form.add(message("Passphrase &again"), self.again)
        self._then = then
        self.answered.connect(self._check)
        self.first.setFocus()

    def _propose(self) -> None:
        words = propose_passphrase(self.words.catalogue.language)
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Normal)
            field.setText(words)

    def _check(self) -> None:
        passphrase = self.first.text()
        try:
            require_strong(passphrase)
        except BadInput as error:
            self.refuse(error.message)
            return
        if passphrase != self.again.text():
            self.refuse(message("The two times that a passphrase was typed differ."))
        elif self._then(passphrase):
            self.finish()
