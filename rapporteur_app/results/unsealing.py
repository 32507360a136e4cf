"""One ballot unsealed: what was in it is checked before any of it is a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, RapporteurError, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, ScoreState
from rapporteur_app.scoring.answers import Answer, to_score
from rapporteur_app.scoring.sealed import unsealed
from rapporteur_app.setup.rubric import CriterionKind
from rapporteur_app.trust.at_distance import OpeningPart, open_outer_from
from rapporteur_app.trust.ballots import BallotContent, open_ballot, open_ballot_inner, read_ballot

if TYPE_CHECKING:
    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.trust.keys import OpeningKey


class BadBallot(UnreadableFile):
    """A ballot that should count cannot be opened; `member` is whose, for whoever leaves it out with a reason."""

    def __init__(self, member: str, refusal: RapporteurError) -> None:
        text = message(
            "{reason} Nothing was opened. Ask {member} for a new ballot, or leave this one out with a reason.",
            reason=refusal.message,
            member=member,
        )
        super().__init__(text, refusal.detail)
        self.member = member


STRANGE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What reading raises where a signed ballot holds what this program would never seal."""


@dataclass(frozen=True)
class Keyholders:
    """Who takes the seals off: the chair, with the witness beside, or with the part that the witness made elsewhere."""

    chair: OpeningKey
    witness: OpeningKey | None = None
    part: OpeningPart | None = None

    def open(self, data: bytes) -> BallotContent:
        """What is sealed in a ballot."""
        clear, envelope = read_ballot(data)
        if self.part is None:
            return open_ballot(clear, envelope, self.chair, self.witness)
        return open_ballot_inner(clear, open_outer_from(self.part, data), self.chair)


@dataclass(frozen=True)
class Asked:
    """What members were asked: the rubric, and the candidates by number."""

    rubric: Rubric
    candidates: set[int]


def opened_scores(ballot: Ballot, holders: Keyholders, asked: Asked, *, bad_expected: bool) -> list[Answer] | None:
    """The answers of a ballot, in memory; None where it cannot be opened and was to be left out.

    Raises:
        BadBallot: its sealed part is not what its clear part signed, and it is not to be left out.
        BadInput: it is to be left out, and can be opened.
    """
    member = f"M{ballot.member_id}"
    try:
        scores = _scores(ballot, holders, asked)
    except (RapporteurError, *STRANGE) as error:
        if bad_expected:
            return None
        strange = UnreadableFile(
            message("The ballot of {member} holds what nobody can read.", member=member), str(error)
        )
        raise BadBallot(member, error if isinstance(error, RapporteurError) else strange) from error
    if bad_expected:
        raise BadInput(
            message("The ballot of {member} can be opened; only one that cannot is left out.", member=member)
        )
    return scores


JUDGED_ON = {
    CriterionKind.SCORED: {ScoreState.SCORED},
    CriterionKind.GATE: {ScoreState.PASS, ScoreState.CONCERN},
}
"""What a judgement may be on each kind of criterion; an abstention or lack of evidence may stand on both."""
UNJUDGED = set(ScoreState) - {state for states in JUDGED_ON.values() for state in states}
NOTHING: tuple[set[ScoreState], set[float | None]] = (set(), set())


def _scores(ballot: Ballot, holders: Keyholders, asked: Asked) -> list[Answer]:
    answers = [unsealed(answer) for answer in holders.open(ballot.data).answers]
    _require_expected(answers, asked, ballot)
    return answers


def _require_expected(answers: list[Answer], asked: Asked, ballot: Ballot) -> None:
    """See that a sealed part holds only what was asked: known candidates, the rubric's criteria, scores on its scale.

    Raises:
        UnreadableFile: it does not; the sentence names the member and the cell.
    """
    allowed = {
        criterion.code: (JUDGED_ON[criterion.kind] | UNJUDGED, {None, *asked.rubric.scale.values()})
        for criterion in to_score(asked.rubric)
    }
    for answer in answers:
        states, values = allowed.get(answer.criterion, NOTHING)
        on_scale = answer.value in values or asked.rubric.scale.holds(answer.value or 0)
        if answer.candidate not in asked.candidates or answer.state not in states or not on_scale:
            raise UnreadableFile(
                message(
                    "The ballot of {member} holds a score that its pack did not ask for: {candidate}, {criterion}.",
                    member=f"M{ballot.member_id}",
                    candidate=f"C{answer.candidate}",
                    criterion=answer.criterion,
                )
            )
