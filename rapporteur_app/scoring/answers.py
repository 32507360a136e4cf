"""A member's answers: what stands in each cell of candidate x criterion, and the rules they must keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import ScoreState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rapporteur_app.setup.rubric import Criterion, Rubric, Scale

COMMENT_LIMIT = 2000
"""Characters of one comment (trust.md, limits)."""

GATE_STATES = {"pass": ScoreState.PASS, "concern": ScoreState.CONCERN}
OTHER_STATES = {"ie": ScoreState.INSUFFICIENT_EVIDENCE, "ab": ScoreState.ABSTAINED}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member says of one candidate on one criterion: a score, pass or concern, IE, AB, or not yet anything."""

    candidate: int
    criterion: str
    state: ScoreState = ScoreState.NOT_YET
    value: float | None = None
    comment: str = ""

    @property
    def given(self) -> bool:
        """Whether the cell is answered (a score, IE and AB alike)."""
        return self.state is not ScoreState.NOT_YET

    @property
    def shown(self) -> str:
        """The answer as it stands in a score file."""
        if self.state is ScoreState.SCORED and self.value is not None:
            return f"{self.value:g}"
        return "" if self.state is ScoreState.NOT_YET else self.state.value


Answers = dict[tuple[int, str], Answer]
"""Answers by (candidate, criterion code)."""


def to_score(rubric: Rubric) -> list[Criterion]:
    """The criteria that a member answers: scored ones and gates, in the rubric's order."""
    return [criterion for criterion in rubric.criteria if criterion.kind in ("scored", "gate")]


def parse_answer(candidate: int, criterion: Criterion, scale: Scale, text: str, comment: str = "") -> Answer:
    """The answer that a cell holds.

    A score may be written 4, 4.0, 4,0 or '4 - Strong'; blank is not yet; IE and AB in any case.

    Raises:
        BadInput: it is none of these, or no step of the scale; the sentence has no place, the caller names it.
    """
    word = text.strip()
    if len(comment) > COMMENT_LIMIT:
        raise BadInput(message("the comment is longer than {limit} characters", limit=COMMENT_LIMIT))
    if not word:
        return Answer(candidate, criterion.code, comment=comment.strip())
    if word.lower() in OTHER_STATES:
        return Answer(candidate, criterion.code, OTHER_STATES[word.lower()], comment=comment.strip())
    if criterion.kind == "gate":
        if word.lower() not in GATE_STATES:
            raise BadInput(message("“{text}” is neither pass nor concern", text=word))
        return Answer(candidate, criterion.code, GATE_STATES[word.lower()], comment=comment.strip())
    return Answer(candidate, criterion.code, ScoreState.SCORED, _score(word, scale), comment.strip())


def _score(word: str, scale: Scale) -> float:
    found = re.match(r"([+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?)(?:\s*[-–—:.)](?!\s*[0-9]).*)?$", word, re.DOTALL)
    if found is None:
        raise BadInput(message("“{text}” is not a score, IE or AB", text=word))
    value = float(found.group(1).replace(",", "."))
    steps = (value - scale.min) / scale.step
    if not scale.min <= value <= scale.max or abs(steps - round(steps)) > 1e-9:
        raise BadInput(
            message(
                "“{text}” is not on the scale from {min} to {max} in steps of {step}",
                text=word,
                min=f"{scale.min:g}",
                max=f"{scale.max:g}",
                step=f"{scale.step:g}",
            )
        )
    return value


def scale_values(scale: Scale) -> list[float]:
    """Every value of the scale, lowest first."""
    return [round(scale.min + scale.step * i, 9) for i in range(round((scale.max - scale.min) / scale.step) + 1)]


def wants_comment(criterion: Criterion, scale: Scale, answer: Answer) -> bool:
    """Whether the rubric asks for a comment here: on every score, or on the scale's two ends; a concern always."""
    if answer.state is ScoreState.CONCERN:
        return True
    if answer.state is not ScoreState.SCORED or criterion.comment_rule == "never":
        return False
    return criterion.comment_rule == "always" or answer.value in (scale.min, scale.max)


def missing(rubric: Rubric, candidates: Iterable[int], answers: Mapping[tuple[int, str], Answer]) -> list[Message]:
    """What stands between these answers and a final ballot, one sentence for each gap."""
    gaps = []
    for candidate in candidates:
        for criterion in to_score(rubric):
            answer = answers.get((candidate, criterion.code), Answer(candidate, criterion.code))
            if not answer.given:
                gaps.append(
                    message("C{candidate}, {criterion}: no score yet", candidate=candidate, criterion=criterion.code)
                )
            elif wants_comment(criterion, rubric.scale, answer) and not answer.comment:
                gaps.append(
                    message(
                        "C{candidate}, {criterion}: a comment is asked for this score",
                        candidate=candidate,
                        criterion=criterion.code,
                    )
                )
            elif len(answer.comment) > COMMENT_LIMIT:
                gaps.append(
                    message(
                        "C{candidate}, {criterion}: the comment is longer than {limit} characters",
                        candidate=candidate,
                        criterion=criterion.code,
                        limit=COMMENT_LIMIT,
                    )
                )
    return gaps


def count_given(candidates: Iterable[int], answers: Mapping[tuple[int, str], Answer]) -> int:
    """How many cells of these candidates are answered."""
    wanted = set(candidates)
    return sum(answer.given for (candidate, _), answer in answers.items() if candidate in wanted)
