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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("República del Perú", "PE"), ("República de Chile", "CL"), ("Reino de España", "ES"),
        ("Reino dos Países Baixos", "NL"), ("Commonwealth of Dominica", "DM"),
        ("République de Colombie", "CO"), ("República Argentina", "AR"),
        ("Oriental Republic of Uruguay", "UY"), ("República Cooperativa de Guyana", "GY"),
        ("República Dominicana", "DO"),
        ("État plurinational de Bolivie", "BO"), ("Republic of Suriname", "SR"), ("Republic of Ireland", "IE"),
        ("Lima, Perú", "PE"), ("Buenos Aires (Argentina)", "AR"), ("Perú (Lima)", "PE"), ("Chile - Santiago", "CL"),
        ("Ciudad de México, México", "MX"), ("México D.F.", "MX"), ("🇵🇪", "PE"), ("Perú 🇵🇪", "PE"),
        ("bolivianas", "BO"),
        ("boricua", "PR"), ("Guyane", "GF"), ("Ayiti", "HT"), ("BVI", "VG"), ("Turks and Caicos", "TC"),
    ],
)  # fmt: skip
def test_official_names_and_places_beside_a_country(text, code):
    assert read_country(text).value == code


@pytest.mark.parametrize(
    "text", ["Granada, España", "San José, CA", "Republic of China", "Korea", "República", "desde Chile"]
)
def test_what_leaves_a_doubt_is_not_taken(text):
    found = read_country(text)
    assert found.value is None
    assert found.problem is not None


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Antiguan", "AG"), ("antiguana", "AG"), ("dominiquaise", "DM"), ("Kittitian", "KN"), ("santaluciana", "LC"),
        ("Vincentian", "VC"), ("bahamienne", "BS"), ("grenadien", "GD"), ("jamaïquaine", "JM"),
        ("costa-riquenha", "CR"),
        ("Eastern Republic of Uruguay", "UY"), ("DRC", "CD"), ("sénégalaise", "SN"), ("Syrian", "SY"), ("chino", "CN"),
        ("ucraniana", "UA"), ("japonesa", "JP"), ("angolano", "AO"), ("filipina", "PH"), ("suíça", "CH"),
    ],
)  # fmt: skip
def test_nationalities_of_the_caribbean_and_of_the_world(text, code):
    assert read_country(text).value == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("San Martín", "MF"), ("Saint-Martin", "MF"), ("Sint Maarten", "SX"), ("Holy See", "VA"), ("Santa Sede", "VA"),
        ("República Popular China", "CN"), ("República Árabe Siria", "SY"), ("Lao People's Democratic Republic", "LA"),
        ("Federation of Saint Kitts and Nevis", "KN"),
    ],
)  # fmt: skip
def test_names_that_are_like_another_countrys(text, code):
    assert read_country(text).value == code
