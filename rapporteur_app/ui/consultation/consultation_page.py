"""The consultation: the register, rounds, replies, concerns with their answers, and who was reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QTabWidget

from rapporteur_app.consultation.replies import ImportedReplies, import_replies
from rapporteur_app.consultation.report import ConcernItem, ConsultationReport, consultation_report
from rapporteur_app.consultation.shortlist import shortlisted
from rapporteur_app.consultation.stakeholders import LoadedRegister, load_stakeholders, stakeholders_json
from rapporteur_app.consultation.template import thresholds_of, vocabulary_of
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Candidate, ConsultationRound, Reply, ReplyKind, Stakeholder
from rapporteur_app.sheets.tables import read_table
from rapporteur_app.ui.consultation.dialogs import (
    DISPOSITIONS,
    KINDS,
    AnswerDialog,
    CloseDialog,
    ReplyDialog,
    RoundDialog,
)
from rapporteur_app.ui.models.rows_model import Column
from rapporteur_app.ui.page import Page
from rapporteur_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

TABLES = "(*.xlsx *.ods *.csv *.tsv)"


@dataclass(frozen=True)
class Consultation:
    """What the newest round says, and the register."""

    stakeholders: Sequence[dict[str, Any]]
    candidates: Sequence[tuple[str, str]]
    round: int | None = None
    ends: str = ""
    closed: bool = False
    report: ConsultationReport | None = None
    replies: Sequence[tuple[Any, ...]] = ()
    concerns: dict[int, ConcernItem] = field(default_factory=dict)


class ConsultationPage(Page[Consultation]):
    """Five tables: support, replies, concerns, coverage, register."""

    title = message("Consultation")
    intro = message("Stakeholders are asked about the shortlist; every concern is answered, with its effect.")

    def build(self) -> None:
        """The tables in tabs, the acts at the foot."""
        self.tabs = QTabWidget()
        self.tables: dict[str, Table] = {}
        for name, (title, columns) in self._tables().items():
            table = Table(self.desk.catalogue, columns, name=f"consultation/{name}", memory=self.desk.memory)
            table.name_it(title)
            self.tables[name] = table
            self.tabs.addTab(table, self.say(title))
        self.tables["concerns"].opened.connect(lambda _key: self.ask_answer())
        self.tables["concerns"].current_changed.connect(lambda _key: self._allow())
        self.tabs.currentChanged.connect(lambda _place: self._allow())
        self.body.addWidget(self.tabs, 1)
        self.load = self.add_action(message("Load &stakeholders…"), self._ask_register, icon="people")
        self.begin = self.add_action(message("&Open a round…"), lambda: RoundDialog(self).open(), icon="mail")
        self.answer = self.add_action(message("&Answer the concern…"), self.ask_answer, icon="edit")
        self.bring = self.add_action(message("&Import replies…"), self._ask_replies, icon="import")
        self.close_it = self.add_action(message("&Close the round…"), self.ask_close)
        self.log = self.add_action(message("&Log a reply…"), self.ask_reply, icon="add", primary=True)

    def read(self, workspace: "Workspace") -> Consultation:
        """The newest round, and the register."""
        with workspace.reading() as reader:
            people = [(candidate.short_id, candidate.name) for candidate in shortlisted(reader)]
            rounds = reader.all(ConsultationRound, ConsultationRound.number)
            register = stakeholders_json(reader)
            if not rounds:
                return Consultation(register, people)
            last = rounds[-1]
            report = consultation_report(reader, last.number, thresholds_of(reader))
            names = {candidate.id: candidate.name for candidate in reader.all(Candidate)}
            who = {stakeholder.id: stakeholder.organisation for stakeholder in reader.all(Stakeholder)}
            replies = [
                (
                    who.get(reply.stakeholder_id), names.get(reply.candidate_id), reply.kind,
                    None if reply.confidential else reply.text, reply.language, reply.channel, reply.at,
                )
                for reply in reader.all(Reply, round_id=last.id)
            ]  # fmt: skip
            concerns = {concern.id: concern for concern in report.concerns}
            return Consultation(
                register, people, last.number, last.ends, last.closed_at is not None, report, replies, concerns
            )

    def refresh(self, snapshot: Consultation) -> None:
        """Fill the tables; say where the round stands."""
        register = [
            (row["organisation"], *self._place(row["constituency"], row["country"], row["language"]), row["opt_out"])
            for row in snapshot.stakeholders
        ]
        self.tables["register"].set_rows(register, [row["id"] for row in snapshot.stakeholders])
        self.tables["replies"].set_rows(snapshot.replies)
        report = snapshot.report
        if report is not None:
            support = [(row.name, *(row.counts.get(kind, 0) for kind in KINDS)) for row in report.candidates]
            self.tables["support"].set_rows(support, [row.candidate for row in report.candidates])
            coverage = [
                (*self._place(row.constituency, row.country, row.language), row.asked, row.replied)
                for row in report.coverage
            ]
            self.tables["coverage"].set_rows(coverage)
            names = {row.candidate: row.name for row in report.candidates}
            concerns = [
                (
                    f"K{c.id}",
                    names.get(c.reply.candidate),
                    c.kind,
                    c.reply.organisation,
                    c.disposition,
                    c.answer,
                    c.effect,
                )
                for c in report.concerns
            ]
            self.tables["concerns"].set_rows(concerns, [c.id for c in report.concerns])
        self.tell(self._standing(snapshot))
        for place, (title, _columns) in enumerate(self._tables().values()):
            self.tabs.setTabText(place, self.say(title))
        self._allow()

    def retranslate(self) -> None:
        """The tables' heads."""
        for table in self.tables.values():
            table.speak(self.desk.catalogue)

    # -- asking

    def ask_reply(self) -> None:
        """Ask for one reply."""
        found = self.snapshot
        if found is not None and found.round is not None:
            names = [str(row["organisation"]) for row in found.stakeholders]
            ReplyDialog(self, found.round, names, list(found.candidates)).open()

    def ask_answer(self) -> None:
        """Ask what the taskforce did about the concern that the person is on."""
        concern = self._concern()
        if concern is not None and self.desk.writable:
            AnswerDialog(self, concern).open()

    def ask_close(self) -> None:
        """Ask whether to close the round, and why if concerns are open."""
        found = self.snapshot
        if found is not None and found.round is not None:
            waiting = sum(concern.disposition is None for concern in found.concerns.values())
            CloseDialog(self, found.round, waiting).open()

    def load_register(self, path: Path) -> None:
        """Load stakeholders from a table."""
        self.act(_load, path, said=_loaded)

    def import_replies(self, path: Path) -> None:
        """Import replies from a table, and tell what was not understood."""
        if self.snapshot is not None:
            self.act(_import, self.snapshot.round, path, done=self._imported)

    def _ask_register(self) -> None:
        pattern = f"{self.text('Tables')} {TABLES}"
        chosen, _ = QFileDialog.getOpenFileName(self, self.text("Load stakeholders"), "", pattern)
        if chosen:
            self.load_register(Path(chosen))

    def _ask_replies(self) -> None:
        pattern = f"{self.text('Tables')} {TABLES}"
        chosen, _ = QFileDialog.getOpenFileName(self, self.text("Import replies"), "", pattern)
        if chosen:
            self.import_replies(Path(chosen))

    def _imported(self, found: ImportedReplies) -> None:
        words = message(
            "Replies: {new} new, {updated} updated, {unchanged} unchanged, {rejected} rejected.",
            new=found.imported, updated=found.updated, unchanged=found.unchanged, rejected=len(found.rejected),
        )  # fmt: skip
        if found.rejected:
            words = message("{counts} Row {row}: {reason}", counts=words, **found.rejected[0])
        self.tell(words, kind="warning" if found.rejected else "good")
        self.desk.announce(words)

    # -- showing

    def _concern(self) -> ConcernItem | None:
        key = self.tables["concerns"].current_key()
        return self.snapshot.concerns.get(key) if self.snapshot is not None and key is not None else None

    def _standing(self, snapshot: Consultation) -> Message | None:
        report = snapshot.report
        if not snapshot.candidates:
            return message("There is no shortlist yet. The consultation is about its names.")
        if report is None:
            return message("No round is open. Load the stakeholders, then open one.")
        values: dict[str, object] = {"round": report.round, "asked": report.asked, "replied": report.replied}
        if snapshot.closed and not report.thresholds.given:
            return message("Round {round} is closed: {asked} asked, {replied} replied.", **values)
        if snapshot.closed:
            broad = message("The consultation was broad.")
            values["broad"] = broad if report.broad else message("The consultation was not broad.")
            return message("Round {round} is closed: {asked} asked, {replied} replied. {broad}", **values)
        return message(
            "Round {round} is open until {ends}: {asked} asked, {replied} replied.",
            ends=self.desk.names.moment(snapshot.ends),
            **values,
        )

    def _place(self, constituency: str | None, country: str | None, language: str | None) -> tuple[str, str, str]:
        named = self.desk.names
        return (
            named.of("constituency", constituency), named.of("country", country), named.of("language", language),
        )  # fmt: skip

    def _allow(self) -> None:
        super()._allow()
        found = self.snapshot
        if found is None:
            return
        running = self.desk.writable and found.round is not None and not found.closed
        for button in (self.log, self.bring, self.close_it):
            button.setEnabled(running)
        ready = bool(found.candidates) and bool(found.stakeholders)
        self.begin.setEnabled(self.desk.writable and ready and not running)
        self.answer.setEnabled(self.desk.writable and self._concern() is not None)
        self.answer.setVisible(self.tabs.currentWidget() is self.tables["concerns"])

    def _tables(self) -> dict[str, tuple[Message, list[Column]]]:
        def kind(value: ReplyKind) -> str:
            return self.say(KINDS[value])

        def disposition(value: Any) -> str:
            return self.text("open") if value is None else self.say(DISPOSITIONS[value])

        def said(value: str | None) -> str:
            return self.text("(confidential)") if value is None else value

        def yes(value: bool) -> str:
            return self.text("yes") if value else ""

        counts = [Column(code.value, title, numeric=True) for code, title in KINDS.items()]
        place = [
            Column("constituency", message("Constituency")),
            Column("country", message("Country")),
            Column("language", message("Language")),
        ]
        return {
            "support": (message("Support"), [Column("name", message("Candidate")), *counts]),
            "replies": (
                message("Replies"),
                [
                    Column("who", message("Stakeholder")), Column("about", message("Candidate")),
                    Column("kind", message("Reply"), shown=kind), Column("text", message("Words"), shown=said),
                    Column("language", message("Language"), shown=lambda code: self.desk.names.language(code or "")),
                    Column("channel", message("Channel"), shown=lambda way: self.desk.names.of("channel", way)),
                    Column("at", message("When"), shown=lambda iso: self.desk.names.moment(iso), whole=True),
                ],
            ),
            "concerns": (
                message("Concerns"),
                [
                    Column("id", message("Concern")), Column("about", message("Candidate")),
                    Column("kind", message("Reply"), shown=kind), Column("who", message("Stakeholder")),
                    Column("disposition", message("Disposition"), shown=disposition, order=str,
                           icon=lambda value: "danger:warning" if value is None else "accent:done"),
                    Column("answer", message("Answer")), Column("effect", message("Effect")),
                ],
            ),
            "coverage": (
                message("Coverage"),
                [
                    *place, Column("asked", message("Asked"), numeric=True),
                    Column("replied", message("Replied"), numeric=True),
                ],
            ),
            "register": (
                message("Register"),
                [
                    Column("organisation", message("Organisation")), *place,
                    Column("opt_out", message("Opted out"), shown=yes),
                ],
            ),
        }  # fmt: skip


def _load(workspace: "Workspace", actor: "Actor", path: Path) -> LoadedRegister:
    with workspace.reading() as reader:
        vocabulary = vocabulary_of(reader)
    return load_stakeholders(workspace, actor, read_table(path), vocabulary)


def _loaded(found: LoadedRegister) -> Message:
    return message(
        "Stakeholders: {added} added, {updated} updated, {unchanged} unchanged.",
        added=len(found.added), updated=len(found.updated), unchanged=len(found.unchanged),
    )  # fmt: skip


def _import(workspace: "Workspace", actor: "Actor", number: int, path: Path) -> ImportedReplies:
    return import_replies(workspace, actor, number, read_table(path))
