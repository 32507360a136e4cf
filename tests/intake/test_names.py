import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.names import checked_split, spelling_key, split_names, split_parts, tidy

NAMES = st.lists(
    st.text(alphabet="ABCDÉÑabcdéñ'- ", min_size=2, max_size=20).filter(lambda text: tidy(text) and text.strip(" -'")),
    min_size=1,
    max_size=5,
    unique_by=lambda name: spelling_key(tidy(name)),
)


@pytest.mark.parametrize(
    "cell",
    [
        "Ana Pérez\nLuis Gómez",
        "Ana Pérez; Luis Gómez",
        "1. Ana Pérez 2. Luis Gómez",
        "1) Ana Pérez, 2) Luis Gómez",
        "1. Ana Pérez\r\n2. Luis Gómez",
        "- Ana Pérez\n- Luis Gómez",
        "  Ana  Pérez ;; Luis Gómez ;",
    ],
)
def test_lines_numbers_and_semicolons_tell_persons_apart(cell):
    assert split_names(cell).names == ("Ana Pérez", "Luis Gómez")
    assert split_names(cell).proposed == ()


@pytest.mark.parametrize("joint", [" y ", " and ", " e ", " et ", " & ", "/", " / "])
def test_a_conjunction_only_proposes(joint):
    found = split_names(f"Ana Pérez{joint}Luis Gómez")

    assert len(found.names) == 1
    assert found.proposed == ("Ana Pérez", "Luis Gómez")


@pytest.mark.parametrize(
    "name", ["Mosquera Valencia, Yesenia", "Pérez, Ana, Gómez, Luis", "Svante A Arrhenius", "Molly E Seawell", "Ortega"]
)
def test_what_is_one_name_stays_one(name):
    assert split_names(name).names == (name,)
    assert split_names(name).proposed == ()


def test_in_capitals_a_conjunction_is_no_initial():
    assert split_names("ANA PÉREZ Y LUIS GÓMEZ").proposed == ("ANA PÉREZ", "LUIS GÓMEZ")


def test_a_word_that_a_person_named_splits():
    assert split_names("Ana Pérez y Luis Gómez", "y").names == ("Ana Pérez", "Luis Gómez")
    assert split_names("Yolanda Reyes Y Luis", "y").names == ("Yolanda Reyes", "Luis")
    assert split_names("Ana Pérez / Luis Gómez", "/").names == ("Ana Pérez", "Luis Gómez")


def test_never_splits_nothing():
    assert split_names("Ana; Luis", "never").names == ("Ana; Luis",)


def test_one_person_named_twice_is_one():
    assert split_names("Ana Pérez; ANA  PÉREZ").names == ("Ana Pérez",)


def test_a_comma_is_refused_as_separator():
    with pytest.raises(BadInput, match="comma"):
        checked_split(" , ")


@pytest.mark.parametrize(("given", "used"), [("AUTO", "auto"), ("never", "never"), ("", "auto"), (" y ", "y")])
def test_the_way_of_splitting_is_read_whatever_its_case(given, used):
    assert checked_split(given) == used


def test_numbers_that_do_not_run_from_one_belong_to_the_name():
    assert split_parts("Juan XXIII 2. parte") == ["Juan XXIII 2. parte"]


def test_spellings_differ_by_more_than_case_and_spaces():
    assert spelling_key(" MARISOL  Ixcoy") == spelling_key("marisol ixcoy")
    assert spelling_key("Lucia") != spelling_key("Lúcia")
    assert spelling_key("Lu\u0301cia") == spelling_key("Lúcia")


@given(NAMES)
def test_names_joined_with_semicolons_come_apart_again(names):
    assert split_names(";".join(names)).names == tuple(tidy(name) for name in names)


@given(st.text(max_size=80))
def test_no_text_is_lost_and_a_comma_never_splits(text):
    found = split_names(text.replace(";", ",").replace("\n", ","), "auto")
    if not any(mark in text for mark in "\r\v\u2028\u2029") and "1" not in text:
        assert len(found.names) <= 1
