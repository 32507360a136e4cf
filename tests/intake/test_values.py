import pytest

from rapporteur_app.intake.fields import Kind
from rapporteur_app.intake.reading import NOTHING
from rapporteur_app.intake.values import CellReader, read_age_group, read_email, read_gender, read_phone, read_term
from rapporteur_app.intake.vocabulary import GENDERS, Terms, Vocabulary
from tests.intake.sheet_forms import region


@pytest.mark.parametrize("text", ["ana@example.org", " Ana.Perez+x@sub.example.org "])
def test_an_address_is_checked_and_not_changed(text):
    assert read_email(text).value == text.strip()


@pytest.mark.parametrize("text", ["ana", "ana@", "ana@example", "a@x.org; b@x.org", "Ana <ana@example.org>"])
def test_what_is_not_one_address(text):
    assert read_email(text).value is None
    assert read_email(text).problem is not None


@pytest.mark.parametrize(
    ("cell", "text"),
    [("+56 9 5550 0101", "+56 9 5550 0101"), ("0055", "0055"), (5491123456.0, "5491123456"), (5491123456, "5491123456"),
     ("=+54 9", "=+54 9")],
)  # fmt: skip
def test_a_telephone_number_stays_as_it_is(cell, text):
    assert read_phone(cell).value == text


@pytest.mark.parametrize("cell", ["none", "5.49112E+12", 54911234567890123.0])
def test_a_number_that_lost_its_digits(cell):
    assert read_phone(cell).value is None
    assert read_phone(cell).problem is not None


@pytest.mark.parametrize(
    ("text", "group"), [("30 a 44 años", "30-44"), ("37", "30-44"), ("18-29", "18-29"), ("60 años o más", "60+"),
                        ("71 años", "60+")]
)  # fmt: skip
def test_an_age_group_by_its_words_or_an_age(text, group):
    assert read_age_group(text, region().age_groups).value == group


def test_an_age_that_no_group_holds():
    assert read_age_group("12", region().age_groups).value is None
    assert read_age_group("joven", Terms()).value == "joven"


def test_without_choices_nothing_is_read_and_nothing_is_wrong():
    assert read_term("anything", Terms()).problem is None
    assert read_term("anything", region().constituencies).problem is not None


def test_a_person_says_how_a_text_is_read():
    reader = CellReader(Kind.COUNTRY, Vocabulary(), {"La isla": "CU", "n/a": ""})
    assert reader.read("LA ISLA ").value == "CU"
    assert reader.read("N/A").problem is None
    assert reader.read("Chile").value == "CL"


def test_truth_and_the_number_one_are_told_apart():
    reader = CellReader(Kind.TEXT, Vocabulary(), {})
    assert reader.read(1).value == "1"
    assert reader.read(cell=True).value == "TRUE"


@pytest.mark.parametrize(
    ("text", "number"), [('="+51987654321"', "+51987654321"), ("'+51 987", "+51 987"), ("'0034", "0034")]
)
def test_a_number_guarded_from_a_spreadsheet_keeps_its_plus_and_zeros(text, number):
    assert read_phone(text).value == number


@pytest.mark.parametrize("text", ["mailto:a@b.org", "a@b..org", "a@.org", "Ana <a@b.org>"])
def test_what_is_not_quite_an_address_is_flagged(text):
    assert read_email(text).value is None
    assert read_email(text).problem is not None


def test_an_address_that_nobody_gave_is_no_mistake():
    assert read_email("anonymous") == NOTHING


def test_a_gender_that_somebody_prefers_not_to_say():
    assert read_gender("Prefer not to answer", GENDERS).value == "undisclosed"
    assert read_gender("Something else", GENDERS).problem is not None


def test_what_was_not_asked_has_no_value():
    assert CellReader(Kind.YES_NO, Vocabulary(), {}).read("N/A") == NOTHING
    assert CellReader(Kind.COUNTRY, Vocabulary(), {}).read("n/a") == NOTHING
    assert CellReader(Kind.TEXT, Vocabulary(), {}).read("N/A").value == "N/A"


def test_what_is_none_of_the_choices_is_told_with_its_text():
    found = read_term("Fuerzas\narmadas", region().constituencies)
    assert (found.value, str(found.problem)) == (None, "“Fuerzas armadas” is none of the choices")
    assert str(read_term("x" * 500, region().constituencies).problem).count("x") == 80


@pytest.mark.parametrize("text", ["'ana@red.example'", '"ana@red.example"', "ana@red.example'"])
def test_an_address_in_quotes_is_not_taken(text):
    found = read_email(text)
    assert (found.value, bool(found.problem)) == (None, True)


def test_an_apostrophe_is_part_of_an_address():
    assert read_email("d'avila@red.example").value == "d'avila@red.example"
