"""Tells what is missing before a ballot can be final."""

from collections.abc import Callable, Sequence
from typing import Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import seen
from rapporteur_app.ui.widgets.list_box import ListBox


class MissingDialog(Dialog):
    """One line for each gap; the button leads to the one that is chosen, at first the first."""

    def __init__(self, page: Page[Any], gaps: Sequence[Message], go: Callable[[int], object]) -> None:
        super().__init__(page, page.desk.catalogue, message("Not ready yet"))
        self.setMinimumSize(520, 380)
        self.list = ListBox()
        self.list.addItems([seen(self.words.catalogue.render(gap)) for gap in gaps])
        self.words.put(self.list.setAccessibleName, message("What is missing"))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.body.addWidget(self.list)
        self._go = go
        self.add_primary(message("&Go to this gap"))

    def accept(self) -> None:
        """Close and go where something is missing."""
        place = max(self.list.currentRow(), 0)
        super().accept()
        self._go(place)
