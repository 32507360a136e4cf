"""Files made to harm: each is read right, or refused with one plain sentence, within the child's memory and time."""

import csv
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest

from rapporteur_app.errors import RapporteurError, UnreadableFile
from rapporteur_app.intake import importing
from rapporteur_app.intake.importing import plan_import, run_import
from rapporteur_app.model import Candidate
from rapporteur_app.sheets.reading import read_workbook
from rapporteur_app.workspace import SECRETARIAT
from tests.sheets.hostile import LAUGHS, MAIN, compound, ods, ods_row, protected_xls, row, sheet_xml, xlsx
from tests.sheets.test_reading import saved

TABLE = [["Nominee", "Why"], ["Ana", "x"]]
PNG = b"\x89PNG\r\n\x1a\n"
LONGEST = 32_767


def rows_of(path):
    return read_workbook(path).sheets[0].rows


def refusal(path, read=read_workbook):
    """The sentence by which a file is refused: of the file, in one line, without a programmer's word."""
    with pytest.raises(RapporteurError) as caught:
        read(path)
    said = str(caught.value)
    assert path.name in said
    assert said.endswith(".")
    assert not any(word in said for word in ("\n", "Error", "Traceback", "calamine", "None"))
    return said


def written(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# -- what unfolds


def test_a_sheet_of_gigabytes_of_one_repeated_row(tmp_path):
    inner = row("A" * 1000) * 1000
    path = xlsx(tmp_path / "bomb.xlsx", sheet_xml(inner * 600))
    assert path.stat().st_size < 3_000_000
    assert "unpacks to more" in refusal(path)


MEASURE = """
import contextlib, resource, sys
from pathlib import Path
from rapporteur_app.errors import RapporteurError
from rapporteur_app.sheets.reading import read_workbook
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_workbook(Path(sys.argv[1]))
except RapporteurError as refusal:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) // 1024, refusal)
"""


@pytest.mark.skipif(os.name == "nt", reason="measures with resource")
@pytest.mark.parametrize("overlapping", [False, True])
def test_five_hundred_sheets_that_are_one_do_not_fill_the_parents_memory(tmp_path, overlapping):
    long = f'<sst xmlns="{MAIN}"><si><t>{"A" * LONGEST}</t></si></sst>'
    cells = sheet_xml("<row>" + '<c t="s"><v>0</v></c>' * 4000 + "</row>")
    path = xlsx(tmp_path / "many.xlsx", cells, sheets=500, strings=long, overlapping=overlapping)
    assert path.stat().st_size < 100_000
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    megabytes, said = done.stdout.split(maxsplit=1)
    assert said.startswith("many.xlsx")
    assert int(megabytes) < 400


def test_a_column_far_to_the_right_does_not_unfold_into_what_stands_before_it(tmp_path):
    rows = (f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 60_001))
    assert "unpacks to more" in refusal(xlsx(tmp_path / "right.xlsx", sheet_xml(*rows)))


def test_an_archive_of_archives(tmp_path):
    inner = xlsx(tmp_path / "inner.xlsx", sheet_xml(row("A")))
    path = tmp_path / "nested.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "xl/worksheets/sheet1.xml")
        archive.write(inner, "inner.xlsx")
    refusal(path)


@pytest.mark.parametrize(("repeated", "cells"), [(1_048_576, 16_384), (4_000_000_000, 1)])
def test_an_open_document_row_repeated_without_end(tmp_path, repeated, cells):
    refusal(ods(tmp_path / "rows.ods", ods_row("x" * 30_000, repeated=repeated, cells=cells)))


# -- XML


