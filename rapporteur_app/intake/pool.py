"""The pool: every candidate with their nominations and what screening found, read at one moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import message
from rapporteur_app.intake.names import ids_by_name, spelling_key
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
        raise no_candidate(number)

    def eligible(self) -> list[Person]:
        """The candidates who are eligible."""
        return [person for person in self.persons if person.eligible is True]


def read_pool(reader: Reader) -> Pool:
    """Read every candidate with nominations, findings and eligibility."""
    rows = _Rows(reader)
    persons = [_person(rows, candidate) for candidate in reader.all(Candidate, merged_into=None)]
    live = list(rows.nominations.values())
    nominators = {nominator_key(row.nominator, row.nominator_email) for row in live} - {""}
    others = {number: [m.candidate_id for m in mentions] for number, mentions in rows.by_nomination.items()}
    return Pool([p for p in persons if p.mentions], len(live), len(rows.mentions), len(nominators), others)


def read_person(reader: Reader, number: int) -> Person:
    """Read one candidate with nominations, findings and eligibility.

    Raises:
        NotFound: there is none (or they were merged into another).
    """
    candidate = reader.get(Candidate, number)
    rows = _Rows(reader, number)
    if candidate is None or candidate.merged_into is not None or not rows.mentions:
        raise no_candidate(number)
    return _person(rows, candidate)


def no_candidate(number: int) -> NotFound:
    """The error that there is no candidate of this number."""
    return NotFound(message("There is no candidate {id} in this selection.", id=f"C{number}"))


def eligible_candidates(reader: Reader) -> list[Candidate]:
    """The candidates who are eligible, by id."""
    return [person.candidate for person in read_pool(reader).eligible()]


def names_to_ids(pool: Pool) -> dict[str, set[str]]:
    """Short ids of candidates by id, name, and every spelling that a nomination used: for `one_called`."""
    return ids_by_name(
        (person.candidate.short_id, [person.name, *(mention.name for mention in person.mentions)])
        for person in pool.persons
    )


def nominator_key(nominator: str, email: str) -> str:
    """By what a nominator is known in several nominations; '' where neither e-mail nor name is given."""
    return (email or nominator).strip().casefold()


class Verdict(NamedTuple):
    """What was found for one rule, of a candidate or a nomination."""

    state: FindingState
    note: str
    checked_by: str


FINDING_COLUMNS = (
    Finding.rule, Finding.candidate_id, Finding.nomination_id, Finding.state, Finding.note, Finding.checked_by,
)  # fmt: skip


class Found:
    """What screening found and what was withdrawn, and every rule of who is eligible by it."""

    def __init__(self, reader: Reader) -> None:
        self.rules = template_of(reader).rules
        self.withdrawn = {row.candidate_id for row in reader.all(Withdrawal)}
        self.by_candidate: dict[int, dict[str, Verdict]] = defaultdict(dict)
        self.by_nomination: dict[int, dict[str, Verdict]] = defaultdict(dict)
        for rule, person, nomination, *found in reader.values(*FINDING_COLUMNS):
            if person is not None:
                self.by_candidate[person][rule] = Verdict(*found)
            elif nomination is not None:
                self.by_nomination[nomination][rule] = Verdict(*found)
        admissions = reader.all(Admission)
        self.admitted = {row.candidate_id: row.note for row in admissions if row.candidate_id}
        self.admitted_nominations = {row.nomination_id: row.note for row in admissions if row.nomination_id}
        self._seen = self.by_nomination.keys() | self.admitted_nominations.keys()

    def is_withdrawn(self, number: int, all_: Sequence[int], live: Sequence[int]) -> bool:
        """Whether a candidate is out: withdrawn themselves, or with all of their nominations."""
        return number in self.withdrawn or (bool(all_) and not live)

    def eligible(self, number: int, live: Sequence[int], *, withdrawn: bool) -> bool | None:
        """Whether a candidate is eligible by all the rules; None while that is open.

        Args:
            number: the candidate's.
            live: the numbers of their nominations that were not withdrawn.
            withdrawn: whether the candidate is.
        """
        if withdrawn:
            return False
        if number in self.admitted:
            return True
        if live and self.rules and self._is_unseen(number, live):
            return None  # most candidates of a large selection, told without asking rule by rule
        states = self.states(number, live).values()
        if all(state is FindingState.MET for state in states):
            return True
        return False if FindingState.NOT_MET in states else None

    def _is_unseen(self, number: int, live: Sequence[int]) -> bool:
        return number not in self.by_candidate and self._seen.isdisjoint(live)

    def states(self, number: int, live: Sequence[int]) -> dict[str, FindingState | None]:
        """What was found for each rule."""
        return {rule.code: self._state(rule, number, live) for rule in self.rules}

    def findings(self, rule: EligibilityRule, number: int, live: Sequence[int]) -> list[Verdict | None]:
        """What was found for a rule: of the candidate, or of each of their nominations."""
        if rule.subject == "candidate":
            return [self._of(self.by_candidate, number, rule)]
        return [self._of(self.by_nomination, nomination, rule) for nomination in live]

    def _state(self, rule: EligibilityRule, number: int, live: Sequence[int]) -> FindingState | None:
        """A rule of nominations is met for the person if one of theirs meets it, or was admitted."""
        if rule.subject != "candidate" and any(nomination in self.admitted_nominations for nomination in live):
            return FindingState.MET
        states = [finding.state if finding else None for finding in self.findings(rule, number, live)]
        for state in (FindingState.MET, FindingState.TO_CLARIFY, None):
            if state in states:
                return state
        return FindingState.NOT_MET if states else None

    @staticmethod
    def _of(found: dict[int, dict[str, Verdict]], number: int, rule: EligibilityRule) -> Verdict | None:
        return found[number].get(rule.code) if number in found else None


class _Rows:
    """The rows that persons are made of, grouped once."""

    def __init__(self, reader: Reader, candidate: int | None = None) -> None:
        self.found = Found(reader)
        own = {} if candidate is None else {"candidate_id": candidate}
        self.mentions = reader.all(Mention, **own)
        named = dict.fromkeys(mention.nomination_id for mention in self.mentions)
        rows = reader.all(Nomination) if candidate is None else [reader.need(Nomination, number) for number in named]
        self.nominations = {row.id or 0: row for row in rows}
        self.by_candidate: dict[int, list[Mention]] = defaultdict(list)
        self.by_nomination: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self.by_candidate[mention.candidate_id].append(mention)
            self.by_nomination[mention.nomination_id].append(mention)


def _person(rows: _Rows, candidate: Candidate) -> Person:
    number, found = candidate.id or 0, rows.found
    mentions = rows.by_candidate.get(number, [])
    nominations = [rows.nominations[mention.nomination_id] for mention in mentions]
    live = [nomination.id or 0 for nomination in nominations if nomination.withdrawn_at is None]
    withdrawn = found.is_withdrawn(number, [row.id or 0 for row in nominations], live)
    return Person(
        candidate,
        nominations,
        mentions,
        findings=found.states(number, live),
        notes={rule.code: _note(found, rule, number, live) for rule in found.rules},
        withdrawn=withdrawn,
        admitted=found.admitted.get(number),
        eligible=found.eligible(number, live, withdrawn=withdrawn),
        checked={rule.code: who for rule in found.rules if (who := _checked(found, rule, number, live))},
    )


def _checked(found: Found, rule: EligibilityRule, number: int, live: Sequence[int]) -> str:
    """Who checked what was found for a rule; '' while something of it is unchecked."""
    names = [finding.checked_by if finding else "" for finding in found.findings(rule, number, live)]
    return ", ".join(dict.fromkeys(names)) if names and all(names) else ""


def _note(found: Found, rule: EligibilityRule, number: int, live: Sequence[int]) -> str:
    notes = [finding.note for finding in found.findings(rule, number, live) if finding and finding.note]
    return "; ".join(dict.fromkeys(notes))
