"""The fields of a nomination that a column of a spreadsheet can hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapporteur_app.i18n import Message, message


class Scope(StrEnum):
    """Of whom or what a field speaks."""

    NOMINATION = "nomination"
    NOMINEE = "nominee"
    NOMINATOR = "nominator"


class Kind(StrEnum):
    """How a cell of the field is read."""

    TEXT = "text"
    NAME = "name"
    MOMENT = "moment"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    CONSTITUENCY = "constituency"
    AREAS = "areas"
    OBJECTIVES = "objectives"
    LANGUAGES = "languages"
    GENDER = "gender"
    AGE_GROUP = "age_group"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """One field: its name in mappings, of whom it speaks, how it is read, and the record's attribute it fills."""

    name: str
    scope: Scope
    kind: Kind
    attribute: str
    title: Message


NOMINATION: Final = Scope.NOMINATION
NOMINEE: Final = Scope.NOMINEE
NOMINATOR: Final = Scope.NOMINATOR

FIELDS: tuple[Field, ...] = (
    Field("response_id", NOMINATION, Kind.TEXT, "response_id", message("Response number")),
    Field("submitted_at", NOMINATION, Kind.MOMENT, "submitted_at", message("Received at")),
    Field("nominee_name", NOMINEE, Kind.NAME, "name", message("Nominee: name")),
    Field("nominee_given_name", NOMINEE, Kind.NAME, "given_name", message("Nominee: given name")),
    Field("nominee_middle_name", NOMINEE, Kind.NAME, "given_name", message("Nominee: second given name")),
    Field("nominee_family_name", NOMINEE, Kind.NAME, "family_name", message("Nominee: family name")),
    Field("nominee_second_family_name", NOMINEE, Kind.NAME, "family_name", message("Nominee: second family name")),
    Field("nominee_email", NOMINEE, Kind.EMAIL, "email", message("Nominee: e-mail")),
    Field("nominee_phone", NOMINEE, Kind.PHONE, "phone", message("Nominee: telephone")),
    Field("nominee_country", NOMINEE, Kind.COUNTRY, "country", message("Nominee: country of residence")),
    Field("nominee_nationality", NOMINEE, Kind.COUNTRY, "nationality", message("Nominee: nationality")),
    Field("organisation", NOMINEE, Kind.TEXT, "organisation", message("Nominee: organisation")),
    Field("organisation_country", NOMINEE, Kind.COUNTRY, "organisation_country", message("Organisation: country")),
    Field("job_title", NOMINEE, Kind.TEXT, "job_title", message("Nominee: position")),
    Field("constituency", NOMINEE, Kind.CONSTITUENCY, "constituency", message("Constituency")),
    Field("thematic_areas", NOMINEE, Kind.AREAS, "thematic_areas", message("Thematic areas")),
    Field("objectives", NOMINEE, Kind.OBJECTIVES, "objectives", message("Objectives")),
    Field("languages", NOMINEE, Kind.LANGUAGES, "languages", message("Languages")),
    Field("gender", NOMINEE, Kind.GENDER, "gender", message("Gender")),
    Field("age_group", NOMINEE, Kind.AGE_GROUP, "age_group", message("Age group")),
    Field("migrant_experience", NOMINEE, Kind.YES_NO, "migrant_experience", message("Own experience of migration")),
    Field("available", NOMINEE, Kind.YES_NO, "available", message("Available on the dates")),
    Field("statement", NOMINATION, Kind.TEXT, "statement", message("Motivation")),
    Field("consent", NOMINATION, Kind.YES_NO, "consent", message("Consent of the nominee")),
    Field("endorsement", NOMINATION, Kind.TEXT, "endorsement", message("Endorsement")),
    Field("cv_link", NOMINATION, Kind.TEXT, "links", message("Link to the CV")),
    Field("comments", NOMINATION, Kind.TEXT, "comments", message("Remarks")),
    Field("self_nomination", NOMINATION, Kind.YES_NO, "self_nomination", message("Self-nomination")),
    Field("nominator_name", NOMINATOR, Kind.TEXT, "nominator", message("Nominator: name")),
    Field("nominator_given_name", NOMINATOR, Kind.TEXT, "nominator_given_name", message("Nominator: given name")),
    Field("nominator_middle_name", NOMINATOR, Kind.TEXT, "nominator_middle_name",
          message("Nominator: second given name")),
    Field("nominator_family_name", NOMINATOR, Kind.TEXT, "nominator_family_name", message("Nominator: family name")),
    Field("nominator_second_family_name", NOMINATOR, Kind.TEXT, "nominator_second_family_name",
          message("Nominator: second family name")),
    Field("nominator_email", NOMINATOR, Kind.EMAIL, "nominator_email", message("Nominator: e-mail")),
    Field("nominator_phone", NOMINATOR, Kind.PHONE, "nominator_phone", message("Nominator: telephone")),
    Field("nominator_organisation", NOMINATOR, Kind.TEXT, "nominator_organisation", message("Nominator: organisation")),
    Field("nominator_constituency", NOMINATOR, Kind.CONSTITUENCY, "nominator_constituency",
          message("Nominator: constituency")),
    Field("nominator_country", NOMINATOR, Kind.COUNTRY, "nominator_country", message("Nominator: country")),
)  # fmt: skip
"""Every field, in the order in which a person is asked about them."""

FIELD = {field.name: field for field in FIELDS}
"""The fields by name."""

ALIASES = {
    "name": "nominee_name",
    "nominee": "nominee_name",
    "given_name": "nominee_given_name",
    "family_name": "nominee_family_name",
    "email": "nominee_email",
    "phone": "nominee_phone",
    "country": "nominee_country",
    "nationality": "nominee_nationality",
    "nominator": "nominator_name",
    "links": "cv_link",
}
"""Other names that a mapping may use: those that a candidate's attributes have elsewhere."""

NAME_FIELDS = (
    "nominee_name", "nominee_given_name", "nominee_middle_name", "nominee_family_name", "nominee_second_family_name",
)  # fmt: skip
"""The fields of which one has to be there: without a name there is no nomination."""

PARTS_OF_NAMES = ("given_name", "middle_name", "family_name", "second_family_name")
"""What a whole name is put together from, in this order, where forms ask for its parts."""

CONTACTS = ("nominee_email", "nominee_phone")
"""What belongs to one person only: on a row that names several it is theirs only if it has as many parts."""


def field_named(name: str) -> Field | None:
    """The field of a name or of an alias, or None."""
    return FIELD.get(ALIASES.get(name, name))
