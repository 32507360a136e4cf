"""Tells what must be read at leisure or copied: a digest, words, moments. It stays until it is closed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit

from rapporteur_app.i18n import Message
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.page import Page

WIDTH, HEIGHT = 680, 300


class ToldDialog(Dialog):
    """Lines that can be selected and copied, and Close."""

    def __init__(self, page: Page[Any], title: Message, lines: Sequence[Message]) -> None:
        super().__init__(page, page.desk.catalogue, title)
        self.resize(WIDTH, HEIGHT)
        self.told = QPlainTextEdit("\n\n".join(map(self.words.catalogue.render, lines)))
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.words.put(self.told.setAccessibleName, title)
        self.body.addWidget(self.told)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
