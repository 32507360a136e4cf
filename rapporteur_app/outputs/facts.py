"""Everything that the outputs tell, read from the selection at one moment. Numbers come from results.ranking only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.consultation.report import ConsultationReport, consultation_report
from rapporteur_app.consultation.template import thresholds_of
from rapporteur_app.decision.settled import unanswered
from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.intake.pool import Pool, read_pool
from rapporteur_app.intake.screening_lists import Lists, read_lists
from rapporteur_app.model import (
    Admission,
    Answer,
    AuditEntry,
    Ballot,
    ConsultationRound,
    Decision,
    DecisionSignature,
    Declaration,
    Endorsement,
    Finding,
    Meeting,
    Member,
    Nomination,
    Opening,
    RubricVersion,
    ShortlistEntry,
    Stakeholder,
    Withdrawal,
)
from rapporteur_app.outputs.blocks import Said, Translated
from rapporteur_app.results.ranking import Ranking, ranking_json, read_ranking
from rapporteur_app.results.shortlist import shortlisted
from rapporteur_app.scoring.declarations import recused_pairs
from rapporteur_app.scoring.opening_keys import BOTH_ON_ONE_MACHINE
from rapporteur_app.setup.criteria import frozen_version, latest_version, rubric_of
from rapporteur_app.setup.members import roles_of, scoring_members
from rapporteur_app.setup.selection import template_of
from rapporteur_app.setup.settings import settings
from rapporteur_app.workspace.undo import acts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.model import Role
    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.setup.template_parts import Template
    from rapporteur_app.workspace import Reader

ONE_MACHINE_BEFORE = message("Opening keys made, all on one machine: {count}", count=2)
"""How the act by which both opening keys were made on one machine stands in the files of earlier versions."""


@dataclass(frozen=True)
class Facts:
    """The selection as the outputs see it; what is not there yet is None or empty."""

    settings: dict[str, str]
    template: Template
    members: list[Member]
    roles: dict[int, list[Role]]
    scoring: list[Member]
    version: RubricVersion | None
    rubric: Rubric | None
    pool: Pool
    findings: list[Finding]
    lists: Lists
    """The late and the incomplete ones, with what was done."""
    admissions: list[Admission]
    withdrawals: list[Withdrawal]
    withdrawn_nominations: list[Nomination]
    declarations: Counter[str]
    recused: set[tuple[int, int]]
    opening: Opening | None
    sheet_ballots: int
    one_machine: bool
    ranking: Ranking | None
    results: dict[str, Any] | None
    meetings: list[Meeting]
    chosen: list[ShortlistEntry]
    left_out: list[ShortlistEntry]
    rounds: list[ConsultationRound]
    consultation: ConsultationReport | None
    unanswered: list[str]
    """The concerns that have no disposition."""
    stakeholders: dict[int, Stakeholder]
    decision: Decision | None
    endorsements: list[Endorsement]
    signature: DecisionSignature | None
    answers: list[Answer]
    audit_head: str
    audit_entries: int

    @property
    def zone(self) -> str:
        """The time zone of the selection."""
        return self.settings["zone"]

    @property
    def language(self) -> str:
        """The language in which the selection's own texts are written."""
        return self.settings["language"]

    def own(self, text: str, known: Mapping[str, str]) -> Said | Translated:
        """A text of the selection: in every language where it still is the template's, else in the selection's."""
        return Translated(known, self.language) if text in known.values() else Said(text, self.language)

    def name(self, candidate: int) -> str:
        """A candidate's name; the id alone where the candidate was merged away."""
        return next((person.name for person in self.pool.persons if person.id == candidate), f"C{candidate}")

    def named(self, candidate: int | None, nomination: int | None) -> list[int]:
        """The candidates whom a candidate's number, or else a nomination, stands for; without those merged away."""
        wanted = [candidate] if candidate else self.pool.others.get(nomination or 0, [])
        return [person.id for person in self.pool.persons if person.id in wanted]

    def member(self, number: int) -> str:
        """A member's name."""
        return next((member.name for member in self.members if member.id == number), f"M{number}")


def read_facts(reader: Reader) -> Facts:
    """Read all of it."""
    ranking = _ranking(reader)
    version = frozen_version(reader) or latest_version(reader)
    members = reader.all(Member)
    rounds = reader.all(ConsultationRound)
    head = reader.all(AuditEntry)
    opening = reader.first(Opening, round=ranking.round) if ranking else None
    pool = read_pool(reader)
    return Facts(
        settings=settings(reader),
        template=template_of(reader),
        members=members,
        roles={member.id or 0: roles_of(reader, member.id or 0) for member in members},
        scoring=scoring_members(reader),
        version=version,
        rubric=rubric_of(version) if version else None,
        pool=pool,
        lists=read_lists(reader, pool),
        findings=reader.all(Finding),
        admissions=reader.all(Admission),
        withdrawals=reader.all(Withdrawal),
        withdrawn_nominations=[row for row in reader.all(Nomination) if row.withdrawn_at],
        declarations=Counter(row.interest.value for row in reader.all(Declaration)),
        recused=recused_pairs(reader),
        opening=opening,
        sheet_ballots=_sheet_ballots(reader, opening),
        one_machine=_made_on_one_machine(reader),
        ranking=ranking,
        results=ranking_json(ranking) if ranking else None,
        meetings=reader.all(Meeting),
        chosen=shortlisted(reader),
        left_out=reader.all(ShortlistEntry, chosen=False),
        rounds=rounds,
        consultation=consultation_report(reader, None, thresholds_of(reader)) if rounds else None,
        unanswered=unanswered(reader),
        stakeholders={row.id or 0: row for row in reader.all(Stakeholder)},
        decision=reader.first(Decision),
        endorsements=reader.all(Endorsement, Endorsement.member_id),
        signature=reader.first(DecisionSignature),
        answers=reader.all(Answer),
        audit_head=head[-1].hash if head else "",
        audit_entries=len(head),
    )


def _ranking(reader: Reader) -> Ranking | None:
    try:
        return read_ranking(reader)
    except WrongStage:
        return None


def _sheet_ballots(reader: Reader, opening: Opening | None) -> int:
    counted = opening.counted if opening else []
    return sum(reader.need(Ballot, number).from_sheet for number in counted)


def _made_on_one_machine(reader: Reader) -> bool:
    told = [(act.action.msgid, dict(act.action.values)) for act in acts(reader)]
    return any((one.msgid, dict(one.values)) in told for one in (BOTH_ON_ONE_MACHINE, ONE_MACHINE_BEFORE))
