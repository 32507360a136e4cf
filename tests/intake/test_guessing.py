import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.guessing import guess_mapping
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.sheets.reading import Sheet
from tests.intake.sheet_forms import ZONE, guessed, workbook

HEADER = ["Nominee", "E-mail", "Nominator"]
ROW = ["Ana", "ana@example.org", "Rosa"]


def test_title_rows_stand_above_the_header():
    found = guessed(["Nominations 2021"], [], ["as of 5 April", "", "draft"], HEADER, ROW)
    assert found.mapping.header_row == 4
    assert found.mapping.columns == {
        "Nominee": "nominee_name", "E-mail": "nominee_email", "Nominator": "nominator_name",
    }  # fmt: skip


def test_a_sheet_of_instructions_before_the_answers_is_passed_over():
    book = workbook(HEADER, ROW)
    book.sheets.insert(0, Sheet("Read me", visible=True, rows=[["How to fill in this form"], ["1. Write clearly"]]))
    book.sheets.insert(0, Sheet("Secret", visible=False, rows=[HEADER, ROW]))

    found = guess_mapping(book, ZONE)

    assert found.mapping.sheet == "Answers"
    assert "Read me" in " ".join(str(one) for one in found.warnings)


def test_a_hidden_sheet_is_read_when_it_is_named():
    book = workbook(HEADER, ROW)
    book.sheets[0].visible = False
    with pytest.raises(BadInput, match="hidden sheets only"):
        guess_mapping(book, ZONE)
    assert guess_mapping(book, ZONE, Wishes(sheet="answers")).mapping.sheet == "Answers"


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(sheet="Nope"), "It has: “Answers”"),
        (Wishes(header_row=9), "ends before row 9"),
        (Wishes(columns={"Nope": "gender"}), "“Nominee”, “E-mail”"),
        (Wishes(columns={"E-mail": "nope"}), "no field “nope”"),
        (Wishes(timezone="Mars"), "Mars"),
    ],
)
def test_what_a_person_settled_must_be_there(wishes, words):
    with pytest.raises(BadInput, match=words):
        guessed(HEADER, ROW, wishes=wishes)


def test_an_empty_file():
    with pytest.raises(BadInput, match="no rows"):
        guessed()


def test_settled_columns_stand_and_the_others_are_guessed():
    found = guessed(HEADER, ROW, wishes=Wishes(columns={"nominator": "comments", "E-mail": None}))
    assert list(found.mapping.columns.values()) == ["nominee_name", None, "comments"]

    swapped = guessed(["Nominee", "Person"], ["a", "b"], wishes=Wishes(columns={"Person": "nominee_name"}))
    assert list(swapped.mapping.columns.values()) == [None, "nominee_name"]


def test_without_a_name_a_person_is_told():
    found = guessed(["Colour", "Size"], ["red", 3])
    assert not found.names_nominees
    assert "nominee's name" in " ".join(str(one) for one in found.warnings)


def test_a_field_may_be_settled_by_its_other_name():
    found = guessed(["Nominee", "x"], ["Ana", "a@x.org"], wishes=Wishes(columns={"x": "email"}))
    assert found.mapping.columns["x"] == "nominee_email"
