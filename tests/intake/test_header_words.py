import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.fields import Scope
from rapporteur_app.intake.header_words import sense_of

NOMINEE, NOMINATOR = Scope.NOMINEE, Scope.NOMINATOR


@pytest.mark.parametrize(
    ("header", "attribute", "role"),
    [
        ("Nominee(s)", "name", NOMINEE),
        ("1. Nombre completo de la persona nominada", "name", NOMINEE),
        ("Nome completo da pessoa indicada", "name", NOMINEE),
        ("Nom complet de la personne proposée", "name", NOMINEE),
        ("Correo de quien nomina", "email", NOMINATOR),
        ("E-mail de quem indica", "email", NOMINATOR),
        ("Courriel de la personne qui propose", "email", NOMINATOR),
        ("Email address of the person making the nomination", "email", NOMINATOR),
        ("Organización que nomina", "organisation", NOMINATOR),
        ("Nominated by", "name", NOMINATOR),
        ("Nombre de quien nomina", "short_name", NOMINATOR),
        ("Candidate's country of residence", "residence", NOMINEE),
        ("4. País de residencia", "residence", None),
        ("Carimbo de data/hora", "submitted_at", None),
        ("Horodateur", "submitted_at", None),
        ("8. Sector o grupo al que pertenece\n(marque uno solo)", "constituency", None),
        ("9. Áreas temáticas en que trabaja (puede marcar varias)", "thematic_areas", None),
        ("¿La persona nominada da su consentimiento?", "consent", NOMINEE),
        ("¿Está disponible del 13 al 28 de abril de 2021? ", "available", None),
        ("Motivación\n¿Por qué debería esta persona representar a las partes?", "statement", None),
        ("Is this a self-nomination?", "self_nomination", None),
        ("Nacionalidd", "nationality", None),
        ("Organizaton", "organisation", None),
    ],
)
def test_what_a_header_asks_and_of_whom(header, attribute, role):
    sense = sense_of(header)
    assert sense is not None
    assert (sense.attribute, sense.role) == (attribute, role)


@pytest.mark.parametrize(
    "header", ["Number", "Date of birth", "Fecha de nacimiento", "Start time", "", "Relationship to the nominee",
     "Colour",               "Nombre del evento"]
)  # fmt: skip
def test_what_no_field_holds(header):
    assert sense_of(header) is None


@pytest.mark.parametrize(
    ("header", "slot"), [("Nominee 2", 2), ("Second nominee", 2), ("Correo del nominado 3", 3), ("2. Nominee", None)]
)
def test_the_number_of_the_nominee(header, slot):
    sense = sense_of(header)
    assert sense is not None
    assert sense.slot == slot


def test_a_reason_stands_beside_each_sense():
    assert "correo" in str(sense_of("Correo de quien nomina").reason)
    assert sense_of("Nacionalidd").confidence < sense_of("Nacionalidad").confidence


@given(st.text(max_size=80))
def test_no_header_breaks_it(header):
    sense = sense_of(header)
    assert sense is None or 0 < sense.confidence <= 1
