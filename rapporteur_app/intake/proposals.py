"""What the program itself can say about an eligibility rule, with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.pool import plain
from rapporteur_app.model import Attachment, FindingState, Member
from rapporteur_app.setup.selection import template_of
from rapporteur_app.setup.settings import deadline_of

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Nomination
    from rapporteur_app.setup.template_parts import EligibilityRule
    from rapporteur_app.workspace import Reader

Verdict = tuple[FindingState, Message]
MET, NOT_MET, TO_CLARIFY = FindingState.MET, FindingState.NOT_MET, FindingState.TO_CLARIFY


class Judge:
    """Applies the rules of the selection's template to persons and nominations."""

    def __init__(self, reader: Reader) -> None:
        self.template = template_of(reader)
        self.countries = {*self.template.region.countries, *self.template.region.associates}
        self.deadline = deadline_of(reader)
        members = reader.all(Member)
        self.member_names = {plain(member.name) for member in members}
        self.member_emails = {member.email.casefold() for member in members if member.email}
        self.documented = {row.candidate_id for row in reader.all(Attachment)}

    def verdict(self, rule: EligibilityRule, person: Person, nomination: Nomination | None) -> Verdict | None:
        """What the program finds for a rule, or None where only a person can say."""
        if nomination is not None:
            by_kind = {"deadline": self._deadline, "consent": self._consent}
            return by_kind[rule.kind](nomination) if rule.kind in by_kind else None
        of_person = {
            "complete": self._complete,
            "endorsed": self._endorsed,
            "region": self._region,
            "available": self._available,
            "not_taskforce": self._not_taskforce,
        }
        return of_person[rule.kind](person) if rule.kind in of_person else None

    def _deadline(self, nomination: Nomination) -> Verdict | None:
        if self.deadline is None:
            return None
        if nomination.submitted_at is None:
            return TO_CLARIFY, message("no time of receipt is known")
        late = self.late_by(nomination)
        return (MET, message("in time")) if late is None else (NOT_MET, late)

    def _consent(self, nomination: Nomination) -> Verdict:
        if nomination.self_nomination and nomination.consent is None:
            return MET, message("nominated themselves")
        if nomination.consent is None:
            return TO_CLARIFY, message("nothing was said about consent")
        return (
            (MET, message("consent was given")) if nomination.consent else (NOT_MET, message("consent was not given"))
        )

    def _complete(self, person: Person) -> Verdict:
        missing = self.lacking(person)
        if not missing:
            return MET, message("nothing is missing")
        return TO_CLARIFY, message("missing: {fields}", fields=", ".join(missing))

    def lacking(self, person: Person) -> list[str]:
        """The required fields that nothing is known for; a document that was kept stands for the link to a CV."""
        there = {"links"} if person.id in self.documented else set()
        return [name for name in self.template.required_fields if name not in there and not known(person, name)]

    def consents(self, nomination: Nomination) -> bool:
        """Whether the nominee is known to consent to a nomination."""
        return self._consent(nomination)[0] is MET

    def endorsed(self, person: Person) -> bool:
        """Whether an organisation is known to stand behind a candidate."""
        return self._endorsed(person)[0] is MET

    def countries_of(self, person: Person) -> dict[str, str]:
        """The known countries of a candidate by the template's senses of 'in the region'."""
        sources = {
            "residence": person.candidate.country,
            "nationality": person.candidate.nationality,
            "organisation": person.candidate.organisation_country,
        }
        return {sense: code for sense, code in sources.items() if sense in self.template.region.sense and code}

    def late_by(self, nomination: Nomination) -> Message | None:
        """By how much a nomination came after the deadline, in words; None where it did not, or nothing is known."""
        if self.deadline is None or nomination.submitted_at is None:
            return None
        return lateness(datetime.fromisoformat(nomination.submitted_at), self.deadline)

    def _endorsed(self, person: Person) -> Verdict:
        for nomination in person.nominations:
            if nomination.nominator_organisation and not nomination.self_nomination:
                return MET, message("nominated by an organisation ({id})", id=nomination.short_id)
            if nomination.endorsement:
                return MET, message("an endorsement came with {id}", id=nomination.short_id)
        return TO_CLARIFY, message("no organisation stands behind the nomination yet")

    def _region(self, person: Person) -> Verdict:
        named = self.countries_of(person)
        inside = [sense for sense, code in named.items() if code in self.countries]
        if inside:
            return MET, message("in the region by {sense}", sense=", ".join(inside))
        if not named:
            return TO_CLARIFY, message("no country is known")
        return NOT_MET, message("outside the region: {countries}", countries=", ".join(sorted(set(named.values()))))

    def _available(self, person: Person) -> Verdict:
        if person.candidate.available is None:
            return TO_CLARIFY, message("nothing was said about the dates")
        return (MET, message("available")) if person.candidate.available else (NOT_MET, message("not available"))

    def _not_taskforce(self, person: Person) -> Verdict:
        email = (person.candidate.email or "").casefold()
        is_member = plain(person.name) in self.member_names or email in self.member_emails
        return (
            (NOT_MET, message("is a member of the taskforce")) if is_member else (MET, message("not in the taskforce"))
        )


def known(person: Person, field: str) -> bool:
    """Whether something is known for a required field, of the person or of one of the nominations."""
    value = getattr(person.candidate, field, None)
    if value not in (None, "", []):
        return True
    return any(getattr(nomination, field, None) not in (None, "") for nomination in person.nominations)


def lateness(submitted: datetime, deadline: datetime) -> Message | None:
    """By how much a nomination came after the deadline, in words; None if it was in time.

    The deadline 23:59 lasts until the end of that minute; lateness is counted from the minute's name.
    """
    after = (submitted.astimezone(UTC) - deadline.astimezone(UTC)).total_seconds()
    if after < 60:
        return None
    days, minutes = divmod(int(after // 60), 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return message("late by {days} d {hours} h {minutes} min", days=days, hours=hours, minutes=minutes)
    return message("late by {hours} h {minutes} min", hours=hours, minutes=minutes)
