import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.folding import folded, holds_phrase, unnumbered, without_endings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ¿Está DISPONIBLE? ", "esta disponible"),
        ("K'iche’ / Kʼicheʼ", "k iche k iche"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize("text", ["3. Teléfono", "3) Teléfono", "Q3: Teléfono", "3.1 - Teléfono", "b) Teléfono"])
def test_a_question_loses_its_number(text):
    assert unnumbered(text) == "Teléfono"


@pytest.mark.parametrize("text", ["2021", "3", "10 años", "A. B. Pérez"])
def test_a_number_that_is_the_answer_stays(text):
    assert unnumbered(text) == text


def test_endings_for_several_forms_are_left_out():
    assert without_endings("Nominee(s)") == "Nominee"
    assert without_endings("Nominado/a") == "Nominado"


def test_a_phrase_is_held_as_whole_words():
    assert holds_phrase("correo de quien nomina", "quien nomina")
    assert not holds_phrase("correo de quien nominara", "quien nomina")


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_plain_letters_is_the_long_way(text):
    # A letter beyond ASCII sends the whole text the long way.
    assert folded(text) == " ".join(folded(text + " é").split()[:-1])
