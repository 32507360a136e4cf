"""What a member's own scores come to: where each candidate stands, what is open, and the member's own total."""

from typing import TYPE_CHECKING, NamedTuple

from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer, to_score, wants_comment

if TYPE_CHECKING:
    from rapporteur_app.scoring.packs import OpenPack
    from rapporteur_app.scoring.work import Work


class Gap(NamedTuple):
    """What is open: of which candidate, at which criterion (its place), and whether only the comment is missing."""

    candidate: int
    place: int
    comment: bool


def open_gaps(pack: "OpenPack", work: "Work") -> list[Gap]:
    """Everything between this work and a final ballot, in the order in which `missing` tells it."""
    found = []
    for number in pack.candidate_ids:
        if number in work.conflicts:
            continue
        for place, criterion in enumerate(to_score(pack.rubric)):
            answer = work.answers.get((number, criterion.code), Answer(number, criterion.code))
            if not answer.given:
                found.append(Gap(number, place, comment=False))
            elif wants_comment(criterion, pack.rubric.scale, answer) and not answer.comment:
                found.append(Gap(number, place, comment=True))
    return found


def next_gap(pack: "OpenPack", gaps: list[Gap], candidate: int | None, place: int) -> Gap | None:
    """The first gap after this place, from there to the end and then from the start; the place itself comes last."""
    if candidate not in pack.candidate_ids:
        return gaps[0] if gaps else None
    order = {number: at for at, number in enumerate(pack.candidate_ids)}
    here = (order[candidate], place)
    return min(
        gaps, key=lambda gap: ((order[gap.candidate], gap.place) <= here, order[gap.candidate], gap.place), default=None
    )


def state_of(pack: "OpenPack", work: "Work", candidate: int) -> str:
    """done, comment (one that is asked for is missing), partly, none or conflict."""
    if candidate in work.conflicts:
        return "conflict"
    criteria = to_score(pack.rubric)
    given = sum(
        (candidate, criterion.code) in work.answers and work.answers[candidate, criterion.code].given
        for criterion in criteria
    )
    if given < len(criteria):
        return "partly" if given else "none"
    return "comment" if any(gap.candidate == candidate for gap in open_gaps(pack, work)) else "done"


def own_total(pack: "OpenPack", work: "Work", candidate: int) -> float | None:
    """The weighted mean of the member's own scores on a candidate; None unless every scored criterion has one."""
    total = weights = 0.0
    for criterion in pack.rubric.scored:
        answer = work.answers.get((candidate, criterion.code))
        if answer is None or answer.state is not ScoreState.SCORED or answer.value is None:
            return None
        total += criterion.weight * answer.value
        weights += criterion.weight
    return total / weights if weights and candidate not in work.conflicts else None
