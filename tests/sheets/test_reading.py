"""Hostile and odd spreadsheets, made here: what is read of them, and what is refused with one sentence."""

import os
import sys
import time
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook as NewWorkbook

from rapporteur_app.errors import Cancelled, UnreadableFile
from rapporteur_app.progress import Progress
from rapporteur_app.sheets import reading
from rapporteur_app.sheets.reading import read_workbook

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def raw_xlsx(path, sheet_xml):
    """A workbook whose only sheet is this XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet_xml:
                part.write(piece.encode())
    return path


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows):
    yield f'<worksheet xmlns="{MAIN}"><sheetData>'
    yield from rows
    yield "</sheetData></worksheet>"


def saved(path, rows, book_format=None):
    book = NewWorkbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refusal(path, **options):
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, **options)
    return str(caught.value)


def test_a_plain_workbook(tmp_path):
    book = read_workbook(saved(tmp_path / "a.xlsx", [["Name", "Score", "Sure"], ["Ñandú", 4, True], [None, 4.5, None]]))
    assert book.sheets[0].rows == [["Name", "Score", "Sure"], ["Ñandú", 4.0, True], ["", 4.5]]


def test_hidden_sheets_are_named(tmp_path):
    book = NewWorkbook()
    book.create_sheet("secret").sheet_state = "hidden"
    book.active.append(["a"])
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").hidden == ["secret"]


def test_rows_above_the_first_filled_one_keep_their_numbers(tmp_path):
    book = NewWorkbook()
    book.active["B4"] = "here"
    book.save(tmp_path / "a.xlsx")
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert len(rows) == 4
    assert "here" in rows[3]


def test_a_cell_far_out_does_not_hang_or_fill_the_memory(tmp_path):
    rows = sheet(f'<row r="1">{cell("A1", "Name")}</row>', f'<row r="1048576">{cell("XFD1048576", "far")}</row>')
    path = raw_xlsx(tmp_path / "far.xlsx", rows)
    start = time.monotonic()
    with suppress(UnreadableFile):
        assert read_workbook(path).sheets[0].rows[0] == ["Name"]
    assert time.monotonic() - start < 8


def test_a_zip_bomb_is_refused(tmp_path):
    filling = "A" * 1_000_000
    path = raw_xlsx(
        tmp_path / "bomb.xlsx",
        sheet(*(f'<row r="{n}">{cell(f"A{n}", filling)}</row>' for n in range(1, 801))),
    )
    assert path.stat().st_size < 5_000_000
    start = time.monotonic()
    assert "bomb.xlsx" in refusal(path)
    assert time.monotonic() - start < 15


def test_a_protected_workbook_asks_for_one_without_password(tmp_path):
    import struct

    # the smallest compound file with an EncryptedPackage stream: header, one FAT sector, one directory sector
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108

    def entry(name, kind, child=free, left=free, start=end, size=0):
        text = name.encode("utf-16-le")
        return (
            text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, left, free, child)
            + bytes(36) + struct.pack("<IQ", start, size)
        )  # fmt: skip

    fat = struct.pack("<III", 0xFFFFFFFD, end, end) + struct.pack("<I", free) * 125
    directory = entry("Root Entry", 5, child=1) + entry("EncryptedPackage", 2, left=2) + entry("EncryptionInfo", 2)
    (tmp_path / "locked.xlsx").write_bytes(header + fat + directory + bytes(128))
    said = refusal(tmp_path / "locked.xlsx")
    assert "locked.xlsx" in said
    assert "password" in said


def test_an_empty_file(tmp_path):
    (tmp_path / "none.xlsx").write_bytes(b"")
    assert refusal(tmp_path / "none.xlsx") == "none.xlsx is empty."


def test_a_missing_file_and_a_folder(tmp_path):
    assert "There is no file" in refusal(tmp_path / "gone.xlsx")
    assert "is not a file" in refusal(tmp_path)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 nothing of a zip", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"\x89PNG\0\0\0\0rest"]
)
def test_what_is_no_spreadsheet(tmp_path, data):
    (tmp_path / "odd.xlsx").write_bytes(data)
    assert "odd.xlsx" in refusal(tmp_path / "odd.xlsx")


def test_a_workbook_cut_short(tmp_path):
    data = saved(tmp_path / "a.xlsx", [["Name"]] * 200).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(data[: len(data) // 2])
    assert "cut.xlsx" in refusal(tmp_path / "cut.xlsx")


def test_the_ending_does_not_matter(tmp_path):
    data = saved(tmp_path / "a.xlsx", [["Name"], ["Rosa"]]).read_bytes()
    (tmp_path / "a.csv").write_bytes(data)
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows == [["Name"], ["Rosa"]]
    (tmp_path / "b.xlsx").write_text("Name,Age\nRosa,40\n")
    assert read_workbook(tmp_path / "b.xlsx").sheets[0].rows == [["Name", "Age"], ["Rosa", "40"]]


TABLE = [["Nombre", "País"], ["Núñez, Tomás", "Perú"], ["Ana «Ñ»", "São Tomé"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_files_of_every_make(tmp_path, encoding, delimiter):
    lines = [delimiter.join(f'"{text}"' for text in row) for row in TABLE]
    (tmp_path / "t.csv").write_bytes("\r\n".join(lines).encode(encoding))
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == TABLE


def test_utf_16_without_the_other_byte_order(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"\xfe\xff" + "Nombre;País\nRosa;Perú\n".encode("utf-16-be"))
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [["Nombre", "País"], ["Rosa", "Perú"]]


def test_line_breaks_inside_quotes(tmp_path):
    (tmp_path / "t.csv").write_text('Name,Why\n"Rosa\nLuz","a, ""b"""\n', "utf-8")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows[1] == ["Rosa\nLuz", 'a, "b"']


