import pytest

from rapporteur_app.intake.areas import read_areas, read_objectives
from rapporteur_app.intake.vocabulary import Term, Terms
from rapporteur_app.setup.template import load_template
from tests.intake.sheet_forms import region

AREAS = region().areas


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", [3]), ("1, 3 y 5", [1, 3, 5]), ("Área temática 3", [3]), ("Thematic areas 2 and 4", [2, 4]),
        ("3. Abordar la migración irregular", [3]), ("5;1", [1, 5]), ("Domaine thématique 2", [2]),
        ("Irregular migration", [3]),
    ],
)  # fmt: skip
def test_areas_by_number_or_phrase(text, numbers):
    assert read_areas(text, AREAS).value == numbers
    assert read_areas(text, AREAS).problem is None


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_all_answers_of_a_form_joined_with_commas_though_they_hold_commas(language):
    texts = [area.name[language] for area in load_template("gcm-lac-2021").areas]
    assert read_areas(", ".join(texts), AREAS).value == [1, 2, 3, 4, 5]
    assert read_areas(", ".join(texts), AREAS).problem is None


def test_a_form_that_rewords_an_area_beside_its_number():
    text = "Área temática 2: Proteger los derechos humanos y la seguridad de los migrantes, Área temática 5: Inclusión"
    assert read_areas(text, AREAS).value == [2, 5]
    assert read_areas(text, AREAS).problem is None


def test_a_number_beside_the_name_of_another_area():
    found = read_areas("Thematic area 2: Improving the social inclusion and integration of migrants", AREAS)
    assert found.value is None
    assert "belong together" in str(found.problem)


def test_what_is_not_known_is_said_and_the_rest_stands():
    found = read_areas("Irregular migration; decent jobs", AREAS)
    assert found.value == [3]
    assert "decent jobs" in str(found.problem)
    assert read_areas("Área temática 7", AREAS).value is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2, 7; 23", [2, 7, 23]), ("Objetivo 5 y objetivo 12", [5, 12]), ("Objective 3", [3]),
        ("Objectifs 1 et 4", [1, 4]),
        ("Proporcionar información exacta y oportuna en todas las etapas de la migración", [3]),
        ("3. Provide accurate and timely information at all stages of migration", [3]),
    ],
)  # fmt: skip
def test_objectives_by_number_or_text(text, numbers):
    found = read_objectives(text, region().objectives)
    assert (found.value, found.problem) == (numbers, None)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_all_objectives_of_a_form_joined_with_commas(language):
    texts = [text[language] for text in load_template("gcm-lac-2021").objectives.values()]
    found = read_objectives(", ".join(texts), region().objectives)
    assert (found.value, found.problem) == (list(range(1, 24)), None)


def test_an_objective_that_there_is_not_is_said():
    assert str(read_objectives("24", region().objectives).problem) == "no objective is known by: 24"


RIGHTS = Terms((Term(1, ("Human rights", "Derechos humanos")), Term(2, ("Gender", "Género")), Term(3, ("Borders",))))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. Derechos humanos, 2. Género", [1, 2]), ("(1) Derechos humanos\n(2) Género", [1, 2]),
        ("1) Human rights;3) Borders", [1, 3]), ("2 - Gender", [2]), ("1. Derechos humanos", [1]),
    ],
)  # fmt: skip
def test_choices_with_their_numbers_before_them(text, numbers):
    found = read_areas(text, RIGHTS)
    assert (found.value, found.problem) == (numbers, None)


def test_choices_that_a_form_counts_in_its_own_way_are_read_by_name_and_it_is_said():
    found = read_areas("2. Derechos humanos; 3. Género", RIGHTS)
    assert found.value == [1, 2]
    assert "in its own way: 2. Derechos humanos; 3. Género" in str(found.problem)


def test_a_number_before_words_of_another_area_counts_for_nothing():
    found = read_areas("1. Derechos humanos, 2. Género, 5. Inclusión social", AREAS)
    assert found.value == [5]
    assert str(found.problem) == "no thematic area is known by: 1. Derechos humanos, 2. Género"
