"""The pool: every candidate with their nominations and what screening found, read at one moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import message
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.model import (
    Admission,
    Candidate,
    Finding,
    FindingState,
    Mention,
    Nomination,
    Withdrawal,
)
from rapporteur_app.setup.selection import template_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.setup.template_parts import EligibilityRule
    from rapporteur_app.workspace import Reader

plain = spelling_key
"""A name without differences of case, spaces and the way its accents are written."""


@dataclass(frozen=True)
class Person:
    """One candidate with all that came in about them."""

    candidate: Candidate
    nominations: list[Nomination]
    mentions: list[Mention]
    findings: dict[str, FindingState | None]
    notes: dict[str, str]
    withdrawn: bool
    admitted: str | None
    eligible: bool | None
    checked: dict[str, str] = field(default_factory=dict)
    """By rule: who looked a second time at all that was found for it."""

    @property
    def id(self) -> int:
        """The candidate's number."""
        return self.candidate.id or 0

    @property
    def name(self) -> str:
        """The candidate's name as first received."""
        return self.candidate.name


@dataclass(frozen=True)
class Counts:
    """How many of each; nominations and candidates are different counts, both always shown."""

    nominations: int
    mentions: int
    nominators: int
    candidates: int
    eligible: int


@dataclass
class Pool:
    """All candidates who were not merged into another, by id."""

    persons: list[Person]
    nominations: int
    mentions: int
    nominators: int
    others: dict[int, list[int]] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """The counts that every screen and report shows."""
        eligible = sum(person.eligible is True for person in self.persons)
        return Counts(self.nominations, self.mentions, self.nominators, len(self.persons), eligible)

    def person(self, number: int) -> Person:
        """The candidate with this number.

        Raises:
            NotFound: there is none (or they were merged into another).
        """
        for person in self.persons:
            if person.id == number:
                return person
        raise NotFound(message("There is no candidate {id} in this selection.", id=f"C{number}"))

    def eligible(self) -> list[Person]:
        """The candidates who are eligible."""
        return [person for person in self.persons if person.eligible is True]


def read_pool(reader: Reader) -> Pool:
    """Read every candidate with nominations, findings and eligibility."""
    rows = _Rows(reader)
    persons = [_person(rows, candidate) for candidate in reader.all(Candidate, merged_into=None)]
    live = list(rows.nominations.values())
    nominators = {_nominator_key(nomination) for nomination in live if _nominator_key(nomination)}
    others = {number: [m.candidate_id for m in mentions] for number, mentions in rows.by_nomination.items()}
    return Pool([p for p in persons if p.mentions], len(live), len(rows.mentions), len(nominators), others)


def eligible_candidates(reader: Reader) -> list[Candidate]:
    """The candidates who are eligible, by id."""
    return [person.candidate for person in read_pool(reader).eligible()]


def names_to_ids(pool: Pool) -> dict[str, int]:
    """Candidates by short id, name, and every spelling that a nomination used, in lower case without extra spaces."""
    found: dict[str, int] = {}
    for person in pool.persons:
        for mention in person.mentions:
            found.setdefault(plain(mention.name), person.id)
    for person in pool.persons:
        found[plain(person.name)] = person.id
        found[person.candidate.short_id.lower()] = person.id
    return found


def _nominator_key(nomination: Nomination) -> str:
    return (nomination.nominator_email or nomination.nominator).strip().casefold()


class _Rows:
    """The rows that persons are made of, grouped once."""

    def __init__(self, reader: Reader) -> None:
        self.rules = template_of(reader).rules
        self.nominations = {row.id or 0: row for row in reader.all(Nomination)}
        self.mentions = reader.all(Mention)
        self.by_candidate: dict[int, list[Mention]] = defaultdict(list)
        self.by_nomination: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self.by_candidate[mention.candidate_id].append(mention)
            self.by_nomination[mention.nomination_id].append(mention)
        self.withdrawn = {row.candidate_id for row in reader.all(Withdrawal)}
        self.candidate_findings: dict[int, dict[str, Finding]] = defaultdict(dict)
        self.nomination_findings: dict[int, dict[str, Finding]] = defaultdict(dict)
        for finding in reader.all(Finding):
            if finding.candidate_id is not None:
                self.candidate_findings[finding.candidate_id][finding.rule] = finding
            elif finding.nomination_id is not None:
                self.nomination_findings[finding.nomination_id][finding.rule] = finding
        self.admissions = reader.all(Admission)
        self.admitted = {row.candidate_id: row.note for row in self.admissions if row.candidate_id}
        self.admitted_nominations = {row.nomination_id: row.note for row in self.admissions if row.nomination_id}


def _person(rows: _Rows, candidate: Candidate) -> Person:
    number = candidate.id or 0
    mentions = rows.by_candidate.get(number, [])
    nominations = [rows.nominations[mention.nomination_id] for mention in mentions]
    live = [nomination for nomination in nominations if nomination.withdrawn_at is None]
    withdrawn = number in rows.withdrawn or (bool(nominations) and not live)
    findings = {rule.code: _state(rows, rule, number, live) for rule in rows.rules}
    notes = {rule.code: _note(rows, rule, number, live) for rule in rows.rules}
    admitted = rows.admitted.get(number)
    eligible = _eligible(findings, withdrawn=withdrawn, admitted=admitted is not None)
    checked = {rule.code: who for rule in rows.rules if (who := _checked(rows, rule, number, live))}
    return Person(candidate, nominations, mentions, findings, notes, withdrawn, admitted, eligible, checked)


def _eligible(findings: dict[str, FindingState | None], *, withdrawn: bool, admitted: bool) -> bool | None:
    if withdrawn:
        return False
    if admitted or all(state is FindingState.MET for state in findings.values()):
        return True
    return False if FindingState.NOT_MET in findings.values() else None


def _state(rows: _Rows, rule: EligibilityRule, number: int, live: Sequence[Nomination]) -> FindingState | None:
    """A rule of nominations is met for the person if one of theirs meets it, or was admitted."""
    if rule.subject == "candidate":
        finding = rows.candidate_findings[number].get(rule.code)
        return finding.state if finding else None
    if any(nomination.id in rows.admitted_nominations for nomination in live):
        return FindingState.MET
    states = [_of_nomination(rows, rule, nomination) for nomination in live]
    for state in (FindingState.MET, FindingState.TO_CLARIFY, None):
        if state in states:
            return state
    return FindingState.NOT_MET if states else None


def _of_nomination(rows: _Rows, rule: EligibilityRule, nomination: Nomination) -> FindingState | None:
    finding = rows.nomination_findings[nomination.id or 0].get(rule.code)
    return finding.state if finding else None


def _checked(rows: _Rows, rule: EligibilityRule, number: int, live: Sequence[Nomination]) -> str:
    """Who checked what was found for a rule; '' while something of it is unchecked."""
    if rule.subject == "candidate":
        finding = rows.candidate_findings[number].get(rule.code)
        return finding.checked_by if finding else ""
    found = [rows.nomination_findings[nomination.id or 0].get(rule.code) for nomination in live]
    names = [finding.checked_by for finding in found if finding is not None]
    return ", ".join(dict.fromkeys(names)) if len(names) == len(live) and all(names) else ""


def _note(rows: _Rows, rule: EligibilityRule, number: int, live: Sequence[Nomination]) -> str:
    if rule.subject == "candidate":
        finding = rows.candidate_findings[number].get(rule.code)
        return finding.note if finding else ""
    notes = [rows.nomination_findings[nomination.id or 0].get(rule.code) for nomination in live]
    return "; ".join(dict.fromkeys(finding.note for finding in notes if finding and finding.note))
