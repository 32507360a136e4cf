"""Two copies of a selection side by side: how they stand to each other, what only one has, and what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.ui.desk import Desk
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.told import told
from rapporteur_app.ui.widgets.notice import Notice
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.verification.forks import Comparison, Copy
    from rapporteur_app.workspace import Workspace

SIZE = (1200, 660)


def compare_with(workspace: "Workspace", path: Path) -> "Comparison":
    """Compare the open selection with a copy in another file. Runs in the background."""
    from rapporteur_app.verification.forks import compare
    from rapporteur_app.workspace import Workspace

    with Workspace.open(path, write=False) as other:
        return compare(workspace, other)


class CompareDialog(Dialog):
    """The relation in a sentence, both tails, the advice; and the other's ballots can be saved for collecting."""

    def __init__(self, parent: QWidget, desk: Desk, found: "Comparison") -> None:
        super().__init__(parent, desk.catalogue, message("Two copies compared"))
        self.resize(*SIZE)
        self._desk, self._found = desk, found
        self.relation = Notice()
        self.relation.tell(self.words, found.sentence, "warning" if found.is_parted else "info")
        self.body.addWidget(self.relation)
        self._add_lines([*found.told_hand_overs(), *found.faults()])
        tails = QHBoxLayout()
        tails.setSpacing(SPACING * 2)
        self.mine = self._add_tail(tails, message("Only in this copy, {file}"), found.mine)
        self.other = self._add_tail(tails, message("Only in the other copy, {file}"), found.other)
        self.body.addLayout(tails, 1)
        self._add_lines([message("What to do"), *found.advice()], first="subtitle")
        self._add_buttons()

    def _add_buttons(self) -> None:
        count = len(self._found.ballots_only_there)
        if count:
            save = QPushButton()
            words = plural("&Save the other copy's ballot…", "&Save the other copy's {count} ballots…", count)
            self.words.put(save.setText, words)
            save.setAutoDefault(False)
            save.clicked.connect(lambda _checked=False: self._ask_folder())
            self.buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)

    def _add_lines(self, lines: Sequence[Message], first: str = "") -> None:
        for place, line in enumerate(lines):
            label = PlainLabel()  # the other copy may come from anybody
            label.setWordWrap(True)
            if first and place == 0:
                label.setObjectName(first)
            self.words.put(label.setText, line)
            self.body.addWidget(label)

    def _add_tail(self, row: QHBoxLayout, head: Message, copy: "Copy") -> Table:
        title = PlainLabel()
        title.setWordWrap(True)
        words = Message(head.msgid, {"file": copy.file})
        self.words.put(title.setText, words)
        table = Table(self.words.catalogue, self._columns())
        table.name_it(words)
        table.filter.hide()  # a tail is short, and what was done needs the room
        table.set_rows(
            [(entry.n, entry.time, self._who(entry.actor), self._told(entry.action), entry.installation)
             for entry in copy.tail],
            [entry.n for entry in copy.tail],
        )  # fmt: skip
        column = QVBoxLayout()
        column.setSpacing(SPACING // 2)
        column.addWidget(title)
        column.addWidget(table, 1)
        row.addLayout(column, 1)
        return table

    def _columns(self) -> list[Column]:
        return [
            Column("n", message("No."), numeric=True),
            Column("time", message("When"), shown=lambda iso: self._desk.names.moment(iso), whole=True),
            Column("actor", message("Who")),
            Column("action", message("What")),
            Column("installation", message("Program on"), hidden=True),
        ]

    def _who(self, actor: str) -> str:
        return self.text("Secretariat") if actor == "secretariat" else actor

    def _told(self, action: Message) -> str:
        return self.words.catalogue.render(told(action))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.text("A folder for the other copy's ballots"))
        if chosen:
            self.save_ballots(Path(chosen))

    def save_ballots(self, folder: Path) -> None:
        """Write the other copy's ballots into a folder, and say what to do with them."""
        from rapporteur_app.verification.forks import save_ballots

        self._desk.run_in_background(
            self,
            lambda _progress: save_ballots(self._found, folder),
            lambda written: self.relation.tell(
                self.words,
                plural(
                    "{count} ballot saved in {folder}: collect it under “Scoring”.",
                    "{count} ballots saved in {folder}: collect them under “Scoring”.",
                    len(written),
                    folder=str(folder),
                ),
                "good",
            ),
        )
