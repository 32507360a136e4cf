"""Balance: how the attributes are spread from pool to eligible to shortlist. Counts only; never part of a score."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.results.shortlist import shortlisted
from rapporteur_app.setup.selection import template_of

if TYPE_CHECKING:
    from rapporteur_app.setup.template_parts import Template
    from rapporteur_app.workspace import Reader

ATTRIBUTES = ("gender", "sub_region", "constituency", "age_group", "migrant_experience")

Balance = dict[str, dict[str, tuple[int, int, int]]]
"""By attribute and value: how many of the pool, of the eligible, of the shortlist. '' is 'not stated'."""


def balance(reader: Reader) -> Balance:
    """Count each attribute's values in the pool, among the eligible and on the shortlist."""
    template, persons = template_of(reader), read_pool(reader).persons
    chosen = {entry.candidate_id for entry in shortlisted(reader)}
    groups = [
        [person for person in persons if not person.withdrawn],
        [person for person in persons if person.eligible],
        [person for person in persons if person.id in chosen],
    ]
    return {attribute: _spread(template, attribute, groups) for attribute in ATTRIBUTES}


def _spread(template: Template, attribute: str, groups: list[list[Person]]) -> dict[str, tuple[int, int, int]]:
    counts = [Counter(value_of(template, attribute, person) for person in group) for group in groups]
    values = sorted({value for counter in counts for value in counter}, key=lambda value: (value == "", value))
    return {value: (counts[0][value], counts[1][value], counts[2][value]) for value in values}


def value_of(template: Template, attribute: str, person: Person) -> str:
    """What a person's attribute is, as a code; '' where it is not stated."""
    if attribute == "sub_region":
        return sub_region_of(template, person.candidate.country or "")
    value = getattr(person.candidate, attribute)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or ""


def sub_region_of(template: Template, country: str) -> str:
    """The code of the sub-region that a country belongs to; '' where the template puts it in none."""
    for attribute in template.balance:
        for value in attribute.values:
            if attribute.code == "sub_region" and country in value.countries:
                return value.code
    return ""
