from rapporteur_app.intake.headings import unique_headers
from tests.intake.sheet_forms import guessed


def fields(*headers, rows=()):
    return [guess.field for guess in guessed(headers, *(rows or [["x"] * len(headers)])).columns]


def test_headers_are_told_apart():
    assert unique_headers(["Name", "E-mail", "Name", None], 5) == ["Name", "E-mail", "Name (2)", "Column D", "Column E"]
    assert unique_headers(["A", "A (2)", "A"], 3) == ["A", "A (2)", "A (3)"]


def test_a_section_says_of_whom_the_columns_after_it_speak():
    assert fields("Nominator", "Email", "Organisation", "Nominee", "Email", "Organisation", "Country") == [
        "nominator_name", "nominator_email", "nominator_organisation",
        "nominee_name", "nominee_email", "organisation", "nominee_country",
    ]  # fmt: skip


def test_the_address_before_the_nominee_is_of_whoever_fills_in_the_form():
    assert fields("Timestamp", "Email Address", "Nominee's full name", "Country") == [
        "submitted_at", "nominator_email", "nominee_name", "nominee_country",
    ]  # fmt: skip


def test_your_name_is_the_nominators():
    assert fields("Your name", "Your e-mail", "Name of the nominee") == [
        "nominator_name", "nominator_email", "nominee_name",
    ]  # fmt: skip


def test_in_a_form_of_application_your_name_is_the_nominee():
    assert fields("Your full name", "Your email", "Gender") == ["nominee_name", "nominee_email", "gender"]


def test_columns_that_the_form_tool_adds():
    assert fields("ID", "Start time", "Completion time", "Email", "Name", "Nominee name", "Nominee email") == [
        "response_id", None, "submitted_at", "nominator_email", "nominator_name", "nominee_name", "nominee_email",
    ]  # fmt: skip


def test_several_nominees_have_a_column_each():
    assert fields("Nominee 1", "Nominee 2", "Nominee 1 email", "Nominee 2 email", "Nominator") == [
        "nominee_name", "nominee_name", "nominee_email", "nominee_email", "nominator_name",
    ]  # fmt: skip


def test_one_column_for_a_field_the_surest():
    assert fields("Nominee", "Languages", "Other languages spoken at work or at home") == [
        "nominee_name", "languages", None,
    ]  # fmt: skip


def test_values_speak_against_a_header_that_is_not_certain():
    header = ("Nominee", "Any email newsletters that the organisers should know of")
    plain = guessed(header, ["Ana", "the weekly one"]).columns[1]
    assert plain.field is None


def test_one_language_after_the_other():
    assert fields("Nome da pessoa indicada", "E-mail", "Idiomas que fala", "Quem indica") == [
        "nominee_name", "nominee_email", "languages", "nominator_name",
    ]  # fmt: skip
    assert fields("Personne proposée", "Courriel", "Langues parlées", "Pays de résidence", "Proposé par") == [
        "nominee_name", "nominee_email", "languages", "nominee_country", "nominator_name",
    ]  # fmt: skip


def test_a_name_beside_a_family_name_is_the_given_one():
    assert fields("Nombre", "Apellidos", "País") == ["nominee_given_name", "nominee_family_name", "nominee_country"]
    assert fields("Nombre", "País", "Género") == ["nominee_name", "nominee_country", "gender"]


def test_a_family_name_after_a_nominees_given_name_is_of_the_same_person():
    assert fields("1) Nombre del/de la nominado/a", "2) Apellido(s)", "3) Email", "4) Quién lo/la propone") == [
        "nominee_given_name", "nominee_family_name", "nominee_email", "nominator_name",
    ]  # fmt: skip


def test_su_is_the_nominee_after_a_question_about_one_and_else_whoever_fills_in_the_form():
    asked = ("Nombre de la persona nominada", "¿Cuál es su país de residencia?")
    assert fields(*asked, rows=[["Ana", "Perú"]]) == ["nominee_name", "nominee_country"]
    assert fields("Su nombre", "Su correo", "Nombre de la persona nominada", "Correo de la persona nominada") == [
        "nominator_name", "nominator_email", "nominee_name", "nominee_email",
    ]  # fmt: skip


def test_what_stands_beside_the_nominator_before_the_nominee_is_the_nominators():
    assert fields("Name", "Email", "Position", "Country", "Name of the nominee", "Languages") == [
        "nominator_name", "nominator_email", None, "nominator_country", "nominee_name", "languages",
    ]  # fmt: skip


def test_a_field_of_nominees_asked_of_the_nominator_is_kept_and_not_read():
    assert fields("Nominee", "Cargo de quien nomina", "Género de la persona nominada")[1:] == [None, "gender"]


def test_a_column_that_holds_something_goes_before_a_blank_one():
    header = ("Email Address", "Nominee", "Your e-mail")
    rows = [["", "Ana", "rosa@example.org"]]
    assert fields(*header, rows=rows) == [None, "nominee_name", "nominator_email"]


def test_codes_without_spaces():
    assert fields("nomineename", "nomineeEmail", "nominatorname") == ["nominee_name", "nominee_email", "nominator_name"]


def test_a_first_name_is_no_first_nominee():
    assert fields("First Name", "Last Name", "Nominator First Name", "Nominator Last Name") == [
        "nominee_given_name", "nominee_family_name", "nominator_given_name", "nominator_family_name",
    ]  # fmt: skip
    parts = fields("Primer nombre del nominado", "Primer apellido del nominado", "Segundo apellido del nominado")
    assert parts[:2] == ["nominee_given_name", "nominee_family_name"]


def test_the_person_whom_you_propose():
    asked = ("Votre nom", "Nom complet de la personne que vous proposez", "Son adresse e-mail")
    assert fields(*asked, rows=[["Rosa", "Ana", "ana@example.org"]]) == [
        "nominator_name", "nominee_name", "nominee_email",
    ]  # fmt: skip
    assert fields("Su nombre", "Nombre de la persona que usted nomina") == ["nominator_name", "nominee_name"]


def test_the_backing_of_an_organisation_is_no_organisation():
    assert fields("Nominado", "¿Cuenta con el aval de una organización?") == ["nominee_name", "endorsement"]
