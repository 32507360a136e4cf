"""Conflicts of interest: what each member declares on each eligible candidate, and the recusals that are confirmed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import Interest
from rapporteur_app.scoring.declarations import INTERESTS
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.plain import PlainLabel
from rapporteur_app.ui.setup.words import ask_folder, ask_open
from rapporteur_app.ui.theme import SPACING
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.workspace import Workspace

NOT_DECLARED = message("not declared")
FIRST = 1
"""The grid's first column of a member; before it stands the candidate."""


@dataclass(frozen=True)
class ConflictsShown:
    """The grid: members, eligible candidates, what was declared, what is recused."""

    members: list[tuple[int, str]]
    candidates: list[tuple[int, str]]
    declared: dict[tuple[int, int], tuple[Interest, str]]
    recused: set[tuple[int, int]]
    unsettled: set[tuple[int, int]]
    confirmed: set[tuple[int, int]]
    """Those of the recused whom the chair confirmed, not the policy on affinity."""

    def open_of(self, member: int) -> list[int]:
        """The candidates on whom a member has declared nothing."""
        return [number for number, _name in self.candidates if (member, number) not in self.declared]


class ConflictsPage(Page[ConflictsShown]):
    """A grid of candidates and members; below it the declaration in the cell that is looked at."""

    title = message("Conflicts of interest")
    intro = message("Before scoring, every member declares on every eligible candidate; the chair confirms recusals.")

    def build(self) -> None:
        """Make the place of the grid and the editor."""
        self.table: Table | None = None
        self._members: list[tuple[int, str]] = []
        self._pair: tuple[int, int] | None = None
        self._place = QVBoxLayout()
        self.body.addLayout(self._place, 1)
        self._make_editor()
        self.add_action(message("&Write forms…"), self._ask_forms, icon="sheet", writes=False)
        self.add_action(message("&Load forms…"), self._ask_load, icon="import")
        self.none_button = self.add_action(message("All &others none"), self._declare_rest, with_body=True)
        self.lift_button = self.add_action(message("Li&ft recusal…"), self._lift, icon="undo", with_body=True)
        self.confirm_button = self.add_action(
            message("&Confirm recusal"), self._confirm, icon="done", primary=True, with_body=True
        )
        self.set_empty(
            message("There is nothing to declare yet."),
            message("Members and eligible candidates are needed first."),
            icon="people",
        )

    def _make_editor(self) -> None:
        self.who, self.interest, self.reason, self.save_button = PlainLabel(), QComboBox(), QLineEdit(), QPushButton()
        self.who.setObjectName("subtitle")
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setWordWrap(True)
        label, because = PlainLabel(), PlainLabel()
        label.setBuddy(self.interest)
        because.setBuddy(self.reason)
        self.word(label.setText, message("&Declares"))
        self.word(because.setText, message("&Reason"))
        self.word(self.interest.setAccessibleName, message("What the member declares"))
        self.word(self.reason.setAccessibleName, message("Reason of the declaration"))
        self.word(self.reason.setPlaceholderText, message("Needed for all but “none”"))
        self.word(self.save_button.setText, message("&Save declaration"))
        self.save_button.clicked.connect(lambda _checked: self._save())
        self.reason.returnPressed.connect(self._save)
        self._needs_writing.append(self.save_button)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        for widget in (label, self.interest, because):
            row.addWidget(widget)
        row.addWidget(self.reason, 1)
        row.addWidget(self.save_button)
        self.body.addWidget(self.who)
        self.body.addLayout(row)

    def read(self, workspace: "Workspace") -> ConflictsShown:
        """The grid as it stands."""
        from rapporteur_app.intake.pool import eligible_candidates
        from rapporteur_app.model import Declaration
        from rapporteur_app.scoring.declarations import confirmed_recusals, recused_pairs, unsettled
        from rapporteur_app.setup.members import scoring_members

        with workspace.reading() as reader:
            members = [(member.id or 0, member.name) for member in scoring_members(reader)]
            candidates = [(candidate.id or 0, candidate.name) for candidate in eligible_candidates(reader)]
            rows = reader.all(Declaration)
            declared = {(row.member_id, row.candidate_id): (row.interest, row.reason) for row in rows}
            open_ = {(number, c) for number, _name in members for c in unsettled(reader, number)}
            return ConflictsShown(
                members, candidates, declared, recused_pairs(reader), open_, confirmed_recusals(reader)
            )

    def refresh(self, snapshot: ConflictsShown) -> None:
        """Show it; the person stays in the cell that they were in."""
        if not snapshot.members or not snapshot.candidates:
            self.tell(None)
            self.show_empty()
            return
        self.show_body()
        self._fill_interests()
        table = self._grid(snapshot)
        table.speak(self.desk.catalogue)
        rows = [self._row(snapshot, number, name) for number, name in snapshot.candidates]
        keys = [number for number, _name in snapshot.candidates]
        pair = self._pair
        table.set_rows(rows, keys)
        self._go_to(pair if pair is not None and pair[1] in keys else (snapshot.members[0][0], keys[0]))
        self._tell_state(snapshot)

    def _tell_state(self, shown: ConflictsShown) -> None:
        missing = sum(len(shown.open_of(number)) for number, _name in shown.members)
        if missing or shown.unsettled:
            self.tell(
                message(
                    "{missing} not declared yet; {unsettled} for the chair to settle; {recused} recused.",
                    missing=missing,
                    unsettled=len(shown.unsettled),
                    recused=len(shown.recused),
                )
            )
        else:
            self.tell(
                message("Everything is declared and settled; {recused} recused.", recused=len(shown.recused)),
                kind="good",
            )

    # -- the grid

    def _grid(self, shown: ConflictsShown) -> Table:
        if self.table is not None and self._members == shown.members:
            return self.table
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.deleteLater()
        self._members = shown.members
        columns = [Column("candidate", message("Candidate"))]
        columns += [Column(f"M{n}", Message("{name}", {"name": _short(name)})) for n, name in shown.members]
        self.table = table = Table(self.desk.catalogue, columns)
        table.name_it(message("Declarations: candidates and members"))
        table.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.view.selectionModel().currentChanged.connect(lambda now, _before: self._come_to(now.row(), now.column()))
        table.view.selectionModel().selectionChanged.connect(lambda _now, _before: self._look())
        table.opened.connect(lambda _key: self.interest.setFocus())
        self._place.addWidget(table)
        return table

    def _row(self, shown: ConflictsShown, candidate: int, name: str) -> list[str]:
        return [f"{name} (C{candidate})", *(self._cell(shown, (member, candidate)) for member, _name in shown.members)]

    def _cell(self, shown: ConflictsShown, pair: tuple[int, int]) -> str:
        found = shown.declared.get(pair)
        if found is None:
            return self.say(NOT_DECLARED)
        state = self.say(INTERESTS[found[0]])
        if pair in shown.recused:
            return self.text("{state}, recused", state=state)
        return self.text("{state}, to settle", state=state) if pair in shown.unsettled else state

    def _look(self) -> None:
        if self.table is not None:
            index = self.table.view.selectionModel().currentIndex()
            self._come_to(index.row(), index.column())

    def _come_to(self, row: int, column: int) -> None:
        table = self.table
        if table is None or row < 0 or not table.view.selectionModel().hasSelection():
            return
        member = self._members[max(column - FIRST, 0)][0]
        self._show_pair((member, int(str(table.model.key(row)))))

    def _go_to(self, pair: tuple[int, int]) -> None:
        assert self.table is not None
        row = self.table.model.row_of(pair[1])
        places = [number for number, _name in self._members]
        if row >= 0:
            index = self.table.model.index(row, FIRST + (places.index(pair[0]) if pair[0] in places else 0))
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.table.view.selectionModel().setCurrentIndex(index, flag)
        self._pair = None
        self._show_pair(pair)

    # -- one declaration

    def _fill_interests(self) -> None:
        chosen = self.interest.currentData()
        self.interest.clear()
        for interest, words in INTERESTS.items():
            self.interest.addItem(self.say(words), interest.value)
        self.interest.setCurrentIndex(self.interest.findData(chosen))

    def _show_pair(self, pair: tuple[int, int]) -> None:
        shown = self.snapshot
        if shown is None or pair == self._pair:
            return
        self._pair = pair
        members, candidates = dict(shown.members), dict(shown.candidates)
        self.who.setText(
            self.text(
                "{member} on {candidate}: {state}",
                member=members.get(pair[0], ""),
                candidate=candidates.get(pair[1], ""),
                state=self._cell(shown, pair),
            )
        )
        found = shown.declared.get(pair)
        self.interest.setCurrentIndex(self.interest.findData(found[0].value if found else None))
        self.reason.setText(found[1] if found else "")
        self.reason.setCursorPosition(0)
        self._allow()

    def _allow(self) -> None:
        super()._allow()
        shown, pair = self.snapshot, self._pair
        if shown is None or pair is None:
            return
        found = shown.declared.get(pair)
        can_confirm = found is not None and found[0] is not Interest.NONE and pair not in shown.recused
        self.confirm_button.setEnabled(self.desk.writable and can_confirm)
        self.lift_button.setEnabled(self.desk.writable and pair in shown.confirmed)
        self.none_button.setEnabled(self.desk.writable and bool(shown.open_of(pair[0])))

    def _save(self) -> None:
        from rapporteur_app.scoring.declarations import declare, interest_named

        value = self.interest.currentData()
        if self._pair is None or not self.desk.writable:
            return
        if value is None:
            self.interest.setFocus()
            return
        self.act(declare, *self._pair, interest_named(str(value)), self.reason.text(), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self.desk.tasks.tell(self, error)
        self.reason.setFocus()

    def _confirm(self) -> None:
        from rapporteur_app.scoring.declarations import confirm_recusal

        if self._pair is not None:
            self.act(confirm_recusal, *self._pair)

    def _lift(self) -> None:
        from rapporteur_app.ui.scoring.lift_dialog import LiftDialog

        if self._pair is not None:
            LiftDialog(self, *self._pair).open()

    def _declare_rest(self) -> None:
        """Declare 'none' for this member on all candidates on whom nothing is declared, as one act."""
        from rapporteur_app.scoring.declarations import load_declarations

        if self.snapshot is None or self._pair is None:
            return
        member = self._pair[0]
        rows = [
            {"member": f"M{member}", "candidate": f"C{number}", "state": Interest.NONE.value, "reason": ""}
            for number in self.snapshot.open_of(member)
        ]
        self.act(load_declarations, rows)

    # -- forms

    def _ask_forms(self) -> None:
        from rapporteur_app.scoring.forms import write_forms

        folder = ask_folder(self, self.desk.catalogue, message("A folder for the declaration forms"))
        if folder is None:
            return
        workspace = self.desk.workspace

        def done(written: "list[Path]") -> None:
            self.desk.announce(
                plural(
                    "{count} form written to {folder}",
                    "{count} forms written to {folder}",
                    len(written),
                    folder=str(folder),
                )
            )

        self.desk.run_in_background(self, lambda _progress: write_forms(workspace, folder), done)

    def _ask_load(self) -> None:
        from rapporteur_app.scoring.forms import load_forms

        path = ask_open(self, self.desk.catalogue, message("Load declaration forms"), message("Tables"))
        if path is not None:
            self.act(load_forms, path, said=_said)


def _said(counts: dict[str, Any]) -> Message:
    return message("{declared} declared, {blank} left blank, {skipped} skipped", **counts)


def _short(name: str) -> str:
    """A name that fits over a narrow column: the first and the last word."""
    words = name.split()
    return name if len(words) < 3 else f"{words[0]} {words[1][:1]}. {words[-1]}"
