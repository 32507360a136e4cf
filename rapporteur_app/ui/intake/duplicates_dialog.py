"""Candidates who may be one person, with what speaks for it and against it; a person decides."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QSplitter, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk, UseCase
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.intake.nomination_ticks import named_with_id
from rapporteur_app.ui.intake.pair_pane import PairPane
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.merging import Suggestion

MERGE = message("&Merge: the same person")
SIZE = (960, 680)


class PairDialog(Dialog):
    """Two candidates: merged whole or by single nominations, or kept apart."""

    def __init__(self, parent: QWidget, desk: Desk, title: Message) -> None:
        super().__init__(parent, desk.catalogue, title)
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 24), min(SIZE[1], room.height() - 48))
        self._desk = desk
        self.pane = PairPane(self.words, desk)
        self.merge_button = self._button(MERGE, self._merge)
        self.apart_button = self._button(message("&Keep apart: different persons"), self._keep_apart)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.pane.changed.connect(self._allow)

    def _button(self, words: Message, slot: Any) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.setEnabled(False)
        self.words.put(button.setText, words)
        button.clicked.connect(lambda _checked: slot())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _allow(self) -> None:
        """Say what the button does with the ticks as they are."""
        writable = self.pane.pair is not None and self._desk.writable
        chosen = len(self.pane.chosen())
        self.apart_button.setEnabled(writable)
        self.merge_button.setEnabled(writable and (chosen > 0 or self.pane.all_chosen))
        moved = self.words.catalogue.plural("&Move {count} nomination", "&Move {count} nominations", chosen)
        whole = self.pane.all_chosen or not chosen
        self.merge_button.setText(self.words.catalogue.render(MERGE) if whole else moved)

    def _merge(self) -> None:
        from rapporteur_app.intake.merging import merge

        pair = self.pane.pair
        if pair is not None:
            kept, other = self.pane.kept_and_other(pair)
            only = None if self.pane.all_chosen else self.pane.chosen()
            self._do(merge, [kept.id, other.id], only)

    def _keep_apart(self) -> None:
        from rapporteur_app.intake.merging import keep_apart

        pair = self.pane.pair
        if pair is not None:
            self._do(keep_apart, pair.first.id, pair.second.id)

    def _do(self, use_case: UseCase, *arguments: Any) -> None:
        for button in (self.merge_button, self.apart_button):
            button.setEnabled(False)
        self._desk.act(self, use_case, *arguments, done=lambda _made: self.decided(), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._allow()
        self._desk.tasks.tell(self, error)

    def decided(self) -> None:
        """Go on after a decision."""


class DuplicatesDialog(PairDialog):
    """Pairs of candidates, most alike first; each is merged, kept apart, or left for later."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk, message("Possible duplicates"))
        self._found: dict[tuple[int, int], Suggestion] = {}
        columns = [
            Column("first", message("Candidate")),
            Column("second", message("May be the same as")),
            Column("score", message("Likeness"), numeric=True),
        ]
        self.table = Table(desk.catalogue, columns, name="duplicates", memory=desk.memory)
        self.table.choose_one()
        self.words.put(self.table.view.setAccessibleName, message("Pairs of candidates who may be one person"))
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.pane)
        both.setSizes([240, 320])
        both.setChildrenCollapsible(False)
        self.body.addWidget(both, 1)
        self.table.current_changed.connect(lambda _key: self._show())
        desk.changed.connect(self._load)
        self._load(quiet=False)

    def _load(self, *, quiet: bool = True) -> None:
        from rapporteur_app.intake.merging import suggest

        workspace = self._desk.workspace

        def work(progress: Any) -> "list[Suggestion]":
            with workspace.reading() as reader:
                return suggest(reader, progress)

        self._desk.run_in_background(self, work, self._take, quiet=quiet)

    def _take(self, found: "list[Suggestion]") -> None:
        self._found = {(each.first.id, each.second.id): each for each in found}
        rows = [(named_with_id(each.first), named_with_id(each.second), round(each.score)) for each in found]
        self.table.set_rows(rows, list(self._found))
        if self.table.current_key() is None and found:
            self.table.select((found[0].first.id, found[0].second.id))
            self.table.view.setFocus()
        self._show()

    def _show(self) -> None:
        pair = self._found.get(self.table.current_key() or (0, 0))
        if pair is None:
            self.pane.show_none(self.text("Nobody here looks like somebody else."))
        else:
            self.pane.show_pair(pair)
            self._allow()


class MergeDialog(PairDialog):
    """Two candidates whom a person chose, whether they look alike or not."""

    def __init__(self, parent: QWidget, desk: Desk, first: int, second: int) -> None:
        super().__init__(parent, desk, message("Merge {first} and {second}", first=f"C{first}", second=f"C{second}"))
        self.body.addWidget(self.pane, 1)
        from rapporteur_app.intake.merging import compared

        workspace = desk.workspace

        def work(_progress: Any) -> "Suggestion":
            with workspace.reading() as reader:
                return compared(reader, first, second)

        desk.run_in_background(self, work, self._take, quiet=True)

    def _take(self, pair: "Suggestion") -> None:
        self.pane.show_pair(pair)
        self._allow()

    def decided(self) -> None:
        """Close: the two were decided on."""
        self.accept()
