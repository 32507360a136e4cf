"""Screening: what can be computed is proposed, what cannot is asked; nothing late or incomplete is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.actions_taken import named
from rapporteur_app.intake.merging import live
from rapporteur_app.intake.names import one_called
from rapporteur_app.intake.pool import Person, Pool, names_to_ids, read_pool
from rapporteur_app.intake.program_notes import as_message
from rapporteur_app.intake.proposals import Judge
from rapporteur_app.model import (
    Admission,
    DecisionSignature,
    Finding,
    FindingState,
    Mention,
    Nomination,
    Stage,
    Withdrawal,
)
from rapporteur_app.setup.selection import template_of
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rapporteur_app.setup.template_parts import EligibilityRule, Template
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


@dataclass(frozen=True)
class Subject:
    """What is screened: a candidate, or one nomination."""

    candidate: int | None = None
    nomination: int | None = None

    @property
    def short_id(self) -> str:
        """C12 or N34."""
        return f"C{self.candidate}" if self.candidate else f"N{self.nomination}"

    def is_of(self, candidate: int, nominations: Collection[int | None]) -> bool:
        """Whether this is a candidate, or one of these nominations."""
        return self.candidate == candidate or (self.nomination is not None and self.nomination in nominations)


@dataclass(frozen=True)
class Proposal:
    """What the program would find for a rule, and why; a person accepts it or says otherwise."""

    subject: Subject
    rule: str
    state: FindingState
    reason: Message

    def as_json(self) -> dict[str, Any]:
        """The proposal as other programs read it."""
        return {"id": self.subject.short_id, "rule": self.rule, "state": self.state.value, "note": self.reason}


def rule_named(template: Template, code: str) -> EligibilityRule:
    """The eligibility rule with this code.

    Raises:
        BadInput: the template has none; the sentence lists those that it has.
    """
    for rule in template.rules:
        if rule.code == code:
            return rule
    known = ", ".join(rule.code for rule in template.rules) or "–"
    raise BadInput(
        message("“{code}” is not an eligibility rule of this selection. Rules: {known}.", code=code, known=known)
    )


def screen(
    workspace: Workspace, actor: Actor, subject: Subject, rule: str, state: FindingState, note: str, *, at: str = ""
) -> None:
    """Record what was found for one rule. A rule of nominations given for a candidate is recorded on all of theirs.

    Raises:
        BadInput: there is no such rule; or 'not met' or 'to clarify' without a note.
        NotFound: there is no such candidate or nomination.
    """
    action = message("Screened {id}: {rule} is {state}", id=subject.short_id, rule=rule, state=state.value)
    with workspace.transaction(actor, action, stage=Stage.SCREENING) as tx:
        _require_unsigned(tx)
        found = rule_named(template_of(tx), rule)
        for target in _targets(tx, read_pool(tx), subject, found):
            _record(tx, actor, target, rule, state, note, at)


def load_findings(workspace: Workspace, actor: Actor, rows: Sequence[Mapping[str, str]]) -> int:
    """Record findings from a table: candidate (or nomination), rule, state, note. All rows or none.

    Returns:
        How many rows were recorded.

    Raises:
        BadInput: a row names nobody, no rule or no state; the sentence says which row.
    """
    with workspace.transaction(
        actor, message("Screening loaded: {count}", count=len(rows)), stage=Stage.SCREENING
    ) as tx:
        _require_unsigned(tx)
        template, pool = template_of(tx), read_pool(tx)
        names = names_to_ids(pool)
        for number, row in enumerate(rows, start=2):
            subject = subject_named(row.get("candidate") or row.get("nomination") or "", names, number)
            rule = rule_named(template, row.get("rule", "").strip())
            state = state_named(row.get("state", ""), number)
            for target in _targets(tx, pool, subject, rule):
                _record(tx, actor, target, rule.code, state, row.get("note", ""), "")
    return len(rows)


def subject_named(text: str, names: Mapping[str, Collection[str]], row: int) -> Subject:
    """The candidate or nomination that a cell names, by id or by the candidate's name.

    Raises:
        BadInput: it names nobody, or several.
    """
    cell = text.strip()
    if cell[:1].upper() == "N" and cell[1:].isdigit():
        return Subject(nomination=int(cell[1:]))
    found = one_called(names, cell, row)
    if found is None:
        raise BadInput(message("Row {row}: there is no candidate “{name}”.", row=row, name=cell))
    return Subject(candidate=int(found.removeprefix("C")))


def state_named(text: str, row: int) -> FindingState:
    """The state that a cell names: met, not_met, to_clarify.

    Raises:
        BadInput: it is none of them.
    """
    key = text.strip().lower().replace(" ", "_").replace("-", "_")
    try:
        return FindingState(key)
    except ValueError as error:
        raise BadInput(
            message("Row {row}: “{state}” is not a state. Use met, not_met or to_clarify.", row=row, state=text)
        ) from error


def _require_unsigned(reader: Reader) -> None:
    """See that no signed decision stands on the screening: who is eligible decides who is ranked."""
    if reader.first(DecisionSignature):
        raise WrongStage(
            message("The decision is signed: the screening that it stands on no longer changes. A person may withdraw.")
        )


def _targets(reader: Reader, pool: Pool, subject: Subject, rule: EligibilityRule) -> list[Subject]:
    """Where a finding belongs: a rule of candidates on the person, a rule of nominations on each of theirs."""
    if subject.nomination is not None:
        reader.need(Nomination, subject.nomination)
        if rule.subject == "nomination":
            return [subject]
        named = reader.all(Mention, nomination_id=subject.nomination)
        return [Subject(candidate=mention.candidate_id) for mention in named]
    person = pool.person(subject.candidate or 0)
    if rule.subject == "candidate":
        return [Subject(candidate=person.id)]
    return [Subject(nomination=nomination.id) for nomination in person.nominations]


def _record(
    tx: Transaction, actor: Actor, subject: Subject, rule: str, state: FindingState, note: str, at: str
) -> None:
    if state is not FindingState.MET and not note.strip():
        raise BadInput(message("Say in a note why {rule} is not met for {id}.", rule=rule, id=subject.short_id))
    known = tx.first(Finding, candidate_id=subject.candidate, nomination_id=subject.nomination, rule=rule)
    finding = known or Finding(
        candidate_id=subject.candidate, nomination_id=subject.nomination, rule=rule, state=state, at=now()
    )
    finding.state, finding.note, finding.by, finding.at = state, note.strip(), str(actor), at or now()
    finding.checked_by, finding.checked_at = "", None  # what was checked was the finding before
    tx.session.add(finding)


def check_finding(workspace: Workspace, actor: Actor, subject: Subject, rule: str) -> int:
    """Record that a second person looked at what was found for a rule and agrees; a change of the finding ends it.

    Returns:
        How many findings were checked: a rule of nominations given for a candidate means all of theirs.

    Raises:
        BadInput: there is no such rule; or whoever checks found it themselves.
        NotFound: there is no such candidate or nomination, or nothing was found for the rule yet.
    """
    action = message("Screening checked {id}: {rule}", id=subject.short_id, rule=rule)
    with workspace.transaction(actor, action, stage=Stage.SCREENING) as tx:
        _require_unsigned(tx)
        targets = _targets(tx, read_pool(tx), subject, rule_named(template_of(tx), rule))
        found = [_finding(tx, target, rule) for target in targets]
        for finding in found:
            if finding.by == str(actor):
                raise BadInput(
                    message(
                        "{who} found this; another person checks it (--as; in the window, “Acting as”).",
                        who=named(finding.by),
                    )
                )
            finding.checked_by, finding.checked_at = str(actor), now()
            tx.add(finding)
        return len(found)


def _finding(reader: Reader, subject: Subject, rule: str) -> Finding:
    found = reader.first(Finding, candidate_id=subject.candidate, nomination_id=subject.nomination, rule=rule)
    if found is None:
        raise NotFound(message("Nothing was found yet for {rule} of {id}.", rule=rule, id=subject.short_id))
    return found


def admit(workspace: Workspace, actor: Actor, subject: Subject, note: str) -> None:
    """Let a late or incomplete nomination, or a candidate, in with a reason.

    Raises:
        BadInput: no reason was given.
        NotFound: there is no such candidate or nomination.
    """
    if not note.strip():
        raise BadInput(message("{id} is admitted only with a reason.", id=subject.short_id))
    with workspace.transaction(actor, message("Admitted {id}", id=subject.short_id), stage=Stage.SCREENING) as tx:
        _require_unsigned(tx)
        if subject.nomination is not None:
            tx.need(Nomination, subject.nomination)
        else:
            live(tx, subject.candidate or 0)
        known = tx.first(Admission, candidate_id=subject.candidate, nomination_id=subject.nomination)
        row = known or Admission(candidate_id=subject.candidate, nomination_id=subject.nomination, note=note, at=now())
        row.note, row.by, row.at = note.strip(), str(actor), now()
        tx.add(row)


def propose(reader: Reader) -> list[Proposal]:
    """What can be computed for the rules that nobody has decided yet.

    And for those that were accepted as the program proposed them, where it would find something else by now: a later
    export brought what was missing, or the deadline was moved. What a person found stays as they found it.
    """
    template, pool, judge = template_of(reader), read_pool(reader), Judge(reader)
    known = {(f.candidate_id, f.nomination_id, f.rule): f for f in reader.all(Finding)}
    found = []
    for rule in template.rules:
        for subject, person, nomination in _subjects(pool, rule):
            verdict = judge.verdict(rule, person, nomination)
            finding = known.get((subject.candidate, subject.nomination, rule.code))
            if verdict is not None and (finding is None or _is_outdated(finding, *verdict)):
                found.append(Proposal(subject, rule.code, *verdict))
    return found


def _is_outdated(finding: Finding, state: FindingState, reason: Message) -> bool:
    """Whether a finding is what the program said once, and no longer what it says."""
    same = finding.state is state and (state is FindingState.MET or finding.note == str(reason))
    return not same and as_message(finding.note) is not None


def _subjects(pool: Pool, rule: EligibilityRule) -> Iterator[tuple[Subject, Person, Nomination | None]]:
    seen = set()
    for person in pool.persons:
        if person.withdrawn:
            continue
        if rule.subject == "candidate":
            yield Subject(candidate=person.id), person, None
            continue
        for nomination in person.nominations:
            if nomination.id not in seen and nomination.withdrawn_at is None:
                seen.add(nomination.id)
                yield Subject(nomination=nomination.id), person, nomination


def accept_proposals(
    workspace: Workspace, actor: Actor, *, candidate: int | None = None, rule: str = ""
) -> list[Proposal]:
    """Record every proposal as found, or only those on one candidate and one rule.

    The note is the program's reason, in English as all that the file keeps.
    """
    with workspace.transaction(actor, message("Proposals of the screening accepted"), stage=Stage.SCREENING) as tx:
        _require_unsigned(tx)
        proposals = [each for each in propose(tx) if not rule or each.rule == rule]
        if candidate is not None:
            own = {nomination.id for nomination in read_pool(tx).person(candidate).nominations}
            proposals = [each for each in proposals if each.subject.is_of(candidate, own)]
        for proposal in proposals:
            _record(tx, actor, proposal.subject, proposal.rule, proposal.state, str(proposal.reason), "")
        tx.session.flush()
    return proposals


def withdraw(workspace: Workspace, actor: Actor, subject: Subject, by: str, reason: str) -> None:
    """Withdraw a nomination, or a candidate with all of theirs; what was done before stays on record.

    Raises:
        BadInput: who withdraws it, or why, was not said.
        NotFound: there is no such candidate or nomination, or it is withdrawn already.
    """
    if not by.strip() or not reason.strip():
        raise BadInput(message("Say who withdraws {id}, and why.", id=subject.short_id))
    with workspace.transaction(actor, message("Withdrawn: {id}", id=subject.short_id)) as tx:
        if subject.nomination is not None:
            nomination = tx.need(Nomination, subject.nomination)
            _refuse_withdrawn(subject, nomination.withdrawn_at is not None)
            nomination.withdrawn_at, nomination.withdrawn_by = now(), by.strip()
            nomination.withdrawn_reason = reason.strip()
            tx.add(nomination)
        else:
            candidate = live(tx, subject.candidate or 0)
            _refuse_withdrawn(subject, tx.first(Withdrawal, candidate_id=candidate.id) is not None)
            tx.add(Withdrawal(candidate_id=candidate.id or 0, by=by.strip(), reason=reason.strip(), at=now()))


def _refuse_withdrawn(subject: Subject, already: bool) -> None:
    if already:
        raise NotFound(message("{id} is withdrawn already.", id=subject.short_id))
