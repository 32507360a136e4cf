"""What stands beside the cells of an xlsx: hidden rows, formulas without a value, errors, the days of 1904."""

import zipfile

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
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", "<a/>")
    assert marks.marks_of(tmp_path / "a.ods") == {}
    (tmp_path / "a.csv").write_text("a,b")
    assert marks.marks_of(tmp_path / "a.csv") == {}
