"""What a member sees of a candidate: the dossier, with the fields that the selection hides left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur_app.setup.criteria import frozen_policy

if TYPE_CHECKING:
    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Nomination
    from rapporteur_app.workspace import Reader

BLINDED_FIELDS = {
    "name": ("name", "given_name", "family_name"),
    "gender": ("gender",),
    "age_group": ("age_group",),
    "country": ("country",),
    "nationality": ("nationality",),
    "organisation": ("organisation", "organisation_country", "job_title"),
    "contact": ("email", "phone"),
    "nominator": ("nominator", "nominator_organisation", "self_nomination"),
    "statement": ("statement",),
}
"""What each blinding setting hides."""

SHOWN = (
    "name", "given_name", "family_name", "gender", "age_group", "country", "nationality", "organisation",
    "organisation_country", "job_title", "constituency", "thematic_areas", "objectives", "languages",
    "migrant_experience", "email", "phone", "available",
)  # fmt: skip
"""What is told of a candidate."""

NOMINATED = ("nominator", "nominator_organisation", "self_nomination", "statement", "links")
"""What is told of each nomination."""


def hidden_fields(reader: Reader) -> set[str]:
    """The fields of a dossier that the selection hides."""
    policy = frozen_policy(reader)
    hidden = [fields for key, fields in BLINDED_FIELDS.items() if policy[f"blind.{key}"] == "yes"]
    return {field for fields in hidden for field in fields}


def dossier(person: Person, hidden: set[str]) -> dict[str, Any]:
    """A candidate as a member who scores may see them. With the name hidden, the id stands for it."""
    fields = {name: getattr(person.candidate, name) for name in SHOWN if name not in hidden}
    fields["name"] = fields.get("name", person.candidate.short_id)
    nominations = [_nomination(nomination, hidden) for nomination in person.nominations if not nomination.withdrawn_at]
    return {"id": person.candidate.short_id, **fields, "nominations": nominations}


def _nomination(nomination: Nomination, hidden: set[str]) -> dict[str, Any]:
    """What a nomination says for the candidate. The row as received stays home once anything is hidden."""
    shown = {name: getattr(nomination, name) for name in NOMINATED if name not in hidden}
    return {"id": nomination.short_id, **shown, "raw": {} if hidden else nomination.raw}
