"""Asks for a new passphrase, twice, and proposes six words."""

from collections.abc import Callable
from typing import Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.dialogs.asking import AskDialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.scoring.passphrase_fields import NewPassphrase


class PassphraseDialog(AskDialog):
    """Calls `then(passphrase)` once two equal and long enough ones were typed; closes if that says True."""

    def __init__(
        self, page: Page[Any], title: Message, do: Message, hint: Message, then: Callable[[str], bool]
    ) -> None:
        super().__init__(page, title, do, hint=hint)
        self._asked = NewPassphrase(self.form, self.words, message("&Passphrase"), message("Passphrase &again"))
        self.first, self.again, self.propose = self._asked.first, self._asked.again, self._asked.propose
        self._then = then
        self.answered.connect(self._check)
        self.first.setFocus()

    def _check(self) -> None:
        try:
            passphrase = self._asked.chosen()
        except BadInput as error:
            self.refuse(error.message)
            return
        if self._then(passphrase):
            self.finish()
