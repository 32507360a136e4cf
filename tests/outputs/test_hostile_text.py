"""What no workbook can hold does not break one: control characters in cells, signs that a sheet's name may not have."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from rapporteur_app.i18n import LANGUAGES, catalogue, message
from rapporteur_app.model import Candidate, Member, Nomination, Setting
from rapporteur_app.outputs.facts import read_facts
from rapporteur_app.outputs.workbook import workbook_bytes
from rapporteur_app.scoring.forms import write_forms
from rapporteur_app.workspace import SECRETARIAT

HOSTILE = "Ana\x00\x01\x08\x0b\x0c\x0e\x1fPaz"
FORBIDDEN_IN_NAMES = set("[]:*?/\\")


@pytest.fixture
def hostile(prepared):
    """Control characters stand wherever a person or a form could have written something."""
    with prepared.transaction(SECRETARIAT, message("Made hostile")) as tx:
        for noun, fields in (
            (Candidate, ("name", "organisation")), (Nomination, ("statement", "nominator")), (Member, ("name",)),
        ):  # fmt: skip
            row = tx.need(noun, 1)
            for name in fields:
                setattr(row, name, HOSTILE)
            tx.add(row)
        title = tx.need(Setting, "title")
        title.value = f"[Relatoría]: 2021/22? *{HOSTILE}*\\"
        tx.add(title)
    return prepared


def cells(book):
    return [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def test_the_workbook_opens_and_keeps_the_words(hostile):
    with hostile.reading() as reader:
        book = load_workbook(BytesIO(workbook_bytes(reader, read_facts(reader))))
    said = cells(book)
    assert said.count("AnaPaz") >= 4
    assert any(text.startswith("[Relatoría]: 2021/22? *AnaPaz") for text in said)


def test_a_declaration_form_opens_and_keeps_the_words(hostile, tmp_path):
    for path in write_forms(hostile, tmp_path / "forms"):
        said = cells(load_workbook(path))
        assert any(text.startswith("Ana") and text.endswith("Paz") for text in said)
        assert any(text.startswith("[Relatoría]: 2021/22?") for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_legal_in_every_language(language):
    """The only names of sheets that are translated; openpyxl would refuse them, and spreadsheet programs too."""
    for source in ("Scores", "Instructions"):
        name = catalogue(language).text(source)
        assert 0 < len(name) <= 31
        assert not FORBIDDEN_IN_NAMES & set(name)


def test_names_of_sheets_of_the_workbook_are_legal(hostile):
    with hostile.reading() as reader:
        names = load_workbook(BytesIO(workbook_bytes(reader, read_facts(reader)))).sheetnames
    assert all(len(name) <= 31 and not FORBIDDEN_IN_NAMES & set(name) for name in names)
