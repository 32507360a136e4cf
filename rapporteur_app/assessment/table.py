"""Reading a bare table of scores, as `analyse` takes it, into a problem."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rapporteur_app.assessment.arrays import FloatArray
from rapporteur_app.assessment.policy import Policy
from rapporteur_app.assessment.problem import DRAWS, Problem
from rapporteur_app.assessment.states import CellState, Scores
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message

Row = Mapping[str, object]
"""A row as parsed: the header of each column and what stands in it."""

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""A number with a decimal point or comma; nothing that separates thousands."""

STATES = {"": CellState.NOT_YET, "AB": CellState.ABSTAINED, "IE": CellState.INSUFFICIENT_EVIDENCE}
"""What may stand in place of a score. A recusal comes from a declaration, never from a score cell."""

SCORE_COLUMNS = ("candidate", "assessor", "criterion", "score")
WEIGHT_COLUMNS = ("criterion", "weight")
FIRST_ROW = 2
"""The row of a sheet in which the first parsed row stands: under one row of headers."""


@dataclass(frozen=True)
class ScoreTable:
    """A problem and the table's own names for its indices; candidates and assessors as they were first seen.

    Criteria stand in the order of the weights where these are given, else as they were first seen.
    """

    problem: Problem
    candidates: tuple[str, ...]
    assessors: tuple[str, ...]
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class _Cell:
    """One row of the score table, with its number for the messages."""

    row: int
    candidate: str
    assessor: str
    criterion: str
    state: CellState
    value: float

    @property
    def key(self) -> tuple[str, str, str]:
        return self.assessor, self.candidate, self.criterion