def test_a_billion_laughs(tmp_path):
    refusal(xlsx(tmp_path / "sheet.xlsx", sheet_xml(row("Nominee", "&a9;"), dtd=LAUGHS)))
    strings = f'<?xml version="1.0"?><!DOCTYPE sst [{LAUGHS}]><sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'
    refusal(xlsx(tmp_path / "strings.xlsx", sheet_xml('<row><c t="s"><v>0</v></c></row>'), strings=strings))
    refusal(ods(tmp_path / "laughs.ods", ods_row("Nominee", "&a9;"), dtd=LAUGHS))


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_an_entity_from_elsewhere_is_neither_read_nor_fetched(tmp_path, ending):
    secret = written(tmp_path / "secret", "swordfish")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        for target in (secret.as_uri(), "file:///etc/passwd", address):
            path, dtd = tmp_path / f"entity.{ending}", f'<!ENTITY e SYSTEM "{target}">'
            if ending == "xlsx":
                xlsx(path, sheet_xml(row("Nominee", "&e;"), dtd=dtd))
            else:
                ods(path, ods_row("Nominee", "&e;"), dtd=dtd)
            try:
                told = repr(rows_of(path))
            except UnreadableFile as error:
                told = f"{error} {error.detail}"
            assert "swordfish" not in told
            assert "root:" not in told
        with pytest.raises(BlockingIOError):
            server.accept()


# -- sizes that lie


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1", "A1:A1", "B7:C9", "A1:XFD99999999999"])
def test_a_dimension_that_lies_is_not_believed(tmp_path, dimension):
    xml = sheet_xml(row("Nominee", "Why"), row("Ana", "x"), before=f'<dimension ref="{dimension}"/>')
    assert rows_of(xlsx(tmp_path / "lies.xlsx", xml)) == TABLE


@pytest.mark.parametrize("dimension", ["", "ZZZZ9:A0", "nonsense"])
def test_a_dimension_that_is_none(tmp_path, dimension):
    refusal(xlsx(tmp_path / "odd.xlsx", sheet_xml(row("Nominee"), before=f'<dimension ref="{dimension}"/>')))


def test_the_widest_sheet_is_read_and_not_imported(tmp_path, workspace):
    path = xlsx(tmp_path / "wide.xlsx", sheet_xml(row("Nominee", *(f"a{n}" for n in range(16_383)))))
    assert len(rows_of(path)[0]) == 16_384
    assert "16384" in refusal(path, lambda each: plan_import(workspace, each))


def test_columns_as_many_as_are_read_are_imported(tmp_path, workspace):
    heads = ["Name of the nominee", *(f"a{n}" for n in range(importing.MOST_COLUMNS - 1))]
    path = xlsx(tmp_path / "wide.xlsx", sheet_xml(row(*heads), row("Ana")))
    assert [each.nominees[0].name for each in plan_import(workspace, path).new] == ["Ana"]


def test_more_columns_than_any_program_writes(tmp_path):
    refusal(xlsx(tmp_path / "wider.xlsx", sheet_xml(row(*["a"] * 20_000))))
    refusal(written(tmp_path / "wider.csv", "Nominee" + ",a" * 1_000_000 + "\nAna\n"))


def test_cells_beyond_the_last_one(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refusal(xlsx(tmp_path / "far.xlsx", sheet_xml(row("Nominee", number=1), far)))
    beyond = '<row r="4294967295"><c r="ZZZZZZZ4294967295"><v>1</v></c></row>'
    refusal(xlsx(tmp_path / "beyond.xlsx", sheet_xml(row("Nominee", number=1), beyond)))


def test_a_million_blank_rows(tmp_path, workspace):
    before = xlsx(
        tmp_path / "before.xlsx",
        sheet_xml(
            '<row r="1048575"><c r="A1048575" t="inlineStr"><is><t>Name of the nominee</t></is></c></row>',
            '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Ana</t></is></c></row>',
        ),
    )
    rows = read_workbook(before, seconds=60).sheets[0].rows
    assert (len(rows), rows[-1]) == (1_048_576, ["Ana"])
    blank = (f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_003))
    after = xlsx(tmp_path / "after.xlsx", sheet_xml(row("Nominee", "Why"), row("Ana", "x"), *blank))
    assert rows_of(after) == TABLE
    assert [each.nominees[0].name for each in plan_import(workspace, after).new] == ["Ana"]


# -- what stands in cells


