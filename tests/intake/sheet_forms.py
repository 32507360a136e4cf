"""Sheets as tests write them: a header and rows, read as an import reads them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.guessing import GuessedMapping, guess_mapping
from rapporteur_app.intake.mapping import Wishes
from rapporteur_app.intake.records import Records
from rapporteur_app.intake.vocabulary import Vocabulary, vocabulary_of
from rapporteur_app.setup.template import load_template
from rapporteur_app.sheets.reading import Sheet, Workbook

ZONE = "America/Santiago"


def workbook(*rows: Sequence[Any], name: str = "Answers") -> Workbook:
    """A file with one sheet."""
    return Workbook(Path("form.xlsx"), [Sheet(name, visible=True, rows=[list(row) for row in rows])])


def guessed(*rows: Sequence[Any], wishes: Wishes | None = None) -> GuessedMapping:
    """How a sheet of these rows is read without a mapping."""
    return guess_mapping(workbook(*rows), ZONE, wishes)


def read(*rows: Sequence[Any], wishes: Wishes | None = None, vocabulary: Vocabulary | None = None) -> Records:
    """What the rows of such a sheet say."""
    book = workbook(*rows)
    mapping = guess_mapping(book, ZONE, wishes).mapping
    return build_records(book, mapping, vocabulary or Vocabulary())


def region() -> Vocabulary:
    """The words of the regional template."""
    return vocabulary_of(load_template("gcm-lac-2021"))
