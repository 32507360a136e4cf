"""The PDF as a reader's program takes it apart: nothing runs past the margin, and what is short stays in one piece."""

import shutil
import subprocess

import pytest

from rapporteur_app.i18n import catalogue, message
from rapporteur_app.outputs.blocks import Column, Report, Said, Section, Table, note, says
from rapporteur_app.outputs.pdf import pdf_bytes
from rapporteur_app.outputs.wording import worded

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
RIGHT_MARGIN = (21 - 2.3) / 2.54 * 72
SIGNATURE = "0123456789abcdef" * 8


def pages(tmp_path, *sections, options=()):
    report = Report(title=Said("T"), subtitle=Said(""), facts=(), sections=sections)
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf_bytes(worded(report, catalogue("en"))))
    found = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, text=True)
    return found.stdout.split("\f")


def rows(count, text="row"):
    return Table((Column(Said("head"), 1),), tuple((Said(f"{text}{number}"),) for number in range(count)))


def lines(count):
    return tuple(says(message("A line.")) for _ in range(count))


def test_a_signature_ends_at_the_margin_and_is_copied_whole(tmp_path):
    section = Section(message("Signature"), (note(message("Signature: {digits}", digits=Said(SIGNATURE))),))
    boxes = "".join(pages(tmp_path, section, options=("-bbox",)))
    ends = [float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]]
    assert max(ends) <= RIGHT_MARGIN + 1
    assert SIGNATURE in "".join(pages(tmp_path, section)).replace("\n", "")


def test_an_address_breaks_inside_a_narrow_column(tmp_path):
    columns = (Column(Said("a"), 9), Column(Said("b"), 1))
    table = Table(columns, ((Said("x"), Said("https://example.org/" + "path/" * 12)),))
    boxes = "".join(pages(tmp_path, Section(message("Candidates"), (table,)), options=("-bbox",)))
    assert max(float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]) <= RIGHT_MARGIN + 1


@pytest.mark.parametrize("before", [34, 35, 36, 37, 38])
def test_a_short_table_stays_on_one_page(tmp_path, before):
    found = pages(tmp_path, Section(message("Candidates"), (*lines(before), rows(5))))
    assert [sum(f"row{n}" in page for n in range(5)) for page in found if "row" in page] == [5]


@pytest.mark.parametrize("before", [35, 36, 37, 38])
def test_a_long_table_does_not_begin_with_one_row_at_the_end_of_a_page(tmp_path, before):
    found = pages(tmp_path, Section(message("Candidates"), (*lines(before), rows(60, "r"))))
    first = next(page for page in found if "r0" in page)
    assert "r1\n" in first


@pytest.mark.parametrize("before", [29, 32, 34, 35, 36])
def test_the_line_that_ends_the_report_is_never_alone(tmp_path, before):
    last = Section(message("How this can be checked"), (says(message("A line.")),), annex=True)
    found = pages(tmp_path, Section(message("Candidates"), lines(before)), last)
    ending = next(page for page in found if "Made with Rapporteur" in page)
    assert "How this can be checked" in ending
