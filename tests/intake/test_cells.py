import pytest

from rapporteur_app.intake.cells import cell_name, displayed, is_blank, is_number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (4.0, "4"),
        (2.5, "2.5"),
        (5491123456.0, "5491123456"),
        (True, "TRUE"),
        (None, ""),
        ("  as it stands ", "  as it stands "),
        (("date", "2021-03-29T10:26:52"), "2021-03-29 10:26:52"),
        (("date", "2021-03-29"), "2021-03-29"),
        (7, "7"),
    ],
)
def test_a_cell_is_shown_as_a_spreadsheet_shows_it(cell, text):
    assert displayed(cell) == text


def test_blank_is_what_a_person_sees_nothing_in():
    assert is_blank(None)
    assert is_blank(" \n")
    assert not is_blank(0)
    assert not is_blank(False)  # noqa: FBT003


def test_a_truth_value_is_no_number():
    assert is_number(1.5)
    assert not is_number(True)  # noqa: FBT003


@pytest.mark.parametrize(("row", "column", "name"), [(1, 0, "A1"), (7, 25, "Z7"), (7, 26, "AA7"), (2, 701, "ZZ2")])
def test_a_cell_has_its_spreadsheet_name(row, column, name):
    assert cell_name(row, column) == name
