"""Where a member's own scoring stands: each candidate's state, what is open, own totals and places.

It is kept by candidate: one answer costs the counting of one candidate, however many there are.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import COMMENT_LIMIT, Answer, to_score, wants_comment
from rapporteur_app.scoring.ballots import fits

if TYPE_CHECKING:
    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.scoring.work import Work

EQUAL = 9
"""Decimals to which own totals are compared: nobody is placed before another by the last bit of a sum."""


class Gap(NamedTuple):
    """What is open: of which candidate, at which criterion (its place), and whether it is the comment alone."""

    candidate: int
    place: int
    comment: bool


@dataclass(frozen=True)
class Standing:
    """Where one candidate stands.

    Attributes:
        state: done, comment (one that is asked for is missing, or one is too long), partly, none or conflict.
        gaps: what is open.
        given: how many answers were given.
        total: the weighted mean of the member's own scores; None unless every scored criterion has one.
    """

    state: str
    gaps: tuple[Gap, ...]
    given: int
    total: float | None


class Tally:
    """The standings of all candidates of a pack; `renew` counts one of them again after a change."""

    def __init__(self, pack: "OpenPack", work: "Work") -> None:
        self._pack, self._work = pack, work
        self._criteria = to_score(pack.rubric)
        self._numbers = pack.candidate_ids
        self._place = {number: place for place, number in enumerate(self._numbers)}
        self._standings = {number: self._stand(number) for number in self._numbers}
        self._given = self._comments = self._due = 0
        for standing in self._standings.values():
            self._count(standing, 1)

    # -- asking

    def __getitem__(self, candidate: int) -> Standing:
        return self._standings[candidate]

    @property
    def given(self) -> int:
        """How many answers were given, conflicts aside."""
        return self._given

    @property
    def due(self) -> int:
        """How many answers there will be, conflicts aside."""
        return self._due

    @property
    def comments(self) -> int:
        """How many comments that are asked for are missing."""
        return self._comments

    @property
    def gaps(self) -> list[Gap]:
        """Everything between this work and a final ballot, in the order in which `missing` tells it."""
        return [gap for number in self._numbers for gap in self._standings[number].gaps]

    def next_gap(self, candidate: int | None, place: int, *, scores_only: bool = False) -> Gap | None:
        """The first gap after this place, from there to the end and then from the start; the place itself last."""
        at = self._place.get(candidate or 0, 0)
        before = [gap for gap in self._standings[self._numbers[at]].gaps if gap.place <= place] if self._numbers else []
        first = [gap for gap in self._standings[self._numbers[at]].gaps if gap.place > place] if self._numbers else []
        following = (gap for number in self._numbers[at + 1 :] for gap in self._standings[number].gaps)
        earlier = (gap for number in self._numbers[:at] for gap in self._standings[number].gaps)
        for part in (first, following, earlier, before):
            for gap in part:
                if not (scores_only and gap.comment):
                    return gap
        return None

    def places(self) -> dict[int, int]:
        """The member's own order: 1, 2, 2, 4; a candidate without a total has no place."""
        totals = {n: round(s.total, EQUAL) for n, s in self._standings.items() if s.total is not None}
        above: dict[float, int] = {}
        for rank, total in enumerate(sorted(totals.values(), reverse=True), start=1):
            above.setdefault(total, rank)
        return {number: above[total] for number, total in totals.items()}

    # -- counting

    def renew(self, candidate: int) -> None:
        """Count a candidate again."""
        if candidate in self._standings:
            self._count(self._standings[candidate], -1)
            self._standings[candidate] = self._stand(candidate)
            self._count(self._standings[candidate], 1)

    def _count(self, standing: Standing, sign: int) -> None:
        if standing.state != "conflict":
            self._due += sign * len(self._criteria)
            self._given += sign * standing.given
            self._comments += sign * sum(gap.comment for gap in standing.gaps)

    def _stand(self, candidate: int) -> Standing:
        if candidate in self._work.conflicts:
            return Standing("conflict", (), 0, None)
        scale, gaps, given = self._pack.rubric.scale, list[Gap](), 0
        for place, criterion in enumerate(self._criteria):
            answer = self.answer(candidate, place)
            given += answer.given
            if not answer.given:
                gaps.append(Gap(candidate, place, comment=False))
            elif (wants_comment(criterion, scale, answer) and not answer.comment) or len(
                answer.comment
            ) > COMMENT_LIMIT:
                gaps.append(Gap(candidate, place, comment=True))
        state = "done" if not gaps else "none" if not given else "partly" if given < len(self._criteria) else "comment"
        return Standing(state, tuple(gaps), given, self._total(candidate))

    def answer(self, candidate: int, place: int) -> Answer:
        """What was said on a criterion (by its place); one that the criteria do not take (any more) is none."""
        criterion = self._criteria[place]
        answer = self._work.answers.get((candidate, criterion.code))
        if answer is None:
            return Answer(candidate, criterion.code)
        if not fits(self._pack.rubric.scale, criterion, answer):
            return Answer(candidate, criterion.code, comment=answer.comment)
        return answer

    def _total(self, candidate: int) -> float | None:
        total = weights = 0.0
        for place, criterion in enumerate(self._criteria):
            if criterion.kind != "scored":
                continue
            answer = self.answer(candidate, place)
            if answer.state is not ScoreState.SCORED or answer.value is None:
                return None
            total += criterion.weight * answer.value
            weights += criterion.weight
        return total / weights if weights else None
