"""Codes are shown as names, in the window's language, and moments as local dates."""

from rapporteur_app.i18n import catalogue
from rapporteur_app.setup.names import Names, Naming, naming_by_criteria
from rapporteur_app.setup.template import load_template
from tests.ui.selections import RUBRIC

NAMING = Naming(load_template("gcm-lac-2021"), "America/Lima")


def test_countries_and_languages_have_their_names() -> None:
    spanish = Names(catalogue("es"))
    assert spanish.of("nationality", "BR") == "Brasil"
    assert spanish.of("languages", ["es", "pt"]) == "español, portugués"
    assert spanish.of("country", "atlantis") == "atlantis"


def test_the_template_names_its_own_codes() -> None:
    template = NAMING.template
    assert template is not None
    first, area = template.constituencies[0], template.areas[0]
    french = Names(catalogue("fr"), NAMING)
    assert french.of("constituency", first.code) == first.name["fr"] != first.code
    assert french.of("thematic_areas", [area.number]) == f"{area.number}. {area.name['fr']}"
    assert french.of("objectives", [3]).startswith("3. Fournir")
    assert french.of("objectives", [99]) == "99"
    assert french.of("gender", "female") == "Femme"
    assert Names(catalogue("es")).of("gender", "female") == "Mujer"
    assert french.of("channel", "meeting") == "réunion"
    assert french.of("channel", "by dove") == "by dove"
    assert french.of("migrant_experience", value=True) == "oui"


def test_moments_are_told_in_the_zone_of_the_selection() -> None:
    moment = "2021-04-06T03:30:00+00:00"
    assert Names(catalogue("es"), NAMING).moment(moment) == "5 abr 2021, 22:30"
    assert Names(catalogue("fr"), NAMING).day(moment) == "5 avr. 2021"
    assert Names(catalogue("es")).moment("2021-04-05") == "5 abr 2021"
    assert Names(catalogue("es")).moment("yesterday") == "yesterday"


def test_numbers_have_the_languages_comma() -> None:
    assert Names(catalogue("es")).number(4.55) == "4,6"
    assert Names(catalogue("en")).number(None) == "–"


def test_a_pack_takes_its_names_from_the_template_with_its_criteria() -> None:
    template = load_template("gcm-lac-2021")
    assert naming_by_criteria(template.rubric).template is template
    assert naming_by_criteria(RUBRIC).template is None
