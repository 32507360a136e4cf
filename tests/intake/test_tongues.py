import pytest

from rapporteur_app.intake.tongues import read_languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Español, Inglés, Portugués", ["es", "en", "pt"]),
        ("Español e inglés", ["es", "en"]),
        ("Français; créole haïtien", ["fr", "ht"]),
        ("English (fluent), basic Spanish", ["en", "es"]),
        ("castellano\nguaraní", ["es", "gn"]),
        ("Inglés avanzado, francés básico", ["en", "fr"]),
        ("es, en", ["es", "en"]),
        ("Español, castellano", ["es"]),
    ],
)
def test_languages_in_a_cell(text, codes):
    assert read_languages(text).value == codes
    assert read_languages(text).problem is None


def test_a_language_without_a_code_of_two_letters_is_said_and_the_others_stand():
    found = read_languages("Español, K'iche', Inglés")
    assert found.value == ["es", "en"]
    assert "K'iche'" in str(found.problem)


def test_no_language():
    assert read_languages("Klingonés").value is None
    assert read_languages("  ").problem is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [("es en", ["es", "en"]), ("español inglés", ["es", "en"]), ("Español - Inglés", ["es", "en"]),
     ("Español 100%, inglés 80 %", ["es", "en"]), ("Haitian Creole", ["ht"])],
)  # fmt: skip
def test_languages_joined_in_other_ways(text, codes):
    assert read_languages(text).value == codes
    assert read_languages(text).problem is None
