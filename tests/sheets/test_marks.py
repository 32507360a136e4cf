"""What stands beside the cells: what is hidden, what is merged, formulas without a value, errors, the days of 1904."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook as NewWorkbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rapporteur_app.sheets import marks
from rapporteur_app.sheets.reading import read_workbook
from tests.sheets.test_reading import cell, raw_xlsx, sheet


def made(path, fill):
    book = NewWorkbook()
    fill(book)
    book.save(path)
    return read_workbook(path).sheets


def test_hidden_rows_are_read_and_told(tmp_path):
    def fill(book):
        for row in (["Name"], ["Ana"], ["Rosa"], ["Luz"]):
            book.active.append(row)
        book.active.row_dimensions[3].hidden = True

    (found,) = made(tmp_path / "a.xlsx", fill)
    assert found.rows[2] == ["Rosa"]
    assert found.hidden_rows == [3]


def test_a_formula_without_a_value_is_told(tmp_path):
    def fill(book):
        book.active.append(["Name", "Country"])
        book.active.append(["Ana", "=A1"])

    (found,) = made(tmp_path / "a.xlsx", fill)
    assert found.unvalued == ["B2"]


def test_a_formula_with_a_value_or_with_an_empty_text_is_not_told(tmp_path):
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    found = read_workbook(raw_xlsx(tmp_path / "a.xlsx", sheet(rows))).sheets[0]
    assert found.unvalued == []
    assert found.rows[0][0] == 2


def test_an_error_stays_to_be_seen(tmp_path):
    rows = f'<row r="1">{cell("A1", "Name")}</row><row r="2"><c r="C2" t="e"><f>X!A1</f><v>#REF!</v></c></row>'
    found = read_workbook(raw_xlsx(tmp_path / "a.xlsx", sheet(rows))).sheets[0]
    assert found.errors == ["C2"]
    assert found.rows[1] == ["", "", "#REF!"]


def test_the_marks_belong_to_their_sheet(tmp_path):
    def fill(book):
        book.active.append(["a"])
        other = book.create_sheet("Other & more")
        other.append(["b"])
        other.row_dimensions[1].hidden = True

    first, second = made(tmp_path / "a.xlsx", fill)
    assert (first.hidden_rows, second.hidden_rows) == ([], [1])


def test_a_workbook_that_counts_from_1904(tmp_path):
    def fill(book):
        book.epoch = CALENDAR_MAC_1904
        book.active.append([1])

    assert made(tmp_path / "a.xlsx", fill)[0].dates_1904


def test_many_rows_are_looked_through_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "PIECE", 4096)
    rows = (f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n % 50 == 0 else ""}>{cell(f"A{n}", "x" * 40)}</row>'
            for n in range(1, 501))  # fmt: skip
    path = raw_xlsx(tmp_path / "a.xlsx", sheet(*rows))
    assert marks.marks_of(path)["S"]["hidden"] == list(range(50, 501, 50))


def test_other_files_have_no_marks(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("content.txt", "a")
    assert marks.marks_of(tmp_path / "a.zip") == {}
    (tmp_path / "a.csv").write_text("a,b")
    assert marks.marks_of(tmp_path / "a.csv") == {}


FORMS = Path(__file__).parents[1] / "reference" / "forms"
KINDS = pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])


@KINDS
def test_what_is_hidden_and_what_is_merged_is_told_of_every_kind(kind):
    book = read_workbook(FORMS / f"hidden.{kind}")
    found = book.sheets[0]
    assert book.hidden == ["Listas"]
    assert (found.hidden_rows, found.hidden_columns) == ([4], [4])
    assert found.merged == [(2, 4, 0), (2, 4, 1)]
    assert not found.unfinished


@KINDS
def test_a_table_without_marks_of_every_kind(kind):
    name = "older.xlsm" if kind == "xlsx" else f"older.{kind}"
    (found,) = read_workbook(FORMS / name).sheets
    assert (found.hidden_rows, found.hidden_columns, found.merged, found.unfinished) == ([], [], [], False)


@KINDS
def test_what_was_not_looked_through_in_time_is_told(kind, monkeypatch):
    monkeypatch.setattr(marks, "SECONDS", -1)
    found = marks.marks_of(FORMS / f"hidden.{kind}")
    assert found[""]["unfinished"]
    assert all(each["unfinished"] for each in found.values())


def test_a_damaged_part_that_the_cells_do_not_need_is_told(tmp_path):
    path = raw_xlsx(tmp_path / "a.xlsx", sheet(f'<row r="1">{cell("A1", "Name")}</row>'))
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(path.read_bytes())
    data[start + 14] ^= 0xFF  # the checksum
    path.write_bytes(data)
    assert marks.marks_of(path).keys() <= {"", "S"}


def test_columns_hidden_in_a_range_and_by_a_filter(tmp_path):
    def fill(book):
        book.active.append(["a", "b", "c", "d"])
        book.active.column_dimensions.group("B", "C", hidden=True)

    assert made(tmp_path / "a.xlsx", fill)[0].hidden_columns == [1, 2]


def test_cells_merged_to_the_side_are_not_told(tmp_path):
    def fill(book):
        book.active.append(["a", "b", "c"])
        book.active.merge_cells("A1:C1")

    assert made(tmp_path / "a.xlsx", fill)[0].merged == []


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TABLE = (
    f'<?xml version="1.0"?>{{start}}<office:document-content xmlns:office="{OASIS}:office:1.0" '
    f'xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods_marks(tmp_path, rows, start=""):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", ODS_TABLE.format(rows=rows, start=start))
    return marks.marks_of(tmp_path / "a.ods")


def test_rows_that_an_opendocument_table_repeats_are_counted(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="{n}"{more}><table:table-cell/></table:table-row>'
    rows = blank.format(n=3, more="") + blank.format(n=2, more=' table:visibility="filter"')
    rows += blank.format(n=1_000_000_000, more=' table:visibility="collapse"')
    found = ods_marks(tmp_path, rows)["T"]["hidden"]
    assert found[:4] == [4, 5, 6, 7]
    assert len(found) == marks.MOST_MARKS


def test_entities_are_not_unpacked_for_the_marks(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert ods_marks(tmp_path, "&b;", bomb) == {"": ods_marks(tmp_path, "&b;", bomb)[""]}
    assert ods_marks(tmp_path, "&b;", bomb)[""]["unfinished"]
