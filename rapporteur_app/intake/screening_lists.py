"""The late ones and the incomplete ones, each in a list of their own with what was done about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.actions_taken import NOT_ELIGIBLE, NOT_MET, OTHER, Acts, Taken
from rapporteur_app.intake.missing import missing_of
from rapporteur_app.intake.pool import read_pool
from rapporteur_app.intake.proposals import Judge
from rapporteur_app.model import FindingState
from rapporteur_app.setup.template_parts import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rapporteur_app.intake.pool import Person, Pool
    from rapporteur_app.model import Nomination
    from rapporteur_app.workspace import Reader


@dataclass(frozen=True)
class Late:
    """One nomination that came after the deadline, or that a person found late; by how much, and what was done."""

    nomination: Nomination
    persons: tuple[Person, ...]
    late: Message
    actions: tuple[Taken, ...]

    def as_json(self) -> dict[str, Any]:
        """The row as other programs read it."""
        return {
            "id": self.nomination.short_id,
            "candidates": [{"id": one.candidate.short_id, "name": one.name} for one in self.persons],
            "submitted_at": self.nomination.submitted_at,
            "late": self.late,
            "actions": [action.as_json() for action in self.actions],
        }


@dataclass(frozen=True)
class Incomplete:
    """One candidate of whom something is missing; what, and what was done."""

    person: Person
    missing: tuple[str, ...]
    actions: tuple[Taken, ...]

    def as_json(self) -> dict[str, Any]:
        """The row as other programs read it."""
        return {
            "id": self.person.candidate.short_id,
            "name": self.person.name,
            "missing": list(self.missing),
            "actions": [action.as_json() for action in self.actions],
        }


@dataclass(frozen=True)
class Lists:
    """Both lists, and the deadline that lateness is counted from."""

    deadline: datetime | None
    late: tuple[Late, ...]
    incomplete: tuple[Incomplete, ...]


def read_lists(reader: Reader, pool: Pool | None = None) -> Lists:
    """The late nominations by number and the incomplete candidates by number, as the selection is now."""
    pool = pool or read_pool(reader)
    judge, acts = Judge(reader), Acts(reader)
    return Lists(judge.deadline, _late(pool, judge, acts), _incomplete(pool, judge, acts))


def _late(pool: Pool, judge: Judge, acts: Acts) -> tuple[Late, ...]:
    rules = [rule.code for rule in judge.template.rules if rule.kind is RuleKind.DEADLINE]
    persons: dict[int, list[Person]] = {}
    nominations: dict[int, Nomination] = {}
    for person in pool.persons:
        for nomination in person.nominations:
            nominations[nomination.id or 0] = nomination
            persons.setdefault(nomination.id or 0, []).append(person)
    found = []
    for number in sorted(nominations):
        decided = [taken for rule in rules for taken in acts.found(rule, nomination=number)]
        late = judge.late_by(nominations[number]) or _said_late(decided)
        if late is not None:
            actions = _about_late(acts, nominations[number], persons[number], rules, decided, str(late))
            found.append(Late(nominations[number], tuple(persons[number]), late, tuple(actions)))
    return tuple(found)


def _said_late(decided: list[Taken]) -> Message | None:
    """What a person wrote who found a nomination late although its time does not say so."""
    notes = [taken.note for taken in decided if taken.action == NOT_MET]
    return message("{one}", one=notes[0]) if notes else None


def _about_late(
    acts: Acts, nomination: Nomination, persons: list[Person], rules: list[str], decided: list[Taken], late: str
) -> list[Taken]:
    out = all(person.eligible is False and not person.withdrawn for person in persons)
    names = {NOT_MET: NOT_ELIGIBLE} if out else {}
    found = [
        Taken(names.get(one.action, one.action), one.by, one.at, "" if one.note == late else one.note)
        for one in decided
    ]
    found += acts.of_nomination(nomination)
    for person in persons:
        found += [one for one in acts.of_person(person) if one not in found]
    ruled_out = any(one.action == NOT_MET for one in decided) and not acts.is_admitted(nomination)
    if ruled_out and all(person.findings.get(rule) is FindingState.MET for person in persons for rule in rules):
        found.append(Taken(OTHER))
    return _in_order(found)


def _incomplete(pool: Pool, judge: Judge, acts: Acts) -> tuple[Incomplete, ...]:
    found = []
    for person in pool.persons:
        missing = missing_of(judge, person)
        if missing:
            actions = [*acts.of_person(person), *_ruled_out(judge, acts, person)]
            found.append(Incomplete(person, missing, tuple(_in_order(actions))))
    return tuple(found)


def _ruled_out(judge: Judge, acts: Acts, person: Person) -> Iterator[Taken]:
    """What makes a candidate not eligible; a note only where a person wrote it."""
    if person.withdrawn or person.eligible is not False:
        return
    live = [nomination for nomination in person.nominations if nomination.withdrawn_at is None]
    for rule in judge.template.rules:
        for nomination in [None] if rule.subject == "candidate" else live:
            subject = {"nomination": nomination.id} if nomination else {"candidate": person.id}
            for taken in acts.found(rule.code, **subject):
                if taken.action == NOT_MET:
                    verdict = judge.verdict(rule, person, nomination)
                    own = verdict is None or str(verdict[1]) != taken.note
                    yield Taken(NOT_ELIGIBLE, taken.by, taken.at, taken.note if own else "")


def _in_order(actions: list[Taken]) -> list[Taken]:
    """Each act once, the earliest first; what has no moment last."""
    return sorted(dict.fromkeys(actions), key=lambda one: (not one.at, one.at))
