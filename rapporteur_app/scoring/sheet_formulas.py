"""The formulas of a score sheet: addresses, numbers and the program's own words; nothing that came from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.scoring.answers import COMMENT_LIMIT
from rapporteur_app.setup.rubric import CommentRule

if TYPE_CHECKING:
    from rapporteur_app.i18n import Catalogue
    from rapporteur_app.setup.rubric import Criterion, Scale

FIRST_ROW = 6
MEANT, WEIGHTED, COUNTED, DONE, LACKS = "I", "J", "K", "L", "M"
"""Hidden columns: the answer as it is understood ('?' where it cannot be meant), its part of the total, 1 for a score,
1 for an answer, 1 where a comment is missing."""


@dataclass(frozen=True)
class Choices:
    """Where the choices of a criterion stand on the hidden sheet: the labels, and what they mean."""

    labels: str
    values: str


def meant(row: int, choices: Choices) -> str:
    """The answer in column E: a choice, its label, or what begins with it, such as '4 - Strong'."""
    cell = f"E{row}"
    tidy = f'TRIM({cell}&"")'
    for mark in ("-", "–", ":"):
        tidy = f'SUBSTITUTE({tidy},"{mark}"," ")'
    word = f'LEFT({tidy},FIND(" ",{tidy}&" ")-1)'
    begun = _found(f"IFERROR(VALUE({word}),{word})", choices.values, choices.values)
    told = _found(cell, choices.labels, choices.values)
    exact = _found(cell, choices.values, choices.values)
    return f'=IF(TRIM({cell}&"")="","",IFERROR({exact},IFERROR({told},IFERROR({begun},"?"))))'


def _found(what: str, among: str, values: str) -> str:
    return f"INDEX({values},MATCH({what},{among},0))"


def weighted(row: int, criterion: Criterion) -> str:
    """The part of an own total that a score gives."""
    return f"=IF(ISNUMBER({MEANT}{row}),{MEANT}{row}*{criterion.weight!r},0)"


def counted(row: int) -> str:
    """1 where a score stands: neither IE nor AB."""
    return f"=IF(ISNUMBER({MEANT}{row}),1,0)"


def done(row: int) -> str:
    """1 where an answer stands that can be meant."""
    return f'=IF(OR({MEANT}{row}="",{MEANT}{row}="?"),0,1)'


def lacks(row: int, criterion: Criterion, scale: Scale) -> str:
    """1 where the criteria ask for a comment and none stands: the rule of `answers.wants_comment`."""
    wanted = _wants(f"{MEANT}{row}", criterion, scale)
    return f'=IF(AND({wanted},TRIM(F{row}&"")=""),1,0)'


def _wants(cell: str, criterion: Criterion, scale: Scale) -> str:
    if criterion.kind == "gate":
        return f'{cell}="concern"'
    if criterion.comment_rule == CommentRule.ALWAYS:
        return f"ISNUMBER({cell})"
    if criterion.comment_rule == CommentRule.EXTREMES:
        return f"OR({cell}={scale.min!r},{cell}={scale.max!r})"
    return "FALSE"


def still_open(row: int, words: Catalogue) -> str:
    """What is still to do in a row, in words."""
    steps = [
        (f'{MEANT}{row}=""', words.text("Score")),
        (f'{MEANT}{row}="?"', words.text("Not one of the choices")),
        (f"{LACKS}{row}=1", words.text("Comment")),
        (f"LEN(F{row})>{COMMENT_LIMIT}", words.text("Comment too long")),
    ]
    inner = '""'
    for condition, said in reversed(steps):
        inner = f"IF({condition},{quoted(said)},{inner})"
    return f"={inner}"


def progress(last: int, due: int, words: Catalogue) -> str:
    """How far the sheet is, in one sentence."""
    said = words.text("Answered: {given} of {due}. Comments that are asked for and missing: {comments}.",
                      given="\0given\0", due=due, comments="\0comments\0")  # fmt: skip
    sums = {"given": f"SUM({DONE}{FIRST_ROW}:{DONE}{last})", "comments": f"SUM({LACKS}{FIRST_ROW}:{LACKS}{last})"}
    return "=" + "&".join(sums.get(part) or quoted(part) for part in said.split("\0") if part)


def quoted(text: str) -> str:
    """A text within a formula."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True)
class Totals:
    """The formulas of the sheet of own totals.

    Attributes:
        sheet: the name of the sheet with the scores.
        last: its last row.
        answers: how many answers each candidate has.
        scores: how many of them are scores.
        weight: the sum of the weights.
        candidates: how many there are.
    """

    sheet: str
    last: int
    answers: int
    scores: int
    weight: float
    candidates: int

    def answered(self, row: int) -> str:
        """How many answers of a candidate stand, of how many."""
        return f'={self._sum(DONE, row)}&" / {self.answers}"'

    def total(self, row: int) -> str:
        """The weighted mean of the own scores, where every scored criterion has one."""
        if not self.weight:
            return '=""'
        return f'=IF({self._sum(COUNTED, row)}={self.scores},ROUND({self._sum(WEIGHTED, row)}/{self.weight!r},9),"")'

    def place(self, row: int) -> str:
        """The place by the own total; equal ones share it: 1, 2, 2, 4."""
        last = FIRST_ROW + self.candidates - 1
        return f'=IF(D{row}="","",RANK(D{row},D${FIRST_ROW}:D${last}))'

    def _sum(self, column: str, row: int) -> str:
        name = "'" + self.sheet.replace("'", "''") + "'!"
        ids, values = (f"{name}${each}${FIRST_ROW}:${each}${self.last}" for each in ("A", column))
        return f"SUMIFS({values},{ids},A{row})"