def read_table(
    scores: Sequence[Row],
    weights: Sequence[Row] | None = None,
    *,
    policy: Policy | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> ScoreTable:
    """A problem from rows of candidate, assessor, criterion, score; other columns are ignored, blank rows skipped.

    A blank score, or a pair without a row, is not yet scored; IE is insufficient evidence, AB abstained. Headers
    and these states may be in capitals or not. The scale is not known, so there are no percentages.

    Args:
        scores: rows as parsed, in the table's order; a score is a number or a text, with decimal point or comma.
        weights: rows of criterion, weight, one for each criterion of the scores; None for equal weights.
        policy: how scores become totals; None for the mean and its defaults.
        draws: weight draws of each kind in the robustness analysis.
        seed: where the draws start.

    Raises:
        BadInput: a column or a name is missing, a score or weight is no number, something stands there twice, or
            scores and weights name different criteria; the message names the row and the column.
    """
    cells = list(_cells(scores))
    if not cells:
        raise BadInput(message("The score table holds no row. Give rows of candidate, assessor, criterion and score."))
    _refuse_doubles(cells)
    weight = _weights(cells, weights)
    candidates = _as_first_seen(cell.candidate for cell in cells)
    assessors = _as_first_seen(cell.assessor for cell in cells)
    arrays = _scores(cells, (assessors, candidates, tuple(weight)))
    problem = Problem(arrays, _vector(weight), policy or Policy(), draws=draws, seed=seed)
    return ScoreTable(problem, candidates, assessors, tuple(weight))


def _cells(rows: Sequence[Row]) -> Iterator[_Cell]:
    for number, row in _filled(rows, SCORE_COLUMNS, message("score table")):
        candidate, assessor, criterion = (_name(row, column, number) for column in SCORE_COLUMNS[:3])
        state, value = _score(row["score"], number)
        yield _Cell(number, candidate, assessor, criterion, state, value)


def _filled(rows: Sequence[Row], columns: Sequence[str], table: Message) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold something, with their numbers, as trimmed texts under lower-case headers."""
    for number, row in enumerate(rows, start=FIRST_ROW):
        texts = {str(header).strip().lower(): _text(value) for header, value in row.items()}
        _need_columns(texts, columns, table)
        if any(texts[column] for column in columns):
            yield number, texts


def _need_columns(row: Mapping[str, str], columns: Sequence[str], table: Message) -> None:
    for column in columns:
        if column not in row:
            raise BadInput(
                message(
                    "The {table} has no column “{column}”. Its first row must name the columns {columns}.",
                    table=table,
                    column=column,
                    columns=", ".join(columns),
                )
            )


def _text(value: object) -> str:
    """What stands in a cell; a whole number without the .0 that spreadsheets give it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _name(row: Mapping[str, str], column: str, number: int) -> str:
    if not row[column]:
        raise BadInput(message("Row {row}, column “{column}” is blank. Fill it in.", row=number, column=column))
    return row[column]


def _score(text: str, number: int) -> tuple[CellState, float]:
    state = STATES.get(text.upper())
    if state is not None:
        return state, math.nan
    value = _number(text)
    if value is None:
        raise BadInput(
            message(
                "Row {row}, column “score”: “{text}” is no score. Give a number, IE, AB, or leave it blank.",
                row=number,
                text=text,
            )
        )
    return CellState.SCORED, value


def _number(text: str) -> float | None:
    if not NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def _refuse_doubles(cells: Iterable[_Cell]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for cell in cells:
        first = seen.setdefault(cell.key, cell.row)
        if first != cell.row:
            raise BadInput(
                message(
                    "Row {row}, column “score”: {assessor} on {candidate}, {criterion} stands in row {first} already. "
                    "Keep one of the two.",
                    row=cell.row,
                    assessor=cell.assessor,
                    candidate=cell.candidate,
                    criterion=cell.criterion,
                    first=first,
                )
            )


def _weights(cells: Sequence[_Cell], rows: Sequence[Row] | None) -> dict[str, float]:
    """The weight of each criterion, in the order in which the criteria are to stand."""
    if rows is None:
        return dict.fromkeys(_as_first_seen(cell.criterion for cell in cells), 1.0)
    weights = _given_weights(rows, {cell.criterion for cell in cells})
    for cell in cells:
        if cell.criterion not in weights:
            raise BadInput(
                message(
                    "Row {row}, column “criterion”: “{criterion}” has no weight. Add it to the weights.",
                    row=cell.row,
                    criterion=cell.criterion,
                )
            )
    return weights


def _given_weights(rows: Sequence[Row], scored: set[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for number, row in _filled(rows, WEIGHT_COLUMNS, message("table of weights")):
        criterion = _name(row, "criterion", number)
        _check_criterion(criterion, number, weights, scored)
        weights[criterion] = _weight(row["weight"], number)
    return weights


def _check_criterion(criterion: str, number: int, weights: Mapping[str, float], scored: set[str]) -> None:
    if criterion in weights:
        raise BadInput(
            message(
                "Weights, row {row}, column “criterion”: “{criterion}” stands there twice. Keep one of the two.",
                row=number,
                criterion=criterion,
            )
        )
    if criterion not in scored:
        raise BadInput(
            message(
                "Weights, row {row}, column “criterion”: no score is on “{criterion}”. Correct it or take it out.",
                row=number,
                criterion=criterion,
            )
        )


def _weight(text: str, number: int) -> float:
    value = _number(text)
    if value is None or value < 0:
        raise BadInput(
            message(
                "Weights, row {row}, column “weight”: “{text}” is no weight. Give a number from 0 on.",
                row=number,
                text=text,
            )
        )
    return value


def _as_first_seen(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _vector(weights: Mapping[str, float]) -> FloatArray:
    return np.array(list(weights.values()), dtype=np.float64)


def _scores(cells: Iterable[_Cell], axes: tuple[tuple[str, ...], ...]) -> Scores:
    """The cells as arrays, whose axes are the names of assessors, candidates and criteria."""
    places = [{name: place for place, name in enumerate(axis)} for axis in axes]
    values = np.full([len(axis) for axis in axes], np.nan)
    states = np.full(values.shape, int(CellState.NOT_YET), dtype=np.int64)
    for cell in cells:
        place = tuple(index[name] for index, name in zip(places, cell.key, strict=True))
        values[place], states[place] = cell.value, cell.state
    return Scores(values, states)
