"""A returned score sheet, read: rows may be sorted, columns widened or moved, sheets renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.intake.cells import cell_name, displayed
from rapporteur_app.scoring.answers import Answer, Answers, parse_answer, to_score
from rapporteur_app.scoring.levels import meanings, plain
from rapporteur_app.scoring.sheet_marks import (
    CANDIDATE,
    CODE,
    COMMENT,
    KEY,
    SCORE,
    Identity,
    parse_identity,
    parse_row_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapporteur_app.setup.rubric import Criterion, Rubric, Scale
    from rapporteur_app.sheets.reading import Sheet, Workbook

FIRST_ROWS = 50
"""Rows in which the hidden names of the columns are looked for: a few may have been put above them."""


class Filled(NamedTuple):
    """One row that was sent back: the addresses of score and comment, whose it is, and what stands there."""

    place: str
    comment_place: str
    candidate: str
    criterion: str
    score: str
    comment: str


def identity_in(book: Workbook) -> Identity | None:
    """Whose score sheet a workbook is, or None if it is none of this program, or its identifiers were changed."""
    firsts = (sheet.rows[0][0] for sheet in book.sheets if sheet.rows and sheet.rows[0])
    return next((found for cell in firsts if (found := parse_identity(cell)) is not None), None)


def filled_rows(book: Workbook, identity: Identity) -> list[Filled]:
    """The rows of the sheet on which the scores stand.

    Raises:
        BadInput: the hidden names of the columns are gone, or a row no longer fits its hidden identifiers.
    """
    for sheet in book.sheets:
        for number, row in enumerate(sheet.rows[:FIRST_ROWS], start=1):
            columns = {shown(cell): place for place, cell in enumerate(row) if cell not in ("", None)}
            if {SCORE, COMMENT, KEY} <= columns.keys():
                return list(_rows(sheet, number, columns, identity))
    raise BadInput(
        message(
            "The hidden row with the names of the columns is gone. Type the scores into the sheet that was sent, and "
            "send that one back."
        )
    )


def _rows(sheet: Sheet, above: int, columns: dict[str, int], identity: Identity) -> Iterator[Filled]:
    for number, row in enumerate(sheet.rows[above:], start=above + 1):
        text = {name: shown(row[place]) if place < len(row) else "" for name, place in columns.items()}
        place, comment_place = (cell_name(number, columns[name]) for name in (SCORE, COMMENT))
        tied = parse_row_key(identity, text[KEY])
        if tied is None:
            if text[KEY] or (number > above + 1 and (text[SCORE] or text[COMMENT])):
                raise BadInput(message("Cell {place}: the hidden identifiers of this row were changed or are gone.",
                                       place=place))  # fmt: skip
            continue
        for name, meant in zip((CANDIDATE, CODE), tied, strict=True):
            _require_same(text.get(name, ""), meant, name, columns, number)
        yield Filled(place, comment_place, *tied, text[SCORE], text[COMMENT])


def _require_same(told: str, meant: str, name: str, columns: dict[str, int], number: int) -> None:
    if told and told.removeprefix("'") != meant.removeprefix("'"):
        place = cell_name(number, columns[name])
        raise BadInput(
            message(
                "Cell {place}: here stands “{told}”, and the row was made for “{meant}”. Perhaps only some of the "
                "columns were sorted.",
                place=place, told=told, meant=meant,
            )
        )  # fmt: skip


def shown(value: Any) -> str:
    """A cell's value as text: 4.0 reads 4, 0.30000000000000004 as it was typed."""
    return f"{value:.12g}" if isinstance(value, float) else displayed(value).strip()


def sheet_answers(rows: Sequence[Filled], rubric: Rubric, candidates: Sequence[int]) -> Answers:
    """The answers of a returned sheet.

    Raises:
        BadInput: a cell cannot be meant; the sentence names its address.
    """
    criteria: dict[str, Criterion] = {criterion.code: criterion for criterion in to_score(rubric)}
    wanted = {f"C{number}": number for number in candidates}
    said = {code: meanings(criterion, rubric.scale) for code, criterion in criteria.items()}
    answers: Answers = {}
    for row in rows:
        if row.candidate not in wanted or row.criterion not in criteria:
            raise BadInput(message("Cell {place}: {candidate} with {criterion} is not on this member's sheet.",
                                   place=row.place, candidate=row.candidate, criterion=row.criterion))  # fmt: skip
        key = wanted[row.candidate], row.criterion
        if key in answers:
            raise BadInput(message("Cell {place}: this score stands twice on the sheet.", place=row.place))
        score = said[row.criterion].get(plain(row.score), row.score)
        answers[key] = _answer(key[0], criteria[row.criterion], rubric.scale, row._replace(score=score))
    return answers


def _answer(candidate: int, criterion: Criterion, scale: Scale, row: Filled) -> Answer:
    try:
        parse_answer(candidate, criterion, scale, row.score)
    except BadInput as refusal:
        raise BadInput(message("Cell {place}: {reason}.", place=row.place, reason=refusal.message)) from refusal
    try:
        return parse_answer(candidate, criterion, scale, row.score, row.comment)
    except BadInput as refusal:
        raise BadInput(message("Cell {place}: {reason}.", place=row.comment_place, reason=refusal.message)) from refusal
