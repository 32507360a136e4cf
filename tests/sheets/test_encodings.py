"""Tables as text in the encodings of old systems: what people wrote is read as they wrote it."""

import csv
import io

import pytest

from rapporteur_app.sheets.reading import read_workbook

SPANISH = [
    ["Nombre", "Organización", "País", "Motivación"],
    ["María Ibáñez Núñez", "Fundación Acción", "México", "¿Por qué? Su trabajo con niños y jóvenes es único."],
    ["José Peña", "Organización de la Niñez", "Perú", "Representación técnica y política"],
    ["Verónica Guzmán", "Asociación Ñandutí", "Paraguay", "Más de veinte años"],
]
PORTUGUESE = [
    ["Nome", "Organização", "País", "Motivação"],
    ["Ângela Conceição", "Associação São João", "Brasil", "Não há ninguém com tão longa experiência"],
]
FRENCH = [
    ["Nom", "Réseau", "Pays", "Motivation"],
    ["Hélène Lefèvre", "Réseau français", "Haïti", "Une voix très écoutée à l'île, où elle a été élue"],
]
TABLES = pytest.mark.parametrize("table", [SPANISH, PORTUGUESE, FRENCH], ids=["es", "pt", "fr"])


def read(tmp_path, table, encoding, delimiter=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    (tmp_path / "table.csv").write_bytes(text.getvalue().encode(encoding))
    (sheet,) = read_workbook(tmp_path / "table.csv").sheets
    return sheet.rows


@TABLES
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859_15", "cp850", "mac_roman"])
def test_a_table_is_read_as_it_was_written(tmp_path, table, encoding):
    assert read(tmp_path, table, encoding) == table


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("name", ["José Peña", "Núñez", "Verónica", "São João", "Hélène"])
def test_one_name_is_enough(tmp_path, name, encoding):
    assert read(tmp_path, [["Name", "Country"], [name, "Chile"]], encoding)[1][0] == name


@pytest.mark.parametrize(
    "text",
    [
        "Mary’s “own” words – and a dash — of 5 €…",
        "Œuvre de l’Église",
        "n.º 3, 2.ª edición",
        "£5 ½ ± × ©",
        "Žižek",
        "ÑANDÚ",
    ],
)  # fmt: skip
def test_windows_stays_the_choice_where_it_can_be_meant(tmp_path, text):
    assert read(tmp_path, [["Name", "Text"], ["José Peña", text]], "cp1252")[1] == ["José Peña", text]


def test_bytes_that_are_no_text_in_any_of_them_are_still_read(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"a,b\n\x81\x8d,\xff\xfe\x90\n")
    (sheet,) = read_workbook(tmp_path / "table.csv").sheets
    assert len(sheet.rows) == 2


def sheet_of(tmp_path, data):
    (tmp_path / "table.csv").write_bytes(data)
    (sheet,) = read_workbook(tmp_path / "table.csv").sheets
    return sheet


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_row_of_another_encoding_spoils_no_other_row(tmp_path, mark):
    rows = ["Nombre,País", "José Peña,Perú", "Núñez,México", "Ángela,Brasil"]
    data = mark + "\n".join(rows[:2]).encode() + b"\n" + rows[2].encode("cp1252") + b"\n" + rows[3].encode()
    sheet = sheet_of(tmp_path, data)
    assert sheet.rows == [row.split(",") for row in rows]
    assert sheet.encoding == "UTF-8, Windows-1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_said(tmp_path, encoding):
    sheet = sheet_of(tmp_path, "Nombre,País\nJosé Peña,Perú\n".encode(encoding))
    assert sheet.rows == [["Nombre", "País"], ["José Peña", "Perú"]]
    assert sheet.encoding == "UTF-16"


def test_half_a_letter_at_the_end_costs_nothing_else(tmp_path):
    sheet = sheet_of(tmp_path, "Nombre,País\nJosé,Perú".encode("utf-16") + b"\x00")
    assert sheet.rows[1][0] == "José"


@pytest.mark.parametrize("place", [20, 6003])
def test_a_zero_in_between_costs_no_row(tmp_path, place):
    text = bytearray("Nombre,País\n".encode() + "José Peña,Perú\n".encode() * 500)
    text[place] = 0
    assert len(sheet_of(tmp_path, bytes(text)).rows) == 501
