"""The decision: who is selected and why, who stands behind it, the chair's signature, the person's answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from rapporteur_app.consultation.shortlist import shortlisted
from rapporteur_app.decision.answer import has_accepted, standing
from rapporteur_app.decision.decide import first_ranked_now
from rapporteur_app.decision.endorse import VOTING
from rapporteur_app.decision.settled import unanswered
from rapporteur_app.decision.sign import CHAIRING, signature_holds
from rapporteur_app.i18n import LANGUAGE_NAMES, Message, message, plural
from rapporteur_app.model import Answer, Candidate, Decision, DecisionSignature, Endorsement, Stance
from rapporteur_app.setup.members import members_with
from rapporteur_app.ui.decision.dialogs import DecideDialog, EndorseDialog, RespondDialog, SignDialog
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace import Workspace


@dataclass(frozen=True)
class Deciding:
    """The decision as it stands, and what it may be made of."""

    people: Sequence[tuple[int, str]]
    members: Sequence[tuple[int, str, Stance | None, str]]
    chairs: Sequence[tuple[int, str]]
    names: dict[int, str] = field(default_factory=dict)
    first: Sequence[int] = ()
    decision: dict[str, Any] = field(default_factory=dict)
    signed_by: str = ""
    signature_holds: bool | None = None
    answers: Sequence[tuple[int, bool, str, str]] = ()
    standing: int | None = None
    accepted: bool = False
    waiting: Sequence[str] = ()
    """The concerns that nobody answered."""


class DecisionPage(Page[Deciding]):
    """What was decided, over who stands behind it; the steps at the foot."""

    title = message("Decision")
    intro = message(
        "Select, justify, endorse, sign. Whoever is not ranked first is selected only with a written reason."
    )

    def build(self) -> None:
        """The decision as text, the members' stances as a table."""
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.word(self.told.setAccessibleName, message("The decision"))
        self.table = Table(self.desk.catalogue, self._columns(), name="decision", memory=self.desk.memory)
        self.table.name_it(message("The members' stances"))
        self.table.opened.connect(lambda _key: self.ask_stance())
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.told)
        splitter.addWidget(self.table)
        splitter.setSizes([300, 240])
        self.body.addWidget(splitter, 1)
        self.set_empty(
            message("There is no shortlist yet."), message("The decision is taken among its names."), icon="people"
        )
        self.decide = self.add_action(message("&Decide…"), self.ask_decision, icon="edit")
        self.endorse = self.add_action(message("&Endorse or dissent…"), self.ask_stance, icon="people")
        self.respond = self.add_action(message("The person's &answer…"), self.ask_answer, icon="mail")
        self.sign = self.add_action(message("&Sign…"), self.ask_signature, icon="chair", primary=True)

    def read(self, workspace: "Workspace") -> Deciding:
        """The decision and what surrounds it."""
        with workspace.reading() as reader:
            people = [(candidate.id or 0, candidate.name) for candidate in shortlisted(reader)]
            names = {candidate.id or 0: candidate.name for candidate in reader.all(Candidate)}
            chairs = [(member.id or 0, member.name) for member in members_with(reader, *CHAIRING)]
            stances = {row.member_id: row for row in reader.all(Endorsement)}
            members = [
                (
                    member.id or 0, member.name,
                    stances[member.id].stance if member.id in stances else None,
                    stances[member.id].statement if member.id in stances else "",
                )
                for member in members_with(reader, *VOTING)
            ]  # fmt: skip
            decision, signature = reader.first(Decision), reader.first(DecisionSignature)
            found: dict[str, Any] = {}
            if decision is not None:
                found = {
                    "selected": decision.selected_id, "alternates": list(decision.alternates),
                    "justification": dict(decision.justification), "deviation": decision.deviation,
                }  # fmt: skip
            answers = [(row.candidate_id, row.accepts, row.reason, row.at) for row in reader.all(Answer)]
            return Deciding(
                people, members, chairs, names, first_ranked_now(reader), found,
                f"M{signature.member_id}" if signature else "", signature_holds(reader), answers,
                standing(reader) if decision else None, has_accepted(reader) if decision else False,
                unanswered(reader),
            )  # fmt: skip

    def refresh(self, snapshot: Deciding) -> None:
        """Show the decision and the stances."""
        self._allow()
        if not snapshot.people:
            self.show_empty()
            return
        self.show_body()
        self.told.setPlainText("\n".join(self._lines(snapshot)))
        rows = [(name, stance, statement) for _number, name, stance, statement in snapshot.members]
        self.table.set_rows(rows, [row[0] for row in snapshot.members])
        self.tell(self._standing(snapshot), kind="warning" if snapshot.signature_holds is False else "info")

    def retranslate(self) -> None:
        """The table's heads."""
        self.table.speak(self.desk.catalogue)

    # -- asking

    def ask_decision(self) -> None:
        """Ask for the decision."""
        found = self.snapshot
        if found is not None:
            DecideDialog(self, found.people, found.first, found.decision, found.waiting).open()

    def ask_stance(self) -> None:
        """Ask for a member's stance."""
        found = self.snapshot
        if found is not None and self.endorse.isEnabled():
            EndorseDialog(self, [row[:2] for row in found.members], self.table.current_key()).open()

    def ask_signature(self) -> None:
        """Ask the chair to sign."""
        if self.snapshot is not None:
            SignDialog(self, self.snapshot.chairs).open()

    def ask_answer(self) -> None:
        """Ask what the person answered."""
        found = self.snapshot
        if found is not None and found.decision:
            line = [found.decision["selected"], *found.decision["alternates"]]
            line.sort(key=lambda number: number != found.standing)
            RespondDialog(self, [(number, found.names.get(number, "")) for number in line]).open()

    # -- showing

    def _lines(self, found: Deciding) -> list[str]:
        if not found.decision:
            return [self.text("Nothing is decided yet.")]

        def who(number: int) -> str:
            return f"{found.names.get(number, '')} (C{number})"

        decision = found.decision
        others = ", ".join(map(who, decision["alternates"])) or "–"
        lines = [
            self.text("Selected: {name}", name=who(decision["selected"])),
            self.text("Alternates: {names}", names=others),
        ]
        if decision["deviation"]:
            lines += ["", self.text("Reason for deviating from the ranking: {reason}", reason=decision["deviation"])]
        for code, text in decision["justification"].items():
            lines += ["", self.text("Justification ({language})", language=LANGUAGE_NAMES.get(code, code)), text]
        if found.answers:
            lines.append("")
        for number, accepts, reason, at in found.answers:
            said = self.text("accepts") if accepts else self.text("declines")
            lines.append(f"{self.desk.names.day(at)}  {who(number)}: {said}{' – ' + reason if reason else ''}")
        return lines

    def _standing(self, found: Deciding) -> Message | None:
        if not found.decision:
            return None
        if not found.signed_by:
            waiting = sum(row[2] is None for row in found.members)
            return plural(
                "Taken, not signed. {count} member has not said where they stand.",
                "Taken, not signed. {count} members have not said where they stand.",
                waiting,
            )
        if found.signature_holds is False:
            return message("The signature of {member} does not fit the decision as it stands.", member=found.signed_by)
        if found.standing is None:
            return message("Signed by {member}. Nobody in line is left: decide anew.", member=found.signed_by)
        now = found.names.get(found.standing, "")
        if found.accepted:
            return message("Signed by {member}. {name} has accepted.", member=found.signed_by, name=now)
        return message(
            "Signed by {member}. Selected now: {name}, who has not answered.", member=found.signed_by, name=now
        )

    def _columns(self) -> list[Column]:
        def stance(value: Stance | None) -> str:
            if value is None:
                return self.text("not yet")
            return self.text("endorses") if value is Stance.ENDORSE else self.text("dissents")

        icons = {Stance.ENDORSE: "accent:done", Stance.DISSENT: "danger:warning", None: "muted:waiting"}
        return [
            Column("member", message("Member")),
            Column("stance", message("Stance"), shown=stance, order=str, icon=icons.__getitem__),
            Column("statement", message("Statement")),
        ]

    def _allow(self) -> None:
        super()._allow()
        found = self.snapshot
        if found is not None:
            open_ = self.desk.writable and not found.signed_by
            taken = self.desk.writable and bool(found.decision)
            self.decide.setEnabled(open_ and bool(found.people))
            self.endorse.setEnabled(open_ and taken)
            self.sign.setEnabled(open_ and taken)
            self.respond.setEnabled(taken and found.standing is not None)
