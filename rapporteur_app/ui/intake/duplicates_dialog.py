"""Candidates who may be one person, with what speaks for it and against it; a person decides."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from rapporteur_app.i18n import Message, message
from rapporteur_app.ui.desk import Desk, UseCase
from rapporteur_app.ui.dialogs.base import Dialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.setup.plain_detail import PlainDetail
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.intake.merging import Suggestion
    from rapporteur_app.intake.pool import Person

FIELDS: dict[str, Message] = {
    "organisation": message("Organisation"),
    "country": message("Country"),
    "email": message("E-mail"),
    "phone": message("Telephone"),
    "job_title": message("Position"),
    "constituency": message("Constituency"),
}


class DuplicatesDialog(Dialog):
    """Pairs of candidates, most alike first; each is merged, kept apart, or left for later."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.catalogue, message("Possible duplicates"))
        self.resize(920, 620)
        self._desk = desk
        self._found: dict[tuple[int, int], Suggestion] = {}
        columns = [
            Column("first", message("Candidate")),
            Column("second", message("May be the same as")),
            Column("score", message("Likeness"), numeric=True),
        ]
        self.table = Table(desk.catalogue, columns, name="duplicates", memory=desk.memory)
        self.words.put(self.table.view.setAccessibleName, message("Pairs of candidates who may be one person"))
        self.detail = PlainDetail()
        self.words.put(self.detail.setAccessibleName, message("What speaks for it"))
        self.body.addWidget(self.table, 3)
        self.body.addWidget(self.detail, 2)
        self.merge_button = self._button(message("&Merge: the same person"), self._merge)
        self.apart_button = self._button(message("&Keep apart: different persons"), self._keep_apart)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.table.current_changed.connect(lambda _key: self._show())
        desk.changed.connect(self._load)
        self._load()

    def _button(self, words: Message, slot: Any) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.setEnabled(False)
        self.words.put(button.setText, words)
        button.clicked.connect(lambda _checked: slot())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _load(self) -> None:
        from rapporteur_app.intake.merging import suggest

        workspace = self._desk.workspace

        def work(progress: Any) -> "list[Suggestion]":
            with workspace.reading() as reader:
                return suggest(reader, progress)

        self._desk.run_in_background(self, work, self._take, quiet=True)

    def _take(self, found: "list[Suggestion]") -> None:
        self._found = {(each.first.id, each.second.id): each for each in found}
        rows = [(_name(each.first), _name(each.second), round(each.score)) for each in found]
        self.table.set_rows(rows, list(self._found))
        if self.table.current_key() is None and found:
            self.table.select((found[0].first.id, found[0].second.id))
            self.table.view.setFocus()
        self._show()

    def _show(self) -> None:
        pair = self._found.get(self.table.current_key() or (0, 0))
        for button in (self.merge_button, self.apart_button):
            button.setEnabled(pair is not None and self._desk.writable)
        if pair is None:
            self.detail.show_parts([(self.text("Nobody here looks like somebody else."), [])])
            return
        self.detail.show_parts([(self.text("What speaks for it, and against it"), self._evidence(pair))])

    def _evidence(self, pair: "Suggestion") -> list[tuple[str, str]]:
        """What both say, field by field; '=' where it is the same."""
        lines = [(self.text("Name"), f"{pair.first.name}  /  {pair.second.name}")]
        for code, title in FIELDS.items():
            named = self._desk.names
            values = [named.of(code, getattr(each.candidate, code)) for each in (pair.first, pair.second)]
            if any(values):
                same = values[0].casefold() == values[1].casefold()
                sign = "=" if same else "≠" if all(values) else "/"
                shown = f"=  {values[0]}" if same else f"{values[0] or '–'}  {sign}  {values[1] or '–'}"
                lines.append((self.words.catalogue.render(title), shown))
        counts = f"{len(pair.first.nominations)}  /  {len(pair.second.nominations)}"
        return [*lines, (self.text("Nominations"), counts)]

    def _merge(self) -> None:
        from rapporteur_app.intake.merging import merge

        pair = self.table.current_key()
        if pair is not None:
            self._do(merge, list(pair))

    def _keep_apart(self) -> None:
        from rapporteur_app.intake.merging import keep_apart

        pair = self.table.current_key()
        if pair is not None:
            self._do(keep_apart, *pair)

    def _do(self, use_case: UseCase, *arguments: Any) -> None:
        for button in (self.merge_button, self.apart_button):
            button.setEnabled(False)
        self._desk.act(self, use_case, *arguments)


def _name(person: "Person") -> str:
    return f"{person.name} ({person.candidate.short_id})"
