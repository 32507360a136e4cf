import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.countries import read_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chile", "CL"), ("CL", "CL"), ("CHL", "CL"), ("Rep. Dominicana", "DO"), ("the Netherlands", "NL"),
        ("Bolivia (Estado Plurinacional de)", "BO"), ("República Bolivariana de Venezuela", "VE"), ("EE.UU.", "US"),
        ("Trinidad y Tabago", "TT"), ("Trinidad & Tobago", "TT"), ("Trinité-et-Tobago", "TT"), ("St. Lucia", "LC"),
        ("Brésil", "BR"), ("brasileira", "BR"), ("Colombiano", "CO"), ("Haïti", "HT"), ("El Salvador", "SV"),
        ("Salvador", "SV"), ("Surinam", "SR"), ("México ", "MX"), ("Bosnia and Herzegovina", "BA"), ("Guinea", "GN"),
    ],
)  # fmt: skip
def test_a_country_by_code_name_or_nationality(text, code):
    assert read_country(text).value == code


def test_several_countries_are_for_a_person_to_settle():
    found = read_country("España / Ecuador")
    assert found.value is None
    assert "EC, ES" in str(found.problem)


def test_a_slip_of_the_pen_is_named_and_not_taken():
    found = read_country("Argentinna")
    assert found.value is None
    assert "perhaps AR" in str(found.problem)


def test_no_country():
    assert read_country(" ").problem is None
    assert read_country("Atlantis").value is None


@given(
    st.sampled_from(["en", "es", "pt", "fr"]), st.sampled_from(["AR", "BZ", "CW", "DO", "FR", "GY", "HT", "VC", "ZA"])
)
def test_every_name_of_a_country_in_four_languages(language, code):
    assert read_country(Locale(language).territories[code]).value == code