def test_one_column_is_read_whole(tmp_path):
    (tmp_path / "t.csv").write_text("Name\nRosa\nLuz\n", "utf-8")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [["Name"], ["Rosa"], ["Luz"]]


def children():
    """The processes that this one started and that still run."""
    return os.popen(f"ps -o pid= --ppid {os.getpid()} | xargs -r ps -o args= -p").read()


@pytest.mark.skipif(os.name == "nt", reason="asks ps")
def test_a_child_that_hangs_is_stopped_and_leaves_no_process(tmp_path, monkeypatch):
    mark = "import time; time.sleep(987)"
    monkeypatch.setattr(reading, "child_command", lambda: [sys.executable, "-c", mark])
    path = saved(tmp_path / "slow.xlsx", [["Name"]])
    start = time.monotonic()
    assert refusal(path, seconds=0.5).startswith("slow.xlsx takes too long to read.")
    assert time.monotonic() - start < 3
    assert "time.sleep(987)" not in children()


def test_a_child_that_crashes(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "child_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    assert "damaged" in refusal(saved(tmp_path / "bad.xlsx", [["Name"]]))


def test_a_child_that_aborts_for_want_of_memory(tmp_path, monkeypatch):
    code = "import os, sys; sys.stderr.write('memory allocation of 9 bytes failed'); sys.stderr.flush(); os.abort()"
    monkeypatch.setattr(reading, "child_command", lambda: [sys.executable, "-c", code])
    assert "unpacks to more than this program reads" in refusal(saved(tmp_path / "far.xlsx", [["Name"]]))


def test_a_child_that_babbles(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "child_command", lambda: [sys.executable, "-c", "print('hello')"])
    assert "bad.xlsx" in refusal(saved(tmp_path / "bad.xlsx", [["Name"]]))


class Stopped(Progress):
    """A person who presses Cancel at once."""

    def advance(self, by=1):
        from rapporteur_app.i18n import message

        raise Cancelled(message("Stopped."))


@pytest.mark.skipif(os.name == "nt", reason="asks ps")
def test_a_cancelled_reading_leaves_no_process(tmp_path):
    path = saved(tmp_path / "a.xlsx", [["Name"], *([["x" * 50]] * 5000)])
    with pytest.raises(Cancelled):
        read_workbook(path, Stopped())
    assert "rapporteur_app.sheets.child" not in children()


def test_a_file_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    (tmp_path / "big.csv").write_text("Name\n" * 10)
    assert "big.csv" in refusal(tmp_path / "big.csv")


def test_a_table_that_starts_in_c3_keeps_its_cells_addresses(tmp_path):
    book = NewWorkbook()
    book.active["C3"], book.active["C4"] = "Nominee", "Ana"
    book.save(tmp_path / "offset.xlsx")
    rows = read_workbook(tmp_path / "offset.xlsx").sheets[0].rows
    assert rows == [[], [], ["", "", "Nominee"], ["", "", "Ana"]]


def test_the_line_by_which_excel_tells_the_delimiter(tmp_path):
    (tmp_path / "t.csv").write_text("sep=;\r\nNombre;País\r\nRosa, la mayor;Perú\r\n", "utf-8")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [[], ["Nombre", "País"], ["Rosa, la mayor", "Perú"]]


def test_commas_in_a_text_are_no_delimiter_where_semicolons_are(tmp_path):
    lines = ["Nombre;Motivo", "Rosa;conoce, ayuda, enseña, escribe", "Luz;lee, viaja, canta, baila, corre", "Ana;vive"]
    (tmp_path / "t.csv").write_text("\n".join(lines), "utf-8")
    rows = read_workbook(tmp_path / "t.csv").sheets[0].rows
    assert [len(row) for row in rows] == [2, 2, 2, 2]


def test_titles_above_a_table_do_not_hide_its_delimiter(tmp_path):
    lines = ["Nominaciones, al 5 de abril, borrador", "", *["a;b;c;d;e"] * 4]
    (tmp_path / "t.csv").write_text("\n".join(lines), "utf-8")
    assert len(read_workbook(tmp_path / "t.csv").sheets[0].rows[2]) == 5


def test_choices_joined_with_semicolons_are_no_delimiter(tmp_path):
    rows = ["Name,Areas,Country", *(f'Ana {n},"One, two;Three, four",Peru' for n in range(6))]
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows[1] == ["Ana 0", "One, two;Three, four", "Peru"]
