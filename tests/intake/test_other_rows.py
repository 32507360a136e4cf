"""What stands on a sheet beside the nominations: left out, and told with its rows."""

import pytest

from tests.intake.sheet_forms import guessed, read, region

HEADER = ["Fecha", "Nombre de la persona nominada", "País"]
ANA = ["2021-04-05T10:00:00Z", "Ana Paz", "Perú"]
LUZ = ["2021-04-06T10:00:00Z", "Luz Paz", "Chile"]


def names_and_warnings(*rows):
    found = read(*rows, vocabulary=region())
    assert not found.rejected
    assert not found.flagged
    return [one.nominees[0].name for one in found.nominations], [str(said) for said in found.warnings]


@pytest.mark.parametrize("total", [["Total", "1"], ["", "TOTAL GENERAL", 1], ["Total de nominaciones: 1"], ["Soma", 1]])
def test_totals_are_left_out_and_told(total):
    assert names_and_warnings(HEADER, ANA, total) == (["Ana Paz"], ["Rows that hold a total are left out: 3."])


@pytest.mark.parametrize(
    "note", ["Nota: los datos son provisionales", "Fuente: CEPAL", "* Provisional", "Source: form", "NB: late"]
)
@pytest.mark.parametrize("place", [0, 1])
def test_notes_are_left_out_and_told_even_where_a_name_would_stand(note, place):
    said = "Rows that hold a note and no nomination are left out: 4."
    assert names_and_warnings(HEADER, ANA, [], [*[""] * place, note]) == (["Ana Paz"], [said])


def test_a_note_below_a_list_of_nothing_but_names():
    found = read(["Nominee name"], ["Ana Paz"], ["Note: to be checked"], ["Nota Bene Ruiz"])
    assert [one.nominees[0].name for one in found.nominations] == ["Ana Paz", "Nota Bene Ruiz"]


@pytest.mark.parametrize(
    "below",
    [
        [["Resumen por país"], ["País", "Nominaciones"], ["Perú", 1]],
        [["", "Resumen"], ["", "Nombre", "Correo electrónico"], ["", "Rosa", "r@example.org"]],
        [["Correo", "Nombre de quien nomina", "Organización"], ["r@example.org", "Rosa Vela", "Foro"]],
    ],
)
def test_another_table_below_is_not_read_and_told(below):
    said = (
        "Another table begins in these rows and is not read: 4. If it holds nominations, put it on a sheet of its own."
    )
    assert names_and_warnings(HEADER, ANA, [], *below) == (["Ana Paz"], [said])


def test_the_same_header_once_more_goes_on_with_the_table():
    later = [["Llegadas tarde"], HEADER, LUZ]
    said = "Rows that hold a note and no nomination are left out: 4."
    assert names_and_warnings(HEADER, ANA, [], *later) == (["Ana Paz", "Luz Paz"], [said])
    between = [["País", "Fecha"], ["Perú", "2021"], [], HEADER, LUZ]
    assert names_and_warnings(HEADER, ANA, [], *between)[0] == ["Ana Paz", "Luz Paz"]


def test_rows_after_a_blank_one_are_nominations():
    answers = [["", "Fecha Ruiz", "Chile"], ["2021-04-06T10:00:00Z", "País Vasco Pérez", ""]]
    assert names_and_warnings(HEADER, ANA, [], *answers)[0] == ["Ana Paz", "Fecha Ruiz", "País Vasco Pérez"]


def test_a_table_beside_the_nominations_says_nothing_of_the_nominees():
    rows = [["Nominee name", "Country", "", "Country", "Number"], ["Ana Paz", "Peru", "", "Chile", 1]]
    assert guessed(*rows).mapping.columns["Country (2)"] is None
    assert read(*rows).nominations[0].nominees[0].country == "PE"


def test_columns_beyond_a_blank_one_are_told():
    rows = [["Nominee", "Country", "", "Member", "E-mail"], ["Ana Paz", "Peru", "", "Rosa Vela", "rosa@red.example"]]
    (said,) = [str(one) for one in guessed(*rows).warnings if "blank column" in str(one)]
    assert "“E-mail”" in said
    assert "Country" not in said
    assert "Column" not in said.replace("blank column", "")


@pytest.mark.parametrize(
    "rows",
    [
        [["", "Nominee", "E-mail"], ["", "Ana Paz", "ana@red.example"]],
        [["Nominee", "", "E-mail"], ["Ana Paz", "a note", "ana@red.example"]],
        [["Nominee", "E-mail", "", "Anything"], ["Ana Paz", "ana@red.example", "", "x"]],
    ],
)  # fmt: skip
def test_blank_columns_that_part_nothing_are_not_told(rows):
    assert not [one for one in guessed(*rows).warnings if "blank column" in str(one)]


@pytest.mark.parametrize(
    "text",
    ["Nombre de candidatures : 1", "Número de nominaciones: 12", "N.º de nominaciones recibidas 12",
     "Number of nominations received: 3", "Quantidade de indicações: 4"],
)  # fmt: skip
def test_a_count_under_the_table_is_a_total(text):
    found = read(["Nominee", "E-mail"], ["Ana Paz", "ana@red.example"], [text, ""])
    assert [one.nominees[0].name for one in found.nominations] == ["Ana Paz"]
    assert any("total" in str(one) for one in found.warnings)
