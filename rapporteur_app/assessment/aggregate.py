"""From scores to the value of a criterion, and from values to a total."""

from dataclasses import dataclass

import numpy as np

from rapporteur_app.assessment.arrays import EQUAL_WITHIN, BoolArray, FloatArray, IntArray
from rapporteur_app.assessment.policy import Aggregate, Incomplete, Policy
from rapporteur_app.assessment.problem import Scale


@dataclass(frozen=True, eq=False)
class CriterionStatistics:
    """What the assessors' scores say of each candidate on each criterion.

    Every array has the shape (candidates, criteria) and is on the scale of the scores, NaN where there is none.

    Attributes:
        value: by the policy; what the total is made of.
        mean: of all scores.
        median: of all scores; of an even number the mean of the two in the middle.
        sd: the sample standard deviation (n - 1 below the line), NaN under two scores.
        n: how many assessors scored.
    """

    value: FloatArray
    mean: FloatArray
    median: FloatArray
    sd: FloatArray
    n: IntArray


def criterion_statistics(scores: FloatArray, policy: Policy) -> CriterionStatistics:
    """The value, mean, median, spread and number of scores of each candidate on each criterion.

    Args:
        scores: shape (assessors, candidates, criteria), NaN wherever nothing was scored.
        policy: says which of them is the value.
    """
    ascending = np.sort(scores, axis=0)  # NaN goes last, so the first n of each column are its scores
    n = np.count_nonzero(~np.isnan(scores), axis=0)
    mean = _mean_between(ascending, np.zeros_like(n), n)
    median = _median(ascending, n)
    value = {Aggregate.MEAN: mean, Aggregate.MEDIAN: median}.get(policy.aggregate)
    if value is None:
        value = _mean_between(ascending, np.full_like(n, policy.trim), n - policy.trim)
    return CriterionStatistics(value, mean, median, _sample_sd(ascending, mean, n), n)


def is_incomplete(value: FloatArray) -> BoolArray:
    """Which candidates lack a value on some criterion: (candidates, criteria) to (candidates,)."""
    missing: IntArray = np.count_nonzero(np.isnan(value), axis=1)
    return missing > 0


def totals(value: FloatArray, weights: FloatArray, incomplete: Incomplete) -> FloatArray:
    """The weighted mean of each candidate's values over the criteria, on the scale of the scores.

    Args:
        value: shape (candidates, criteria), NaN where there is none.
        weights: shape (criteria,), 0 or more.
        incomplete: leave an incomplete candidate without a total, or share the weights among the criteria that have
            a value.

    Returns:
        Shape (candidates,), NaN where there is no total; also where all the values there are weigh 0.
    """
    present = ~np.isnan(value)
    weight = np.where(present, weights, 0.0).sum(axis=1)
    total = _divided(np.where(present, value * weights, 0.0).sum(axis=1), weight)
    if incomplete is Incomplete.EXCLUDE:
        total[is_incomplete(value)] = np.nan
    return total


def percentages(total: FloatArray, scale: Scale | None) -> FloatArray:
    """Totals from 0 (the lowest score everywhere) to 100; NaN without a total or without a known scale."""
    if scale is None:
        return np.full_like(total, np.nan)
    return 100 * (total - scale.minimum) / (scale.maximum - scale.minimum)


def below_threshold(value: FloatArray, thresholds: FloatArray | None) -> BoolArray:
    """Where a value lies under the threshold of its criterion; equal within 1e-9 is reached.

    Args:
        value: shape (candidates, criteria); where it is NaN nothing lies under a threshold.
        thresholds: shape (criteria,), NaN for a criterion without one; None for none at all.
    """
    if thresholds is None:
        return np.zeros(value.shape, dtype=bool)
    return value < thresholds - EQUAL_WITHIN


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    """The quotient, NaN where there is nothing to divide by."""
    quotient = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient


def _mean_between(ascending: FloatArray, first: IntArray, end: IntArray) -> FloatArray:
    """The mean of the sorted scores from place `first` to before `end`, NaN where that leaves none."""
    place = np.arange(ascending.shape[0])[:, np.newaxis, np.newaxis]
    kept = (place >= first) & (place < end)
    return _divided(np.where(kept, ascending, 0.0).sum(axis=0), (end - first).astype(np.float64))


def _median(ascending: FloatArray, n: IntArray) -> FloatArray:
    """The middle of the first n sorted scores: those at places (n-1)//2 and n//2, which an odd n makes one."""
    return _mean_between(ascending, np.maximum((n - 1) // 2, 0), np.minimum(n // 2 + 1, n))


def _sample_sd(scores: FloatArray, mean: FloatArray, n: IntArray) -> FloatArray:
    squares = np.where(np.isnan(scores), 0.0, (scores - mean) ** 2).sum(axis=0)
    return np.sqrt(_divided(squares, (n - 1).astype(np.float64)))
