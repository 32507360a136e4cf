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
