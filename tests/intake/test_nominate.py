"""A nomination typed in: by the names of the fields, and by the other names that a mapping may use."""

import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.importing import nominate
from rapporteur_app.model import Candidate, Nomination
from rapporteur_app.workspace import SECRETARIAT

TYPED = {"name": "Ana Paz", "email": "ana@paz.org", "country": "Chile", "nominator": "Foro", "links": "https://paz.org"}


def test_other_names_of_fields_are_taken_as_in_a_mapping(workspace):
    nominate(workspace, SECRETARIAT, TYPED, "2021-03-01T10:00")
    with workspace.reading() as reader:
        person, nomination = reader.need(Candidate, 1), reader.need(Nomination, 1)
    assert (person.name, person.email, person.country) == ("Ana Paz", "ana@paz.org", "CL")
    assert (nomination.nominator, nomination.links) == ("Foro", "https://paz.org")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Ana Paz", "shoe_size": "38"},
        {"name": "Ana Paz", "nominee_name": "Beto Ruiz"},
        {"nominee": "Ana Paz", "name": "Beto Ruiz"},
        {"nominee_email": "ana@paz.org"},
    ],
)
def test_an_unknown_field_one_given_twice_or_no_name_is_refused(workspace, fields):
    head = workspace.head()
    with pytest.raises(BadInput):
        nominate(workspace, SECRETARIAT, fields, "2021-03-01T10:00")
    assert workspace.head() == head
