"""The ranking of an opened round: the one computation behind the screen, the workbook and the documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rapporteur_app.assessment.analysis import Analysis, analyse
from rapporteur_app.assessment.arrays import UNRANKED
from rapporteur_app.assessment.gates import Verdict
from rapporteur_app.assessment.policy import Aggregate, BelowThreshold, Incomplete, Policy
from rapporteur_app.assessment.problem import DRAWS, Problem, Scale
from rapporteur_app.assessment.report import Labels, as_json
from rapporteur_app.assessment.states import CellState, Scores
from rapporteur_app.intake.pool import Person, read_pool
from rapporteur_app.model import Member, Opening, RubricVersion, Score, ScoreState
from rapporteur_app.results.opening import need_opened
from rapporteur_app.scoring.declarations import recused_pairs
from rapporteur_app.setup.criteria import frozen_policy, names_in, need_frozen, rubric_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.setup.rubric import Criterion, Rubric
    from rapporteur_app.workspace import Reader

STATES = {
    ScoreState.SCORED: CellState.SCORED,
    ScoreState.ABSTAINED: CellState.ABSTAINED,
    ScoreState.INSUFFICIENT_EVIDENCE: CellState.INSUFFICIENT_EVIDENCE,
    ScoreState.NOT_YET: CellState.NOT_YET,
}
VERDICTS = {ScoreState.PASS: Verdict.PASS, ScoreState.CONCERN: Verdict.CONCERN}


@dataclass(frozen=True)
class Ranking:
    """The opened scores with what they come to; every axis is named here, arrays follow these orders."""

    round: int
    members: list[Member]
    persons: list[Person]
    criteria: list[Criterion]
    gates: list[Criterion]
    scores: list[Score]
    recused: set[tuple[int, int]]
    analysis: Analysis
    rubric: Rubric
    version: RubricVersion
    policy: Mapping[str, str]

    def labels(self) -> Labels:
        """What the indices of the analysis stand for."""
        return Labels(
            [person.candidate.short_id for person in self.persons],
            [person.name for person in self.persons],
            [criterion.code for criterion in self.criteria],
            [gate.code for gate in self.gates],
        )

    def best_first(self) -> list[int]:
        """Indices of the persons who have a rank, by the order after the tie-break, then as nominated."""
        order = self.analysis.order.tolist()
        return sorted((i for i, place in enumerate(order) if place != UNRANKED), key=lambda i: (order[i], i))


def read_ranking(reader: Reader, round_number: int | None = None, *, draws: int = DRAWS) -> Ranking:
    """Compute the ranking of a round (by default the newest that is open), over the candidates eligible now.

    Raises:
        WrongStage: no such round is open.
    """
    opened = need_opened(reader, round_number)
    version = need_frozen(reader)
    rubric = rubric_of(version)
    scores = reader.all(Score, round=opened)
    members, persons = _counted_members(reader, opened), read_pool(reader).eligible()
    criteria = [criterion for criterion in rubric.criteria if criterion.kind == "scored"]
    gates = [criterion for criterion in rubric.criteria if criterion.kind == "gate"]
    policy, recused = frozen_policy(reader), recused_pairs(reader)
    cells = _Cells(members, persons, recused)
    problem = Problem(
        scores=cells.scores(scores, criteria),
        weights=np.array([criterion.weight for criterion in criteria], dtype=float),
        policy=_policy(policy, criteria),
        scale=Scale(rubric.scale.min, rubric.scale.max),
        thresholds=np.array([np.nan if c.threshold is None else c.threshold for c in criteria], dtype=float),
        gates=cells.verdicts(scores, gates),
        draws=draws,
    )
    analysis = analyse(problem)
    return Ranking(opened, members, persons, criteria, gates, scores, recused, analysis, rubric, version, policy)


def _counted_members(reader: Reader, opened: int) -> list[Member]:
    opening = reader.first(Opening, round=opened)
    assert opening is not None
    from rapporteur_app.model import Ballot

    counted = {reader.need(Ballot, number).member_id for number in opening.counted}
    return [member for member in reader.all(Member) if member.id in counted]


def _policy(policy: Mapping[str, str], criteria: Sequence[Criterion]) -> Policy:
    codes = [criterion.code for criterion in criteria]
    chain = tuple(codes.index(code) for code in names_in(policy["policy.tie_break"]) if code in codes)
    return Policy(
        Aggregate(policy["policy.aggregate"]),
        int(policy["policy.trim"]),
        Incomplete(policy["policy.incomplete"]),
        chain,
        BelowThreshold(policy["policy.below_threshold"]),
    )


class _Cells:
    """Where each score stands in the arrays."""

    def __init__(self, members: Sequence[Member], persons: Sequence[Person], recused: set[tuple[int, int]]) -> None:
        self.members = {member.id: index for index, member in enumerate(members)}
        self.persons = {person.id: index for index, person in enumerate(persons)}
        self.shape = (len(members), len(persons))
        self.recused = np.zeros(self.shape, dtype=bool)
        for member, candidate in recused:
            if member in self.members and candidate in self.persons:
                self.recused[self.members[member], self.persons[candidate]] = True

    def scores(self, rows: Sequence[Score], criteria: Sequence[Criterion]) -> Scores:
        columns = {criterion.code: index for index, criterion in enumerate(criteria)}
        values = np.full((*self.shape, len(criteria)), np.nan)
        states = np.full((*self.shape, len(criteria)), int(CellState.NOT_YET), dtype=np.int64)
        for row in rows:
            cell = self._cell(row, columns)
            if cell is not None and row.state in STATES:
                states[cell] = STATES[row.state]
                values[cell] = np.nan if row.value is None else row.value
        return Scores(values, states).without(self.recused)

    def verdicts(self, rows: Sequence[Score], gates: Sequence[Criterion]) -> np.ndarray[Any, np.dtype[np.int64]]:
        columns = {gate.code: index for index, gate in enumerate(gates)}
        verdicts = np.zeros((*self.shape, len(gates)), dtype=np.int64)
        for row in rows:
            cell = self._cell(row, columns)
            if cell is not None and row.state in VERDICTS and not self.recused[cell[:2]]:
                verdicts[cell] = VERDICTS[row.state]
        return verdicts

    def _cell(self, row: Score, columns: Mapping[str, int]) -> tuple[int, int, int] | None:
        member, person = self.members.get(row.member_id), self.persons.get(row.candidate_id)
        column = columns.get(row.criterion)
        return None if member is None or person is None or column is None else (member, person, column)


def results_json(reader: Reader, round_number: int | None = None) -> dict[str, Any]:
    """The results as other programs read them (cli.md), best first, the unranked after them."""
    return ranking_json(read_ranking(reader, round_number))


def ranking_json(ranking: Ranking) -> dict[str, Any]:
    """A ranking as other programs read it, best first, the unranked after them."""
    policy = {key.removeprefix("policy."): value for key, value in ranking.policy.items() if key.startswith("policy.")}
    report = as_json(ranking.analysis, ranking.labels(), policy)
    candidates = report["candidates"]
    assert isinstance(candidates, list)
    candidates.sort(key=lambda row: (row["order"] is None, row["order"] or 0, int(row["id"][1:])))
    return {**report, "round": ranking.round, "criteria_version": ranking.version.version}


def ranking_order(reader: Reader) -> list[int]:
    """The ranked candidates' ids, best first; empty before the opening."""
    from rapporteur_app.errors import WrongStage

    try:
        ranking = read_ranking(reader, draws=0)
    except WrongStage:
        return []
    return [ranking.persons[index].id for index in ranking.best_first()]


def first_ranked(ranking: Ranking) -> list[int]:
    """The ids of the candidates with rank 1; several where they tie."""
    return [
        person.id for person, rank in zip(ranking.persons, ranking.analysis.rank.tolist(), strict=True) if rank == 1
    ]
