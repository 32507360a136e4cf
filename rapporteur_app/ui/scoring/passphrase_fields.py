"""Two fields for a new passphrase, and a button that proposes six words."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.trust.keys import propose_passphrase, require_strong
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.words import Words


class NewPassphrase:
    """A passphrase that is typed twice, unseen; a proposed one is shown, to be written down."""

    def __init__(self, form: Form, words: Words, label: Message, again: Message) -> None:
        self._words = words
        self.first, self.again, self.propose, row = QLineEdit(), QLineEdit(), QPushButton(), QHBoxLayout()
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.propose.setAutoDefault(False)
        words.put(self.propose.setText, message("Propose words"))
        self.propose.clicked.connect(lambda _checked=False: self._propose())
        row.setSpacing(SPACING - 4)
        row.addWidget(self.first, 1)
        row.addWidget(self.propose)
        form.add(label, self.first, beside=row)
        form.add(again, self.again)

    def chosen(self) -> str:
        """The passphrase, if it may be taken.

        Raises:
            BadInput: it is too short, or was typed in two ways.
        """
        require_strong(self.first.text())
        if self.first.text() != self.again.text():
            raise BadInput(message("The two times that a passphrase was typed differ."))
        return self.first.text()

    def _propose(self) -> None:
        words = propose_passphrase(self._words.catalogue.language)
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Normal)
            field.setText(words)
