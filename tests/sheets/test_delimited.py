"""Quotation marks in text tables: those that belong there, and one that somebody forgot to close."""

import pytest

from rapporteur_app.sheets.delimited import delimited_rows
from rapporteur_app.sheets.reading import read_workbook


def rows_of(text):
    unclosed = []
    return list(delimited_rows(text, ",", unclosed)), unclosed


def test_a_mark_that_is_never_closed_costs_no_row():
    text = 'name,why\nBeto,"two\nlines"\n"Ana Paz,good\nCleo,x\nDora,y\n'
    rows = [["name", "why"], ["Beto", "two\nlines"], ["Ana Paz", "good"], ["Cleo", "x"], ["Dora", "y"]]
    assert rows_of(text) == (rows, [3])


@pytest.mark.parametrize(
    "text", ['a,"b\nc"\n', 'a,"x ""y"" z"\n', 'a,5" pipe\nb,c\n', 'a,"b\nc', "a,b", "", '"a"\r\n"b"\r\n', 'a,"open']
)
def test_what_any_program_reads_is_read_likewise(text):
    import csv
    import io

    whole, unclosed = rows_of(text)
    if not unclosed:
        assert whole == list(csv.reader(io.StringIO(text, newline="")))
    assert "".join(cell for row in whole for cell in row)[:1] == text.replace('"', "")[:1]


def test_the_import_says_where(tmp_path):
    (tmp_path / "n.csv").write_text('sep=,\nname,why\n"Ana Paz,good\nBeto,x\n', "utf-8")
    (sheet,) = read_workbook(tmp_path / "n.csv").sheets
    assert (sheet.rows[2], sheet.rows[3], sheet.unclosed) == (["Ana Paz", "good"], ["Beto", "x"], [3])
