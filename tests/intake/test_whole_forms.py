"""Forms as people write them in four languages: every question is known, in its order and with its marks."""

import pytest

from tests.intake.sheet_forms import guessed

FIELDS = [
    "submitted_at", "nominee_name", "nominee_email", "nominee_phone", "nominee_country", "nominee_nationality",
    "organisation", "job_title", "constituency", "thematic_areas", "statement", "consent", "available",
    "nominator_name", "nominator_organisation", "nominator_email", "cv_link", "gender", "age_group", "languages",
    "migrant_experience", "self_nomination", "comments",
]  # fmt: skip

FORMS = {
    "en": [
        "Submission Date", "Full name of nominee", "Email address of nominee", "Phone number (with country code)",
        "Country of residence", "Country of nationality", "Organization/Affiliation", "Position/Title",
        "Stakeholder group", "Thematic areas of expertise",
        "Please explain why you are nominating this person (max 250 words)",
        "Has the nominee agreed to be nominated?", "Will the nominee be available 26-28 April 2021?", "Your name",
        "Your organization", "Your email", "Link to CV", "Gender", "Age range", "Languages spoken",
        "Does the nominee have lived experience as a migrant?", "Is this a self-nomination?", "Any other comments",
    ],
    "es": [
        "Fecha de envío", "Nombres y apellidos de la persona candidata", "Correo electrónico",
        "Número de celular/WhatsApp", "País donde reside actualmente", "Nacionalidad",
        "Organización a la que pertenece", "Cargo", "Grupo de interés que representa",
        "Áreas temáticas de experiencia", "¿Por qué postula a esta persona?",
        "¿La persona ha aceptado ser nominada?",
        "¿Tiene disponibilidad para participar los días 26, 27 y 28 de abril?", "Nombre de quien postula",
        "Organización de quien postula", "Correo de quien postula", "Enlace a hoja de vida", "Identidad de género",
        "Rango de edad", "Idiomas", "¿Es o ha sido migrante?", "¿Es una autonominación?", "Observaciones",
    ],
    "pt": [
        "Data de envio", "Nome completo do(a) candidato(a)", "E-mail do(a) candidato(a)", "Celular / WhatsApp",
        "País de residência", "Nacionalidade", "Instituição", "Cargo/função", "Grupo que representa",
        "Eixos temáticos", "Justificativa da indicação", "O(a) candidato(a) concorda com a indicação?",
        "Está disponível de 26 a 28 de abril?", "Nome de quem indica", "Instituição de quem indica",
        "E-mail de quem indica", "Link do currículo", "Gênero", "Faixa etária", "Idiomas", "É ou foi migrante?",
        "É uma autoindicação?", "Observações",
    ],
    "fr": [
        "Date d'envoi", "Nom et prénom du candidat / de la candidate", "Adresse électronique du candidat",
        "Numéro de téléphone", "Pays de résidence", "Nationalité", "Organisation", "Fonction", "Groupe d'acteurs",
        "Axes thématiques", "Pourquoi proposez-vous cette personne ?", "La personne a-t-elle donné son accord ?",
        "Est-elle disponible du 26 au 28 avril ?", "Votre nom et prénom", "Votre organisation",
        "Votre adresse électronique", "Lien vers le CV", "Genre", "Tranche d'âge", "Langues parlées",
        "A-t-elle une expérience de migration ?", "S'agit-il d'une auto-candidature ?", "Remarques",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", FORMS)
def test_every_question_is_known(language):
    found = guessed(FORMS[language]).columns
    assert [one.field for one in found] == FIELDS


@pytest.mark.parametrize("language", FORMS)
def test_numbers_stars_capitals_and_breaks_make_no_difference(language):
    numbered = [f"{place}. {text.upper()} *\n" for place, text in enumerate(FORMS[language], start=1)]
    assert [one.field for one in guessed(numbered).columns] == FIELDS


@pytest.mark.parametrize("language", FORMS)
def test_the_first_questions_may_stand_last(language):
    """Where the form asks about the nominator first, as long as each header says of whom it speaks."""
    asked = FORMS[language]
    found = {one.header: one.field for one in guessed([*asked[8:], *asked[:8]]).columns}
    expected = dict(zip(asked, FIELDS, strict=True))
    said = {"statement", "consent", "available", "nominator_name", "cv_link", "comments", "nominee_name"}
    assert {field for header, field in expected.items() if found[header] == field} >= said


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("¿Por qué nomina a esta persona?", "statement"), ("¿Por qué propone usted a esta persona?", "statement"),
        ("Por que você indica esta pessoa?", "statement"), ("Nombre de la persona que nomina", "nominator_name"),
        ("Nombre de quien propone", "nominator_name"), ("Nome da pessoa que indica", "nominator_name"),
    ],
)  # fmt: skip
def test_why_is_not_who(header, field):
    assert guessed(["Nominee", header]).columns[1].field == field
