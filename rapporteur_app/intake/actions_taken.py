"""What was done about a nomination that came late, or about a candidate of whom something is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.missing import listed
from rapporteur_app.model import Admission, Finding, FindingState, Nomination, Reminder, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.intake.pool import Person
    from rapporteur_app.workspace import Reader

ADMITTED, WITHDRAWN, REMINDED = "admitted", "withdrawn", "reminded"
NOT_MET, MET, OTHER, NOT_ELIGIBLE = "not_met", "met", "other_nomination", "not_eligible"

WORDS: dict[str, Message] = {
    ADMITTED: message("admitted with a reason"),
    WITHDRAWN: message("withdrawn"),
    REMINDED: message("reminder drafted"),
    NOT_MET: message("found not to be met"),
    MET: message("found to be met"),
    NOT_ELIGIBLE: message("not eligible"),
    OTHER: message("another nomination of the candidate meets the rule"),
}
"""What was done, in words; nothing is `NOTHING`."""

NOTHING = message("nothing yet")


@dataclass(frozen=True)
class Taken:
    """One act: what was done, by whom, when, and why as it was written."""

    action: str
    by: str = ""
    at: str = ""
    note: str = ""
    asked: tuple[str, ...] = ()
    """What a reminder asks for, by code."""

    def as_json(self) -> dict[str, Any]:
        """The act as other programs read it."""
        found = {"action": self.action, "by": self.by, "at": self.at or None, "note": self.note}
        return {**found, "asked": list(self.asked)} if self.asked else found

    def words(self, shown: Callable[[str], str] = str) -> Message:
        """The act in one phrase; `shown` puts its moment into words."""
        what: Message = WORDS[self.action]
        if self.at:
            what = message("{what}, {moment}, {who}", what=what, moment=shown(self.at), who=named(self.by))
        note = listed(self.asked) if self.asked else self.note
        return message("{what}: {note}", what=what, note=note) if note else what


def named(who: str) -> Message:
    """Who acted, as the file keeps it, in words: a member by id, or whoever was named."""
    return message("Secretariat") if who == "secretariat" else message("{one}", one=who)


def phrase(actions: tuple[Taken, ...], shown: Callable[[str], str] = str) -> Message:
    """All that was done, in one line; `shown` puts a moment into words."""
    said: Message | None = None
    for action in actions:
        words = action.words(shown)
        said = words if said is None else message("{first}; {second}", first=said, second=words)
    return said or NOTHING


class Acts:
    """All acts of the screening, read once."""

    def __init__(self, reader: Reader) -> None:
        admissions = reader.all(Admission)
        self.admitted = {row.candidate_id: row for row in admissions if row.candidate_id}
        self.admitted_nominations = {row.nomination_id: row for row in admissions if row.nomination_id}
        self.withdrawals = {row.candidate_id: row for row in reader.all(Withdrawal)}
        self.findings = {(row.candidate_id, row.nomination_id, row.rule): row for row in reader.all(Finding)}
        self.reminders: dict[int, list[Reminder]] = defaultdict(list)
        for reminder in reader.all(Reminder):
            self.reminders[reminder.candidate_id].append(reminder)

    def of_person(self, person: Person) -> list[Taken]:
        """Reminders, admission and withdrawal of a candidate."""
        found = [reminded(row) for row in self.reminders.get(person.id, ())]
        admission, withdrawal = self.admitted.get(person.id), self.withdrawals.get(person.id)
        if admission:
            found.append(Taken(ADMITTED, admission.by, admission.at, admission.note))
        if withdrawal:
            found.append(Taken(WITHDRAWN, withdrawal.by, withdrawal.at, withdrawal.reason))
        elif person.withdrawn:
            found += [self.withdrawn(nomination) for nomination in person.nominations]
        return found

    def of_nomination(self, nomination: Nomination) -> list[Taken]:
        """Admission and withdrawal of a nomination."""
        admission = self.admitted_nominations.get(nomination.id or 0)
        found = [Taken(ADMITTED, admission.by, admission.at, admission.note)] if admission else []
        return [*found, self.withdrawn(nomination)] if nomination.withdrawn_at else found

    def withdrawn(self, nomination: Nomination) -> Taken:
        """The withdrawal of a nomination."""
        return Taken(WITHDRAWN, nomination.withdrawn_by, nomination.withdrawn_at or "", nomination.withdrawn_reason)

    def is_admitted(self, nomination: Nomination) -> bool:
        """Whether a nomination was let in with a reason."""
        return nomination.id in self.admitted_nominations

    def found(self, rule: str, *, candidate: int | None = None, nomination: int | None = None) -> list[Taken]:
        """What was found for a rule, where that settles it."""
        row = self.findings.get((candidate, nomination, rule))
        if row is None or row.state is FindingState.TO_CLARIFY:
            return []
        return [Taken(MET if row.state is FindingState.MET else NOT_MET, row.by, row.at, row.note)]


def reminded(row: Reminder) -> Taken:
    """A reminder that was drafted, and what it asks for."""
    return Taken(REMINDED, row.by, row.at, asked=tuple(row.asked))
