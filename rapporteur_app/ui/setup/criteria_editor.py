"""The buttons under the criteria: add one, say one anew, move it, rescale the weights, see what members will see."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.setup.criteria_changes import differences
from rapporteur_app.setup.criteria_editing import WHOLE, moved, rescaled, without
from rapporteur_app.setup.rubric import Rubric
from rapporteur_app.ui.dialogs.confirm import confirm
from rapporteur_app.ui.setup.ask_dialog import AskDialog
from rapporteur_app.ui.setup.criterion_dialog import CriterionDialog
from rapporteur_app.ui.setup.sheet_preview import SheetPreview

if TYPE_CHECKING:
    from rapporteur_app.ui.setup.criteria_page import CriteriaPage


class Editing(QWidget):
    """Every change is one act, which Undo takes back; a change of frozen criteria makes the next version."""

    def __init__(self, page: "CriteriaPage") -> None:
        super().__init__()
        self.page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {
            "add": self._button(message("&Add…"), self.add),
            "edit": self._button(message("&Edit…"), self.edit),
            "preview": self._button(message("&Preview…"), self.preview),
        }
        menu = QMenu(self)
        self.actions_by_name = {
            "remove": self._action(menu, message("Remo&ve"), self.remove),
            "up": self._action(menu, message("Move &up"), lambda: self.shift(-1)),
            "down": self._action(menu, message("Move dow&n"), lambda: self.shift(1)),
            "rescale": self._action(menu, message("Re&scale to {whole}", whole=WHOLE), self.rescale),
        }
        more = self._button(message("M&ore"), lambda: None)
        more.setMenu(menu)
        row.addStretch(1)
        for button in (more, self.buttons["preview"], self.buttons["edit"], self.buttons["add"]):
            row.addWidget(button)
        page.table.opened.connect(lambda _key: self.edit())

    def _button(self, words: Message, do: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        self.page.word(button.setText, words)
        button.clicked.connect(lambda _checked: do())
        return button

    def _action(self, menu: QMenu, words: Message, do: Callable[[], object]) -> QAction:
        action = menu.addAction("")
        self.page.word(action.setText, words)
        action.triggered.connect(lambda _checked: do())
        return action

    def allow(self) -> None:
        """Let be pressed what can be done now."""
        rubric, code = self._rubric(), self.page.chosen
        codes = [each.code for each in rubric.criteria]
        free = self._free()
        known = free and code in codes
        self.buttons["add"].setEnabled(free)
        self.buttons["edit"].setEnabled(known)
        actions = self.actions_by_name
        actions["remove"].setEnabled(known)
        actions["up"].setEnabled(known and code != codes[0])
        actions["down"].setEnabled(known and code != codes[-1])
        actions["rescale"].setEnabled(free and rescaled(rubric) != rubric)
        self.buttons["preview"].setEnabled(bool(codes))

    def add(self) -> None:
        """Ask for a new criterion."""
        self._ask(None)

    def edit(self) -> None:
        """Ask for the chosen criterion anew."""
        if self.page.chosen is not None and self._free():
            self._ask(self.page.chosen)

    def remove(self) -> None:
        """Take the chosen criterion away."""
        code = self.page.chosen or ""
        self._change(without(self._rubric(), code), message("Criterion {code} removed", code=code))

    def shift(self, steps: int) -> None:
        """Move the chosen criterion up or down."""
        code = self.page.chosen or ""
        self._change(moved(self._rubric(), code, steps), message("Criterion {code} moved", code=code), code)

    def rescale(self) -> None:
        """Make the weights add up to 100."""
        self._change(rescaled(self._rubric()), message("Weights rescaled to {whole}", whole=WHOLE), self.page.chosen)

    def preview(self) -> None:
        """Show what members will see."""
        SheetPreview(self.page, self._rubric()).open()

    def _free(self) -> bool:
        shown = self.page.snapshot
        return self.page.desk.writable and not (shown is not None and shown.opened)

    def _rubric(self) -> Rubric:
        shown = self.page.snapshot
        return shown.rubric if shown is not None and shown.rubric is not None else Rubric()

    def _ask(self, code: str | None) -> None:
        def save(dialog: AskDialog, rubric: Rubric) -> None:
            if rubric == self._rubric():
                dialog.finish()
                return
            codes = [each.code for each in self._rubric().criteria]
            place = codes.index(code) if code in codes else -1  # a new one comes last; the code itself may be another
            code_now = rubric.criteria[place].code
            changed, added = (
                message("Criterion {code} changed", code=code_now),
                message("Criterion {code} added", code=code_now),
            )
            done = added if code is None else changed
            self._save(rubric, done, code_now, dialog)

        CriterionDialog(self.page, self._rubric(), code, save, about=self._about()).open()

    def _about(self) -> Message | None:
        shown = self.page.snapshot
        return next_version(shown.version) if shown is not None and shown.frozen_at else None

    def _change(self, rubric: Rubric, done: Message, code: str | None = None) -> None:
        """Save at once; of frozen criteria, after saying what it means for the scores."""
        about = self._about()
        if about is None:
            self._save(rubric, done, code)
            return
        question = together([about, *differences(self._rubric(), rubric)])
        confirm(self.page, self.page.desk.catalogue, question, message("&Make a new version"),
                lambda: self._save(rubric, done, code), title=message("The criteria are frozen"))  # fmt: skip

    def _save(self, rubric: Rubric, done: Message, code: str | None, dialog: AskDialog | None = None) -> None:
        from rapporteur_app.setup.criteria import load_criteria

        def saved() -> None:
            if dialog is not None:
                dialog.finish()
            if code is not None:
                self.page.choose(code)

        refuse = dialog.refuse if dialog is not None else lambda error: self.page.desk.tasks.tell(self.page, error)
        self.page.act(load_criteria, rubric, done, done=lambda _version: saved(), failed=refuse)


def next_version(version: int) -> Message:
    """What a change of frozen criteria makes."""
    return message(
        "Version {version} is frozen. What you change makes version {following}, to which the members agree and which "
        "is frozen anew; ballots that came are kept, marked, and do not count under it.",
        version=version, following=version + 1,
    )  # fmt: skip


def together(sentences: Sequence[Message]) -> Message:
    """Several sentences as one text."""
    told = sentences[0]
    for sentence in sentences[1:]:
        told = message("{written} {key}", written=told, key=sentence)
    return told
