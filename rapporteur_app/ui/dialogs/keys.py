"""The list of keys: every command that has one, and the keys that work everywhere."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from rapporteur_app.i18n import Catalogue, message
from rapporteur_app.ui.commands import Commands
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.widgets.table import Table

EVERYWHERE = (
    ("Tab", message("To the next field; it leaves every field, also one of several lines")),
    ("F10", message("Into the menus")),
    ("Ctrl+C", message("In a table: copy the chosen rows with their headers")),
    ("Return", message("In a table: open the chosen row")),
    ("Shift+F10", message("In a table: its own menu, with sorting and columns")),
    ("Escape", message("Close a dialog; empty a filter")),
)


class KeysDialog(Dialog):
    """Two columns: the keys, and what they do."""

    def __init__(self, parent: QWidget, catalogue: Catalogue, commands: Commands) -> None:
        super().__init__(parent, catalogue, message("Keyboard shortcuts"))
        self.resize(620, 560)
        self.table = table = Table(
            catalogue, [Column("keys", message("Shortcut")), Column("does", message("What they do"))]
        )
        table.set_rows([*self._of_commands(commands), *self._everywhere()])
        self.body.addWidget(table)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        table.filter.setFocus()

    def _of_commands(self, commands: Commands) -> list[tuple[str, str]]:
        found = []
        for code in commands.commands:
            action = commands.actions[code]
            keys = " / ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            if keys:
                found.append((keys, action.text().replace("&", "").rstrip("…")))
        return found

    def _everywhere(self) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        return [(QKeySequence(keys).toString(native), self.words.catalogue.render(does)) for keys, does in EVERYWHERE]
