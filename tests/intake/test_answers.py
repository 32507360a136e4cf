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


@pytest.mark.parametrize(
    "text",
    ["no lo sé", "No contesta", "No response", "Sin respuesta", "No estoy seguro", "no hay información",
     "Não respondeu", "Non renseigné", "No, aún no se le ha consultado", "No se le ha preguntado", "No consta",
     "no idea"],
)  # fmt: skip
def test_not_known_is_no_no(text):
    found = read_yes_no(text)
    assert (found.value, bool(found.problem)) == (None, True)


@pytest.mark.parametrize(
    "text",
    ["Sí (por confirmar)", "Sí, pendiente de su respuesta", "Yes, TBC", "Yes, probably", "Sim, a confirmar",
     "Oui, peut-être", "Sí, depende de la fecha", "Yes, I think so", "En principio sí", "Sí, en principio"],
)  # fmt: skip
def test_a_yes_that_is_left_open_is_for_a_person_to_judge(text):
    found = read_yes_no(text)
    assert (found.value, bool(found.problem)) == (None, True)


@pytest.mark.parametrize("text", ["No, está ocupada", "No disponible", "No acepta", "No, thank you", "Non, merci"])
def test_a_no_with_its_reason_is_a_no(text):
    assert read_yes_no(text).value is False


@pytest.mark.parametrize("text", ["Sí, ambos días", "Sí, con su consentimiento", "Yes - by e-mail", "✔️"])
def test_a_yes_with_more_words_is_a_yes(text):
    assert read_yes_no(text).value is True
