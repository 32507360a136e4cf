"""Spreadsheets of other programs' test suites: each ends in rows, or in one clear sentence."""

from pathlib import Path

import pytest

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.sheets.reading import read_workbook

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "sheets"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []
PLAIN = (str, int, float, bool, tuple, type(None))


@pytest.mark.needs_shared
@pytest.mark.skipif(not FILES, reason="the corpus of spreadsheets is not beside the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_ends_in_rows_or_one_clear_sentence(path):
    sentence = None
    try:
        book = read_workbook(path)
    except UnreadableFile as refusal:
        sentence = str(refusal)
    if sentence is None:
        assert all(isinstance(cell, PLAIN) for sheet in book.sheets for row in sheet.rows for cell in row)
        return
    assert path.name in sentence
    assert "Traceback" not in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


@pytest.mark.needs_shared
@pytest.mark.skipif(not FILES, reason="the corpus of spreadsheets is not beside the project")
def test_most_of_the_corpus_is_read():
    readable = 0
    for path in FILES[:40]:
        try:
            readable += any(sheet.rows for sheet in read_workbook(path).sheets)
        except UnreadableFile:
            continue
    assert readable >= 25


@pytest.mark.needs_shared
@pytest.mark.skipif(not FILES, reason="the corpus of spreadsheets is not beside the project")
@pytest.mark.parametrize("ending", ["ods", "xlsb", "xlsx"])
def test_a_protected_workbook_asks_for_one_without_password(ending):
    with pytest.raises(UnreadableFile, match="password"):
        read_workbook(CORPUS / f"calamine-pass_protected.{ending}")
