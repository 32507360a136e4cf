import pytest

from rapporteur_app.intake.vocabulary import GENDERS, Terms, vocabulary_of
from rapporteur_app.setup.template import load_template
from tests.intake.sheet_forms import region


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Organizaciones de migrantes y de la diáspora", "diaspora"), ("migrantes", "migrants"),
        ("academia", "academia"),
        ("8. Sector privado", "private"), ("ONG", "civil"), ("Civil society (NGO)", "civil"),
        ("diaspora", "diaspora"),
        ("Movimiento Internacional de la Cruz Roja y de la Media Luna Roja (ficticia)", "red_cross"),
        ("Una organización de la sociedad civil del norte", "civil"), ("Sociedd civil", "civil"),
    ],
)  # fmt: skip
def test_a_constituency_by_code_name_phrase_or_likeness(text, code):
    assert region().constituencies.of(text) == code


@pytest.mark.parametrize("text", ["Vecinos", "Sociedad civil, Sector privado", ""])
def test_no_constituency_or_several(text):
    assert region().constituencies.of(text) is None


def test_genders_of_the_template_and_without_one():
    assert region().genders.of("Femenino") == GENDERS.of("Mujer") == "female"
    assert vocabulary_of(load_template("blank")).genders == GENDERS


def test_a_template_without_terms_reads_nothing():
    assert not vocabulary_of(load_template("blank")).constituencies
    assert Terms().of("anything") is None
