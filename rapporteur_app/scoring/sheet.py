"""The score sheet: a workbook for a member who installs nothing; it is filled in by hand and read back."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Catalogue, catalogue, message
from rapporteur_app.scoring.answers import Answers, parse_answer, scale_values, to_score
from rapporteur_app.setup.template_parts import localized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from rapporteur_app.scoring.packs import OpenPack
    from rapporteur_app.setup.rubric import Criterion, Rubric
    from rapporteur_app.sheets.reading import Workbook

HIDDEN = "rapporteur"
"""The hidden sheet with the identifiers; not translated, as it is how a sheet is recognised."""

NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
"""Two code points that XML does not allow and openpyxl's own pattern lets through."""

FIRST_ROW = 5
HEADERS = ("candidate", "name", "criterion", "title", "score", "comment")


@dataclass(frozen=True)
class FilledSheet:
    """What a returned score sheet says of itself, and its cells."""

    selection: str
    round: int
    member: str
    edition: int
    pack_digest: str
    rubric: str
    cells: list[tuple[str, str, str, str, str]]
    """(place of the score, candidate, criterion, score, comment)"""


def sheet_bytes(pack: OpenPack) -> bytes:
    """The score sheet that belongs to a pack: one row for each candidate and criterion, only scores unlocked."""
    from openpyxl import Workbook as NewWorkbook

    book, words = NewWorkbook(), catalogue(pack.language)
    sheet = book.active
    assert sheet is not None
    sheet.title = words.text("Scores")
    _fill(sheet, pack, words)
    hidden = book.create_sheet(HIDDEN)
    hidden["A1"] = json.dumps(_identity(pack))
    hidden.sheet_state = "hidden"
    _dress(sheet, hidden, pack, words)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _identity(pack: OpenPack) -> dict[str, Any]:
    header = pack.header
    return {
        "format": 1,
        "selection": header.selection,
        "round": header.round,
        "member": header.member,
        "edition": header.edition,
        "pack": pack.digest,
        "rubric": header.rubric,
    }


def _fill(sheet: Worksheet, pack: OpenPack, words: Catalogue) -> None:
    sheet["A1"] = safe(pack.header.title)
    sheet["A2"] = words.text(
        "Fill in the columns Score and Comment. IE: insufficient evidence. AB: you abstain. "
        "This sheet is not sealed on its way: whoever reads your mail can read your scores."
    )
    titles = [
        words.text("Id"), words.text("Candidate"), words.text("Code"), words.text("Criterion"), words.text("Score"),
        words.text("Comment"),
    ]  # fmt: skip
    for column, title in enumerate(titles, start=1):
        sheet.cell(FIRST_ROW - 1, column, title)
    row = FIRST_ROW
    for candidate in pack.candidates:
        for criterion in to_score(pack.rubric):
            values = (
                candidate["id"],
                safe(candidate["name"]),
                safe(criterion.code),
                safe(localized(criterion.title, pack.language)),
            )
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column, value)
            row += 1


def safe(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: openpyxl writes '=' texts as formulas."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # late: the window reads who returned what without openpyxl

    text = ILLEGAL_CHARACTERS_RE.sub("", text).translate(NO_CHARACTERS)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _dress(sheet: Worksheet, hidden: Worksheet, pack: OpenPack, words: Catalogue) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet["A1"].font = Font(size=14, bold=True)
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A2:F2")
    sheet.row_dimensions[2].height = 48
    for column, width in zip("ABCDEF", (8, 30, 10, 36, 12, 60), strict=True):
        sheet.column_dimensions[column].width = width
    for cell in sheet[FIRST_ROW - 1]:
        cell.font = Font(bold=True)
    choices = {
        kind: DataValidation(type="list", formula1=_listed(hidden, column, _choices(pack.rubric, kind)))
        for column, kind in (("B", "scored"), ("C", "gate"))
    }
    for validation in choices.values():
        validation.error = words.text("Choose one of the values of the list.")
        sheet.add_data_validation(validation)
    kinds = {criterion.code: criterion.kind for criterion in to_score(pack.rubric)}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        choices[kinds[str(sheet.cell(row, 3).value)]].add(f"E{row}")
        for place in (5, 6):
            cell = sheet.cell(row, place)
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor="FFF8E1")
            cell.number_format = "General" if place == 5 else "@"
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.sort = False


def _choices(rubric: Rubric, kind: str) -> list[float | str]:
    values: list[float | str] = ["pass", "concern"] if kind == "gate" else [*scale_values(rubric.scale)]
    return [*values, "IE", "AB"]


def _listed(hidden: Worksheet, column: str, values: Sequence[float | str]) -> str:
    """Write a drop-down's values to the hidden sheet; where they stand. In the rule itself only 255 characters fit."""
    for row, value in enumerate(values, start=1):
        hidden[f"{column}{row}"] = value
    return f"{HIDDEN}!${column}$1:${column}${len(values)}"


def read_sheet(book: Workbook) -> FilledSheet | None:
    """What a returned workbook holds, or None if it is no score sheet of this program."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == HIDDEN), None)
    if hidden is None or not hidden.rows or not hidden.rows[0]:
        return None
    try:
        identity = json.loads(str(hidden.rows[0][0]))
        fields: list[Any] = [identity[key] for key in ("selection", "round", "member", "edition", "pack", "rubric")]
    except (ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(field, str) for field in (*fields[:1], fields[2], *fields[4:])):
        return None
    if not all(isinstance(field, int) for field in (fields[1], fields[3])):
        return None
    rows = next((sheet.rows for sheet in book.sheets if sheet.name != HIDDEN), [])
    cells = []
    for number, row in enumerate(rows, start=1):
        values = [shown(value) for value in row[:6]] + [""] * (6 - len(row))
        if number >= FIRST_ROW and values[0] and values[2]:
            cells.append((f"E{number}", values[0], values[2], values[4], values[5]))
    selection, round_number, member, edition, pack, rubric = fields
    return FilledSheet(selection, round_number, member, edition, pack, rubric, cells)


def shown(value: object) -> str:
    """A cell's value as text: 4.0 reads 4."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def sheet_answers(filled: FilledSheet, rubric: Rubric, candidates: Sequence[int]) -> Answers:
    """The answers of a returned sheet.

    Raises:
        BadInput: a cell cannot be meant; the sentence names its address.
    """
    criteria: dict[str, Criterion] = {criterion.code: criterion for criterion in to_score(rubric)}
    wanted = {f"C{number}": number for number in candidates}
    answers: Answers = {}
    for place, candidate, code, score, comment in filled.cells:
        if candidate not in wanted or code not in criteria:
            raise BadInput(
                message(
                    "Cell {place}: {candidate} with {criterion} is not on this member's sheet.",
                    place=place,
                    candidate=candidate,
                    criterion=code,
                )
            )
        key = wanted[candidate], code
        if key in answers:
            raise BadInput(message("Cell {place}: this score stands twice on the sheet.", place=place))
        try:
            answers[key] = parse_answer(key[0], criteria[code], rubric.scale, score, comment)
        except BadInput as refusal:
            raise BadInput(message("Cell {place}: {reason}.", place=place, reason=refusal.message)) from refusal
    return answers
