"""What people paste into forms: signs that nobody sees are left out of what is read, and kept in `raw`."""

import pytest

from rapporteur_app.intake.folding import folded, without_unseen
from tests.intake.sheet_forms import guessed, read

TURNED = "Ana \u202egninrael\u202c Paz"
HEADER = ["Nominee", "E-mail of the nominee", "Phone of the nominee", "Why do you nominate this person?"]


def only(*cells):
    (found,) = read(HEADER, list(cells)).nominations
    return found


def test_a_name_that_turns_the_direction_is_read_without_it_and_kept_as_it_came():
    found = only(TURNED, "", "", "")
    assert found.nominees[0].name == "Ana gninrael Paz"
    assert found.raw["Nominee"] == TURNED


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\u202a", "\u2066", "\ufeff", "\u00ad", "\x00", "\x1b", "\x7f"])
def test_equal_names_are_equal_whatever_nobody_sees(sign):
    found = only(f"{sign}Ro{sign}sa Vela{sign}", "", "", f"Be{sign}cause")
    assert found.nominees[0].name == "Rosa Vela"
    assert found.statement == "Because"
    assert found.raw["Nominee"] == f"{sign}Ro{sign}sa Vela{sign}"


def test_addresses_and_numbers_lose_what_their_copying_added():
    found = only("Rosa", "\u202arosa@red.example\u202c", "\u202a+51 987 654 321\u202c", "").nominees[0]
    assert (found.email, found.phone) == ("rosa@red.example", "+51 987 654 321")


@pytest.mark.parametrize("name", ["Ana 👩‍🏫 Paz", "می‌خواهم", "שרה כהן", "أمل", "Zoë ̈Nuñez", "李小龍", "Nguyễn Thị Hà"])
def test_names_of_every_script_and_emoji_stay(name):
    assert without_unseen(name) == name
    assert only(name, "", "", "").nominees[0].name


def test_a_name_of_unseen_signs_alone_is_none():
    found = read(HEADER, ["\u200b\u202e", "rosa@red.example", "", ""])
    assert [one.row for one in found.rejected] == [2]


def test_a_header_is_known_by_what_is_seen_of_it():
    (name, *_) = guessed(["\ufeffNo\u00admi\u00adnee\u200b", "E-mail"], ["Ana", "a@b.example"]).columns
    assert name.field == "nominee_name"
    assert folded("\ufeffNo\u00admi\u00adnee\u200b") == "nominee"


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://evil.example","Ana")', "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "-2+3", "+1|x"],
)
def test_formulas_in_texts_are_texts(text):
    found = only("Ana Paz", "", "", text)
    assert found.statement == text
    assert found.raw[HEADER[3]] == text


def test_a_cell_of_the_most_letters_is_kept_whole():
    text = "Motivo " * 4681  # 32,767 letters: the most that a cell of a spreadsheet holds
    found = only("Ana Paz", "", "", text)
    assert found.raw[HEADER[3]] == text
    assert found.statement == text.strip()
