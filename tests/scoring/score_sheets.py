"""What people and spreadsheet programs do to a score sheet, for tests."""

import json
import shutil
import subprocess
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rapporteur_app.scoring.sheet_marks import HIDDEN, IDENTITY_FIELDS, Identity, parse_identity

SCORES, TOTALS = 1, 2
"""Places of the sheets."""
FIRST_ROW = 6

WITHOUT_OFFICE = shutil.which("soffice") is None


def scores_of(book: Workbook):
    """The sheet on which a member scores."""
    return book.worksheets[SCORES]


def fill(path: Path, *, score="4", comment="good", skip=()) -> Path:
    """Type an answer into every row."""
    book = load_workbook(path)
    sheet = scores_of(book)
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if row not in skip:
            sheet.cell(row, 5, "pass" if sheet.cell(row, 3).value == "INTEG" else score)
            sheet.cell(row, 6, comment)
    book.save(path)
    return path


def with_identity(path: Path, *, whole: bool = True, **changed: object) -> Path:
    """Change the hidden identity; with `whole`, by somebody who makes the check digits anew."""
    book = load_workbook(path)
    cell = book[HIDDEN]["A1"]
    known = parse_identity(cell.value)
    assert known is not None
    fields = {**vars(known), **changed}
    if whole:
        cell.value = Identity(**{name: fields[name] for name in IDENTITY_FIELDS}).text
    else:
        cell.value = json.dumps({**json.loads(str(cell.value)), **changed})
    book.save(path)
    return path


def saved_by_office(path: Path, folder: Path, ending: str, *options: str) -> Path:
    """The workbook as LibreOffice saves it, which computes its formulas."""
    kind = ":".join((ending, *options))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "saved"), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (found,) = (folder / "saved").glob(f"{path.stem}*.{ending}")
    return found
