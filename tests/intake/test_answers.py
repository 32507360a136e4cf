import pytest

from rapporteur_app.intake.answers import read_yes_no


@pytest.mark.parametrize(
    "text", ["Yes", "Sí", "sim", "Oui", "Sí, cuento con su consentimiento", "Sí, todos los días", "TRUE", "x", "✓",
             "De acuerdo", "1"]
)  # fmt: skip
def test_a_plain_yes(text):
    assert read_yes_no(text).value is True


@pytest.mark.parametrize("text", ["No", "não", "Non", "FALSE", "No, está ocupada", "0"])
def test_a_plain_no(text):
    assert read_yes_no(text).value is False


@pytest.mark.parametrize(
    "text",
    ["Solo parcialmente", "Todavía no le he consultado", "Sí, pero no el 26", "No sé", "maybe", "Yes, except Monday",
     "?",     "No aplica"],
)  # fmt: skip
def test_what_a_person_must_judge(text):
    found = read_yes_no(text)
    assert found.value is None
    assert found.problem is not None


@pytest.mark.parametrize("text", ["Prefiero no responder", "Prefer not to say", "", "Je préfère ne pas répondre"])
def test_who_will_not_say_is_understood(text):
    assert read_yes_no(text).value is None
    assert read_yes_no(text).problem is None


@pytest.mark.parametrize("text", ["Doy mi consentimiento", "Je suis d'accord", "I confirm", "Checked", "Claro que sí"])
def test_other_words_for_yes(text):
    assert read_yes_no(text).value is True


@pytest.mark.parametrize(
    "text", ["Disagree", "Unchecked", "En desacuerdo", "Pas d’accord", "I do not agree", "Je n'accepte pas"]
)
def test_other_words_for_no(text):
    assert read_yes_no(text).value is False


@pytest.mark.parametrize("text", ["N/A", "s/o", "n.d."])
def test_what_does_not_apply_is_no_answer(text):
    assert read_yes_no(text).value is None
    assert read_yes_no(text).problem is not None