FORMULAS = ['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"]
UNSEEN = set("\u202e\u200b\u2066\u2069\N{SOFT HYPHEN}")
ODD_NAMES = ["Bo\u202egpj.exe", "Ze\u200bro", "\u2066Iso\u2069", "👩🏽\u200d⚖️ Zoë", "Z\u0335\u0336a\u0301\u0323",
             "Niño\N{SOFT HYPHEN}Luz"]  # fmt: skip


def test_a_formula_is_the_text_that_it_is(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Nominee", "Why"], *([f"Ana {n}", text] for n, text in enumerate(FORMULAS))])
    assert [cells[1] for cells in rows_of(path)[1:]] == FORMULAS
    book = xlsx(tmp_path / "f.xlsx", sheet_xml(row(*(text.replace("\r", "&#13;") for text in FORMULAS))))
    assert rows_of(book)[0] == FORMULAS


def test_a_formula_with_a_stored_value_gives_the_value(tmp_path):
    formula = '<row><c t="str"><f>HYPERLINK("http://x","Ana")</f><v>Ana</v></c></row>'
    assert rows_of(xlsx(tmp_path / "f.xlsx", sheet_xml(row("Nominee"), formula))) == [["Nominee"], ["Ana"]]


def test_what_can_be_seen_of_odd_names_is_kept(tmp_path, workspace):
    path = tmp_path / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Name of the nominee\u202e\x01"], *([name] for name in ODD_NAMES)])
    run_import(workspace, SECRETARIAT, plan_import(workspace, path))
    with workspace.reading() as reader:
        names = {person.name for person in reader.all(Candidate)}
    assert names == {normalize("NFC", "".join(sign for sign in name if sign not in UNSEEN)) for name in ODD_NAMES}


def test_control_characters_keep_the_rest_of_a_name(tmp_path):
    path = xlsx(tmp_path / "c.xlsx", sheet_xml(row("Na_x0000_me_x0001_", "_xD800_", "A\u202eB")))
    head = rows_of(path)[0]
    assert head[0] == "Na\x00me\x01"
    assert head[2] == "A\u202eB"
    refusal(xlsx(tmp_path / "d.xlsx", sheet_xml(row("Nominee", "&#0;&#xD800;"))))


def test_the_longest_cells(tmp_path, workspace):
    rows = [row("Name of the nominee", "Statement"), *(row(f"Ana {n}", "é" * LONGEST) for n in range(60))]
    path = xlsx(tmp_path / "long.xlsx", sheet_xml(*rows))
    plan = plan_import(workspace, path)
    assert {len(each.statement or "") for each in plan.new} == {LONGEST}
    run_import(workspace, SECRETARIAT, plan)


# -- protected, or another kind than it says


def test_files_under_a_password(tmp_path):
    assert "password" in refusal(compound(tmp_path / "a.xlsx", "EncryptedPackage", b"?"))
    assert "password" in refusal(protected_xls(tmp_path / "a.xls"))
    assert "password" in refusal(protected_xls(tmp_path / "b.xls", kind=0))
    assert "password" in refusal(ods(tmp_path / "a.ods", "", protected=True))


def test_wrong_endings_of_what_can_be_read(tmp_path):
    book = saved(tmp_path / "a.xlsx", TABLE).read_bytes()
    assert rows_of(written(tmp_path / "b.csv", book)) == TABLE
    assert rows_of(written(tmp_path / "c.ods", book)) == TABLE
    assert rows_of(written(tmp_path / "d.xlsx", "Nominee,Why\nAna,x\n")) == TABLE
    assert rows_of(written(tmp_path / "e.xls", "Nominee\tWhy\nAna\tx\n")) == TABLE


HTML = "<table><tr><th>Nominee</th></tr><tr><td>Ana &amp; Paz; x</td></tr></table>"
XML_2003 = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'


@pytest.mark.parametrize(
    ("name", "data"),
    {
        "picture.xlsx": PNG + b"\x01\x02\xff" * 50,
        "picture.jpg.csv": b"\xff\xd8\xff\xe0" + bytes(range(1, 256)) * 50,
        "page.xls": f"\r\n <html><body>{HTML}</body></html>",
        "table.xls": HTML,
        "meta.xls": f"\ufeff<meta charset='utf-8'>{HTML}",
        "xml2003.xls": f'<?xml version="1.0"?>{XML_2003}',
        "text.pdf": "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n",
        "letter.rtf": "{\\rtf1\\ansi Nominee, Ana}",
        "zeros.csv": bytes(1_000_000),
        "program.csv": b"MZ\x90\x01\x02" + os.urandom(4000),
    }.items(),
    ids=lambda each: each if isinstance(each, str) and len(each) < 20 else "",
)
def test_another_kind_of_file_is_never_taken_for_a_table(tmp_path, name, data):
    assert "save it as xlsx" in refusal(written(tmp_path / name, data))


def test_a_name_in_angle_brackets_is_no_page_of_the_web(tmp_path):
    assert rows_of(written(tmp_path / "a.csv", "<Name>,Why\n<b>Ana</b>,x\n"))[1] == ["<b>Ana</b>", "x"]


# -- text files


def test_one_line_of_ten_megabytes(tmp_path):
    refusal(written(tmp_path / "line.csv", "Nominee,Why\n" + "a" * 10_000_000 + ",b\n"))


def test_a_quote_that_is_never_closed(tmp_path):
    rows = rows_of(written(tmp_path / "q.csv", 'Nominee,Why\n"Ana,x\nLuz,y\n'))
    assert rows == [["Nominee", "Why"], ["Ana", "x"], ["Luz", "y"]]
    refusal(written(tmp_path / "q2.csv", 'Nominee,Why\n"Ana,x\n' + "Luz,y\n" * 500_000))


def test_rows_of_nothing_but_commas(tmp_path):
    refusal(written(tmp_path / "commas.csv", ("," * 16_000 + "a\n") * 3000))


def test_surrogates_alone(tmp_path):
    rows = rows_of(written(tmp_path / "s.csv", b"\xff\xfe" + "Nominee\nAn".encode("utf-16-le") + b"\x00\xd8a\x00"))
    assert rows == [["Nominee"], ["An\ufffda"]]
    rows = rows_of(written(tmp_path / "t.csv", "Nominee,Why\nAn\ud800a,x\n".encode("utf-8", "surrogatepass")))
    rows[1][0].encode()  # nothing stands in it that could not be written again


def test_a_nul_late_in_a_text(tmp_path):
    rows = rows_of(written(tmp_path / "n.csv", "Nominee,Why\n" + "Ana,x\n" * 1000 + "Lu\0z,x\n"))
    assert len(rows) == 1002


# -- what is no file to read


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_a_pipe_a_device_and_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    for path in (tmp_path / "pipe.xlsx", Path("/dev/zero"), tmp_path):
        assert "is not a file" in refusal(path)


def test_names_that_no_file_can_have(tmp_path):
    for name in ("x" * 400 + ".csv", "a\0b.csv", "gone.csv"):
        assert "There is no file" in refusal(tmp_path / name)


def test_a_file_removed_before_it_is_read(tmp_path, monkeypatch):
    path = written(tmp_path / "a.csv", "Nominee\nAna\n")
    monkeypatch.setattr("rapporteur_app.sheets.reading._size", lambda _path: path.unlink() or 1)
    assert "There is no file" in refusal(path)


def test_a_file_removed_after_it_was_read(tmp_path, monkeypatch, workspace):
    path = written(tmp_path / "a.csv", "Name of the nominee\nAna\n")

    def read_and_remove(file, progress):
        book = read_workbook(file, progress)
        file.unlink()
        return book

    monkeypatch.setattr(importing, "read_workbook", read_and_remove)
    assert "There is no file" in refusal(path, lambda each: plan_import(workspace, each))


OPEN_DENIED = """
import sys
import zipfile
from pathlib import Path
import rapporteur_app.sheets.child as child
def denied(self, *_, **__):
    raise PermissionError(13, "Permission denied")
Path.open = Path.read_bytes = denied
sys.exit(child.main(sys.argv[1:]))
"""


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    path = written(tmp_path / "a.csv", "Nominee\nAna\n")
    command = [sys.executable, "-c", OPEN_DENIED]
    monkeypatch.setattr("rapporteur_app.sheets.reading.child_command", lambda: command)
    assert "may not be opened" in refusal(path)
