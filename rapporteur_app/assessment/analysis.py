"""The one computation that feeds the screen, the workbook, the documents and the command line."""

from dataclasses import dataclass

import numpy as np

from rapporteur_app.assessment.aggregate import (
    CriterionStatistics,
    below_threshold,
    criterion_statistics,
    is_incomplete,
    percentages,
    totals,
)
from rapporteur_app.assessment.arrays import UNRANKED, BoolArray, FloatArray, IntArray
from rapporteur_app.assessment.gates import count_verdicts
from rapporteur_app.assessment.problem import Problem
from rapporteur_app.assessment.ranking import order, ranks
from rapporteur_app.assessment.robustness import Robustness, robustness


@dataclass(frozen=True, eq=False)
class Analysis:
    """What the scores say; the first axis of every array is the candidate, in the order of the problem.

    Attributes:
        problem: what it was computed from.
        statistics: value, mean, median, spread and number of scores for each criterion.
        states: how many cells are in each state, shape (candidates, criteria, 5), the last axis by `CellState`.
        total: the weighted mean on the scale of the scores, NaN where there is none.
        percent: 0 to 100, NaN without a total or without a known scale.
        incomplete: without a value on some scored criterion.
        rank: 1, 2, 2, 4; 0 where there is none.
        order: the places after the tie-break, still shared where it tells nobody apart; 0 where there is no rank.
        below: under the threshold, shape (candidates, criteria).
        gates: passes and concerns, shape (candidates, gates, 2).
        robustness: shares of the weight draws.
    """

    problem: Problem
    statistics: CriterionStatistics
    states: IntArray
    total: FloatArray
    percent: FloatArray
    incomplete: BoolArray
    rank: IntArray
    order: IntArray
    below: BoolArray
    gates: IntArray
    robustness: Robustness


def analyse(problem: Problem) -> Analysis:
    """Everything that the scores say of the candidates, by index.

    A candidate without a value on some scored criterion is incomplete: without total and rank, unless the policy
    shares the weights among the criteria that have a value; it is called incomplete all the same.
    """
    policy = problem.policy
    statistics = criterion_statistics(problem.scores.values, policy)
    total = totals(statistics.value, problem.weights, policy.incomplete)
    rank = ranks(total)
    return Analysis(
        problem=problem,
        statistics=statistics,
        states=problem.scores.counts(),
        total=total,
        percent=percentages(total, problem.scale),
        incomplete=is_incomplete(statistics.value),
        rank=rank,
        order=order(rank, statistics.value, policy.tie_break),
        below=below_threshold(statistics.value, problem.thresholds),
        gates=_gates(problem),
        robustness=robustness(statistics.value, problem.weights, rank != UNRANKED, problem.draws, problem.seed),
    )


def _gates(problem: Problem) -> IntArray:
    if problem.gates is None:
        return np.zeros((problem.scores.values.shape[1], 0, 2), dtype=np.int64)
    return count_verdicts(problem.gates)
