"""Cells that are merged downwards: what they show counts for each nominee beside them, and it is said."""

from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.guessing import guess_mapping
from tests.intake.sheet_forms import ZONE, region, workbook

HEADER = ["Id", "Nombre de la persona nominada", "País", "Nombre de quien nomina"]


def merged(*ranges, rows):
    book = workbook(HEADER, *rows)
    book.sheets[0].merged = list(ranges)
    return build_records(book, guess_mapping(book, ZONE).mapping, region())


def test_who_nominates_several_persons_nominates_each():
    found = merged((2, 4, 3), rows=[["1", "Ana Paz", "PE", "Red"], ["2", "Luz Paz", "CL"], ["3", "Eva Paz", "BR"]])
    assert [one.nominator for one in found.nominations] == ["Red"] * 3
    assert "Cells that are merged over several rows count for each nominee in them: D2:D4." in map(str, found.warnings)


def test_a_value_under_merged_cells_stays():
    found = merged((2, 3, 2), rows=[["1", "Ana Paz", "PE", "Red"], ["2", "Luz Paz", "CL", "Foro"]])
    assert [one.nominees[0].country for one in found.nominations] == ["PE", "CL"]
    assert not any("merged" in str(said) for said in found.warnings)


def test_the_name_of_a_nominee_counts_once_and_the_other_row_is_told():
    found = merged((2, 3, 1), rows=[["1", "Ana Paz", "PE", "Red"], ["2", "", "CL", "Foro"]])
    assert [one.nominees[0].name for one in found.nominations] == ["Ana Paz"]
    assert [one.row for one in found.rejected] == [3]
    assert "A nominee's name in cells that are merged over several rows counts for the first row only: B2:B3." in map(
        str, found.warnings
    )


def test_the_number_of_a_response_is_of_one_row():
    found = merged((2, 3, 0), rows=[["7", "Ana Paz", "PE", "Red"], ["", "Luz Paz", "CL", "Foro"]])
    assert [one.response_id for one in found.nominations] == ["7", None]


def test_a_blank_row_within_merged_cells_is_no_nomination():
    found = merged((2, 4, 3), rows=[["1", "Ana Paz", "PE", "Red"], [], ["2", "Luz Paz", "CL"]])
    assert [(one.row, one.nominator) for one in found.nominations] == [(2, "Red"), (4, "Red")]
    assert not found.rejected


def test_the_merged_cells_of_a_header_are_no_values():
    found = merged((1, 2, 3), rows=[["1", "Ana Paz", "PE", ""], ["2", "Luz Paz", "CL", "Foro"]])
    assert [one.nominator for one in found.nominations] == [None, "Foro"]
