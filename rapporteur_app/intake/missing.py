"""What is missing of a candidate: what the template asks for, and what its rules would need to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.fields import FIELDS, Scope
from rapporteur_app.intake.proposals import Judge
from rapporteur_app.model import FindingState
from rapporteur_app.setup.template_parts import RuleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.pool import Person

ITEMS: dict[str, Message] = {
    "consent": message("consent to the nomination"),
    "email": message("e-mail address"),
    "phone": message("telephone number"),
    "country": message("country of residence"),
    "nationality": message("nationality"),
    "organisation": message("organisation"),
    "constituency": message("group of stakeholders"),
    "statement": message("motivation"),
    "links": message("CV (curriculum vitae)"),
    "available": message("availability on the dates"),
    "endorsement": message("letter of an organisation that stands behind the nomination"),
    "nominator": message("name of who nominates"),
    "nominator_email": message("e-mail address of who nominates"),
}
"""What is asked for most, in words that fit a list and a letter to either side."""

TITLES = {field.attribute: field.title for field in reversed(FIELDS)}

OF_NOMINATOR = frozenset({"endorsement", *(field.attribute for field in FIELDS if field.scope is Scope.NOMINATOR)})
"""What only the nominator can say."""

OF_BOTH = frozenset({"consent", "statement", "links"})
"""What the nominee can say, and the nominator can see to."""


def item_words(code: str) -> Message:
    """What a missing item is called; any other field by its title."""
    return ITEMS.get(code) or TITLES.get(code) or message("{one}", one=code)


def listed(codes: Sequence[str]) -> Message:
    """Missing items in one line."""
    said = item_words(codes[0]) if codes else message("nothing is missing")
    for code in codes[1:]:
        said = message("{first}, {second}", first=said, second=item_words(code))
    return said


def missing_of(judge: Judge, person: Person) -> tuple[str, ...]:
    """The codes of what is missing of a candidate, in the template's order; what a person found to be met is not."""
    found = list(_required(judge, person))
    for rule in judge.template.rules:
        item = _of_rule(judge, rule.kind, person)
        if item and person.findings.get(rule.code) is not FindingState.MET:
            found.append(item)
    return tuple(dict.fromkeys(found))


def _required(judge: Judge, person: Person) -> Sequence[str]:
    complete = [rule.code for rule in judge.template.rules if rule.kind is RuleKind.COMPLETE]
    if any(person.findings.get(code) is FindingState.MET for code in complete):
        return ()
    return judge.lacking(person)


def _of_rule(judge: Judge, kind: RuleKind, person: Person) -> str:
    """What a rule of this kind would need to be decided, or ''."""
    if kind is RuleKind.CONSENT:
        return "" if any(judge.consents(one) for one in person.nominations if one.withdrawn_at is None) else "consent"
    if kind is RuleKind.AVAILABLE:
        return "available" if person.candidate.available is None else ""
    if kind is RuleKind.REGION:
        return "" if judge.countries_of(person) else "country"
    if kind is RuleKind.ENDORSED:
        return "" if judge.endorsed(person) else "endorsement"
    return ""
