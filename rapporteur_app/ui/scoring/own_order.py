"""What a member's own scores come to: where each candidate stands, and the member's own total."""

from typing import TYPE_CHECKING

from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import to_score

if TYPE_CHECKING:
    from rapporteur_app.scoring.packs import OpenPack
    from rapporteur_app.scoring.work import Work


def state_of(pack: "OpenPack", work: "Work", candidate: int) -> str:
    """done, partly, none or conflict."""
    if candidate in work.conflicts:
        return "conflict"
    criteria = to_score(pack.rubric)
    given = sum(
        (candidate, criterion.code) in work.answers and work.answers[candidate, criterion.code].given
        for criterion in criteria
    )
    return "done" if given == len(criteria) else "partly" if given else "none"


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
