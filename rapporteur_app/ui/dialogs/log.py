"""The log of all acts on a selection: when, who, what; and each can be undone from here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from rapporteur_app.i18n import message
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.history import in_effect
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.told import told
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace.chain import Act


class LogDialog(Dialog):
    """Every act, newest first."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.catalogue, message("Log of all acts"))
        self.resize(860, 560)
        self._desk = desk
        self._acts: dict[int, Act] = {}
        self._standing: set[int] = set()
        columns = [
            Column("n", message("No."), numeric=True),
            Column("time", message("When"), shown=lambda iso: desk.names.moment(iso), whole=True),
            Column("actor", message("Who")),
            Column("action", message("What")),
            Column("state", message("State")),
        ]
        self.table = Table(desk.catalogue, columns, name="log", memory=desk.memory)
        self.body.addWidget(self.table)
        self.undo_button = QPushButton()
        self.words.put(self.undo_button.setText, message("&Undo this"))
        self.undo_button.setAutoDefault(False)
        self.undo_button.clicked.connect(self._undo)
        self.buttons.addButton(self.undo_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.table.current_changed.connect(lambda _key: self._allow())
        desk.changed.connect(self._load)
        self._load()
        self.table.select(max(self._acts, default=0))
        self.table.view.setFocus()

    def _load(self) -> None:
        from rapporteur_app.workspace.undo import acts

        with self._desk.workspace.reading() as reader:
            log = acts(reader)
        self._acts, self._standing = {act.n: act for act in log}, in_effect(log)
        self.table.set_rows([self._row(act) for act in reversed(log)], [act.n for act in reversed(log)])
        self._allow()

    def _row(self, act: "Act") -> tuple[object, ...]:
        if act.n not in self._standing:
            state = self.text("Undone")
        elif not act.reversible:
            state = self.text("Cannot be undone")
        else:
            state = ""
        actor = self.text("Secretariat") if act.actor == "secretariat" else act.actor
        return act.n, act.time, actor, self.words.catalogue.render(told(act.action)), state

    def _allow(self) -> None:
        act = self._acts.get(self.table.current_key() or -1)
        self.undo_button.setEnabled(
            self._desk.writable and act is not None and act.reversible and act.n in self._standing
        )

    def _undo(self) -> None:
        chosen = self.table.current_key()
        if chosen is not None:
            self._desk.undo(self, chosen)
