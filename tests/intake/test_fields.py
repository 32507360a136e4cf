from dataclasses import fields as attributes

from rapporteur_app.intake.fields import ALIASES, FIELD, FIELDS, PARTS_OF_NAMES, Scope, field_named
from rapporteur_app.intake.header_words import SYNONYMS
from rapporteur_app.intake.headers import ABOUT_NOMINEES, BY_ROLE
from rapporteur_app.intake.records import NominationRecord, NomineeRecord


def test_every_field_fills_an_attribute_of_its_record():
    nominee = {one.name for one in attributes(NomineeRecord)}
    nomination = {one.name for one in attributes(NominationRecord)} | {f"nominator_{part}" for part in PARTS_OF_NAMES}
    for field in FIELDS:
        assert field.attribute in (nominee if field.scope is Scope.NOMINEE else nomination)


def test_every_word_for_a_header_leads_to_a_field():
    for attribute in set(SYNONYMS) - {"short_name"}:
        names = BY_ROLE.get(attribute) or (ABOUT_NOMINEES.get(attribute, attribute),)
        assert all(name in FIELD for name in names)


def test_other_names_of_fields():
    assert all(name in FIELD for name in ALIASES.values())
    assert field_named("email") is FIELD["nominee_email"]
    assert field_named("nope") is None
