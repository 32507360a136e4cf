"""A dialog with a form that acts: it stays open, with what was typed, until the act has worked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message
from rapporteur_app.ui.desk import UseCase
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.widgets.form import Form
from rapporteur_app.ui.widgets.notice import Notice

WIDTH = 680


class AskDialog(Dialog):
    """A form. `answered` comes when the person presses the button; `act` does the act and closes, or tells why not."""

    answered = Signal()

    def __init__(self, page: Page[Any], title: Message, do: Message, *, hint: Message | None = None) -> None:
        super().__init__(page, page.desk.catalogue, title)
        self.page = page
        self.setMinimumWidth(WIDTH)
        self.problem = Notice()
        self.form = Form(self.words)
        if hint is not None:
            line = PlainLabel()
            line.setObjectName("muted")
            line.setWordWrap(True)
            self.words.put(line.setText, hint)
            self.body.addWidget(line)
        self.body.addWidget(self.problem)
        self.body.addLayout(self.form)
        self.do = self.add_primary(do)

    def accept(self) -> None:
        """Hand on what was asked for."""
        self.problem.tell(self.words, None)
        self.answered.emit()

    def refuse(self, reason: Message) -> None:
        """Tell why it cannot be done so; the dialog stays open."""
        self.problem.tell(self.words, reason, "warning")
        self.do.setEnabled(True)

    def finish(self) -> None:
        """Close: what was asked for is done."""
        QDialog.accept(self)

    def act(
        self, use_case: UseCase, *arguments: Any, done: Callable[[Any], object] | None = None, **named: Any
    ) -> None:
        """Do a use case on the selection; close when it worked, else tell why not."""
        self.do.setEnabled(False)
        self.page.act(use_case, *arguments, done=lambda result: self._done(result, done), failed=self._failed, **named)

    def _done(self, result: Any, done: Callable[[Any], object] | None) -> None:
        if isValid(self):
            self.finish()
        if done is not None:
            done(result)

    def _failed(self, error: Exception) -> None:
        if isValid(self) and isinstance(error, RapporteurError):
            self.refuse(error.message)
            return
        if isValid(self):
            self.do.setEnabled(True)
        self.page.desk.tasks.tell(self.page, error)


def data(text: object) -> Message:
    """A text that is the same in every language: a name, a reason, words from a file."""
    return Message("{text}", {"text": text})
