"""The files that an export writes, opened again by other programs."""

import csv
import io
import json
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from rapporteur_app.assessment import table
from rapporteur_app.assessment.analysis import analyse
from rapporteur_app.assessment.policy import Policy
from rapporteur_app.errors import BadInput
from rapporteur_app.outputs.export import FORMATS, export
from rapporteur_app.outputs.tables import guarded
from rapporteur_app.outputs.word import leads_to_table
from rapporteur_app.results.ranking import results_json
from rapporteur_app.sheets.tables import read_table

SHEETS = ["Selection", "Criteria", "Nominations", "Candidates", "Screening", "Conflicts", "Scores", "Results",
          "Shortlist", "Consultation", "Decision", "Audit"]  # fmt: skip


TABLES = ("nominations", "candidates", "scores", "results", "replies", "bare_scores", "weights")


def rows_of(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_all_files_are_there(decided, tmp_path):
    files = export(decided, tmp_path / "out")
    names = {str(file.relative_to(tmp_path / "out")) for file in files}
    assert names == {
        "selection.xlsx", "selection.json",
        *(f"csv/{name}.csv" for name in TABLES),
        *(f"justification.{lang}.{kind}" for lang in ("en", "es", "pt", "fr") for kind in ("docx", "pdf")),
    }  # fmt: skip
    assert not list((tmp_path / "out").rglob(".*"))


def test_unknown_formats_and_languages_are_refused(workspace, tmp_path):
    with pytest.raises(BadInput, match="xlsx, docx, pdf, csv, json"):
        export(workspace, tmp_path, ["odt"])
    with pytest.raises(BadInput, match="en, es, pt, fr"):
        export(workspace, tmp_path, FORMATS, ["de"])
    assert not list(tmp_path.glob("*.xlsx"))


def test_text_that_looks_like_a_formula_is_text_in_the_workbook(decided, tmp_path):
    export(decided, tmp_path, ["xlsx"], ["en"])
    book = load_workbook(tmp_path / "selection.xlsx")
    assert book.sheetnames == SHEETS
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                own = sheet.title == "Results" and sheet.cell(1, cell.column).value in ("total", "percent", "rank")
                assert own or cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
    people = rows_of(book["Candidates"])
    assert people[0]["organisation"] == '=HYPERLINK("http://x","y")'
    assert people[2]["organisation"] == "@Paroisses"
    assert people[3]["phone"] is None
    assert all(isinstance(row["phone"], str) for row in people[:3])
    assert people[0]["phone"].startswith("+57")
    assert rows_of(book["Nominations"])[0]["statement"] == "=1+1"
    for sheet in book:
        assert sheet.freeze_panes == "A2"


def test_every_sheet_prints_on_pages_one_sheet_wide_and_cuts_no_line(decided, tmp_path):
    book = load_workbook(export(decided, tmp_path, ["xlsx"], ["en"])[0])
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    criteria = book["Criteria"]
    column = next(cell.column_letter for cell in criteria[1] if cell.value == "hash")
    assert criteria.column_dimensions[column].width > 64
    terms = next(cell for row in book["Selection"] for cell in row if cell.value == "Informa a la plenaria.")
    assert not terms.alignment.wrap_text


def test_before_the_opening_no_score_is_anywhere(scored, tmp_path):
    export(scored, tmp_path / "out", ["xlsx", "csv", "json"])
    book = load_workbook(tmp_path / "out" / "selection.xlsx")
    assert rows_of(book["Scores"]) == rows_of(book["Results"]) == []
    assert json.loads((tmp_path / "out" / "selection.json").read_text("utf-8"))["results"] is None
    assert len((tmp_path / "out" / "csv" / "scores.csv").read_text("utf-8-sig").splitlines()) == 1


def test_json_and_csv_hold_the_numbers_of_the_results(decided, tmp_path):
    export(decided, tmp_path, ["json", "csv"])
    with decided.reading() as reader:
        expected = results_json(reader)
    assert json.loads((tmp_path / "selection.json").read_text("utf-8"))["results"] == expected
    rows = list(csv.DictReader(io.StringIO((tmp_path / "csv" / "results.csv").read_text("utf-8-sig"))))
    for row, candidate in zip(rows, expected["candidates"], strict=True):
        assert row["total"] == ("" if candidate["total"] is None else repr(candidate["total"]))


def test_a_third_party_recomputes_the_ranking_from_the_two_bare_tables(decided, tmp_path):
    export(decided, tmp_path, ["json", "csv"])
    rows = [read_table(tmp_path / "csv" / f"{name}.csv", []) for name in ("bare_scores", "weights")]
    found = table.read_table(*rows, policy=Policy(), draws=0)
    told = json.loads((tmp_path / "selection.json").read_text("utf-8"))
    totals = dict(zip(found.candidates, analyse(found.problem).total.tolist(), strict=True))
    ranked = {row["id"]: row["total"] for row in told["results"]["candidates"] if row["total"] is not None}
    assert len(ranked) >= 3
    assert {number: totals[number] for number in ranked} == pytest.approx(ranked)
    assert {row["code"]: row["share"] for row in told["criteria"]["criteria"]} == {
        "KNOW": 50.0, "REPR": 30.0, "LANG": 20.0, "INTEG": None,
    }  # fmt: skip


def test_confidential_words_are_in_no_file(decided, tmp_path):
    for file in export(decided, tmp_path / "out", ["json", "csv"]):
        assert b"SECRETWORDS" not in file.read_bytes()
    book = load_workbook(export(decided, tmp_path / "out", ["xlsx"])[0])
    assert not any("SECRETWORDS" in str(cell) for sheet in book for row in sheet.values for cell in row)


@pytest.mark.parametrize(("text", "shown"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-x", "'-x"), ("a=b", "a=b")])
def test_csv_guards_formulas(text, shown):
    assert guarded(text) == shown


def test_csv_leaves_a_telephone_number_alone():
    assert guarded("+573001234567", phone=True) == "+573001234567"
    assert guarded("+1-2", phone=True) == "'+1-2"
    assert guarded("+1") == "'+1"


@pytest.mark.needs_libreoffice
def test_libreoffice_computes_the_same_totals_and_ranks(decided, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (source,) = export(decided, tmp_path, ["xlsx"], ["en"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, tmp_path / "again", source], check=True, capture_output=True, timeout=180)
    rows = rows_of(load_workbook(tmp_path / "again" / "selection.xlsx", data_only=True)["Results"])
    with decided.reading() as reader:
        expected = results_json(reader)["candidates"]
    for row, candidate in zip(rows, expected, strict=True):
        assert row["id"] == candidate["id"]
        assert row["total"] == pytest.approx(candidate["total"], abs=1e-9)
        assert row["percent"] == pytest.approx(candidate["percent"], abs=1e-6)
        assert row["rank"] == candidate["rank"]
        assert row["total_value"] == pytest.approx(candidate["total"], abs=1e-12)


@pytest.mark.needs_poppler
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_shows_names_as_written_and_the_totals(decided, tmp_path, language):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    (file,) = export(decided, tmp_path, ["pdf"], [language])
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True).stdout.decode()
    with decided.reading() as reader:
        candidates = results_json(reader)["candidates"]
    for candidate in candidates:
        assert candidate["name"] in text
        shown = f"{candidate['total']:.1f}"
        assert (shown if language == "en" else shown.replace(".", ",")) in text
    assert "Rede] $x$ *Sul*" in " ".join(text.split())


def test_a_line_that_leads_to_a_table_stays_with_it(decided, tmp_path):
    import docx

    made = docx.Document(str(export(decided, tmp_path, ["docx"], ["en"])[0]))
    (lead,) = [row for row in made.paragraphs if row.text == "Who was asked, and who replied:"]
    assert lead.paragraph_format.keep_with_next


def test_the_word_file_reads_back(decided, tmp_path):
    import docx

    (file,) = export(decided, tmp_path, ["docx"], ["fr"])
    made = docx.Document(str(file))
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Pour son expérience." in words
    assert "[es] Equilibrio regional." in words
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert {"Ana Pérez Rojas", "Dora Ñandú"} <= cells
    assert 'w:lang w:val="es"' in made.element.xml


def test_the_command_lists_its_files(workspace, tmp_path):
    import typer
    from typer.testing import CliRunner

    from rapporteur_app.cli.outputs import register

    app = typer.Typer()
    app.command("other")(lambda: None)
    register(app)
    wanted = ["--formats", "pdf,json", "--lang", "pt", "--json"]
    told = CliRunner().invoke(app, ["export", str(workspace.path), "--out", str(tmp_path / "o"), *wanted])
    assert told.exit_code == 0, told.output
    names = [path.rsplit("/", 1)[-1] for path in json.loads(told.stdout)["files"]]
    assert names == ["selection.json", "justification.pt.pdf"]


def test_in_word_too_a_short_table_is_not_parted_and_what_leads_to_it_stays_with_it(decided, tmp_path):
    import docx

    made = docx.Document(str(export(decided, tmp_path, ["docx"], ["en"])[0]))
    (count,) = [table for table in made.tables if table.rows[0].cells[0].text == "Count"]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in count.rows]
    assert kept == [True] * (len(kept) - 1) + [None]
    (lead,) = [p for p in made.paragraphs if p.text.startswith("Ballots that counted") or "share a rank" in p.text]
    assert lead.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("after", "leads"),
    [(["table"], True), (["note", "table"], True), (["text", "table"], False), (["note"], False), ([], False)],
)
def test_a_text_leads_to_the_table_after_it_over_a_remark(after, leads):
    blocks = [{"kind": "table"} if kind == "table" else {"kind": "paragraph", "style": kind} for kind in after]
    assert leads_to_table(blocks) is leads
