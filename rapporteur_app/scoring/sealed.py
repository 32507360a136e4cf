"""Answers as they stand in a ballot's sealed part, and back."""

from __future__ import annotations

import re

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer
from rapporteur_app.trust.ballots import Answer as SealedAnswer

CANDIDATE = re.compile(r"C[1-9][0-9]{0,14}", re.ASCII)
"""The one way in which a candidate is named: C012 would be C12 once more."""


def sealed(answer: Answer) -> SealedAnswer:
    """An answer as a ballot seals it: a number, a word (IE, AB, pass, concern), or None with a comment only."""
    value = answer.value if answer.state is ScoreState.SCORED else answer.state.value if answer.given else None
    return SealedAnswer(f"C{answer.candidate}", answer.criterion, value, answer.comment)


def unsealed(answer: SealedAnswer) -> Answer:
    """An answer as it came out of a ballot.

    Raises:
        UnreadableFile: it names no candidate as this program does, or holds no score.
    """
    if not CANDIDATE.fullmatch(answer.candidate):
        raise UnreadableFile(message("“{candidate}” is no candidate.", candidate=answer.candidate))
    number = int(answer.candidate[1:])
    if isinstance(answer.value, str):
        return Answer(number, answer.criterion, ScoreState(answer.value), comment=answer.comment)
    state = ScoreState.NOT_YET if answer.value is None else ScoreState.SCORED
    return Answer(number, answer.criterion, state, answer.value, answer.comment)
