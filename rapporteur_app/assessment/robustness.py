"""How firm the order is when the weights could have been others."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rapporteur_app.assessment.arrays import BoolArray, FloatArray, IntArray, begins_lower

CONCENTRATION = 50.0
"""How closely drawn weights keep to the agreed ones: Dirichlet(50 x agreed weights)."""

CELLS_AT_ONCE = 1_000_000
"""Totals (draws x candidates) held in memory at a time."""

SMALLEST_WEIGHT = 1e-200
"""Keeps a drawn weight from underflowing to 0, so that a candidate with few values has a total in every draw."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """Shares of the weight draws, NaN for a candidate without a rank.

    Attributes:
        first_share: share of the draws around the agreed weights in which the candidate is first; m candidates who
            tie have 1/m of that draw each. Shape (candidates,); sums to 1.
        rank_acceptability: share of those draws in which it has rank 1, 2, ...; m who tie share their m ranks
            evenly. Shape (candidates, ranked candidates); rows and columns sum to 1, the first column is
            `first_share`.
        first_share_uniform: as `first_share`, with all weights alike likely.
    """

    first_share: FloatArray
    rank_acceptability: FloatArray
    first_share_uniform: FloatArray


def robustness(value: FloatArray, weights: FloatArray, ranked: BoolArray, draws: int, seed: int) -> Robustness:
    """Rank the candidates again under drawn weights: around the agreed ones, and all alike likely.

    Args:
        value: shape (candidates, criteria). A ranked candidate without a value on a criterion (NaN) has the drawn
            weights shared among the others, as in its total.
        weights: the agreed weights, shape (criteria,); a criterion of weight 0 stays at 0 around the agreed weights.
        ranked: which candidates take part, shape (candidates,).
        draws: how many of each kind; 0 gives NaN everywhere.
        seed: each kind of draw starts from it.

    Source: rank acceptability index of SMAA-2, Lahdelma and Salminen 2001 (Operations Research 49), with weights
    alone drawn; the concentration of 50 is the product's own (product.md, "Rules with numbers").
    """
    taking_part = value[ranked]
    agreed = CONCENTRATION * weights / weights.sum()
    around = _acceptability(taking_part, draw_weights(agreed, draws, seed))
    uniform = _acceptability(taking_part, draw_weights(np.ones_like(weights), draws, seed))
    first_share, first_share_uniform = (shares[:, :1].sum(axis=1) for shares in (around, uniform))
    return Robustness(
        first_share=_spread_out(first_share, ranked),
        rank_acceptability=_spread_out(around, ranked),
        first_share_uniform=_spread_out(first_share_uniform, ranked),
    )


def draw_weights(alphas: FloatArray, draws: int, seed: int) -> FloatArray:
    """Weights from the Dirichlet distribution, shape (draws, criteria); 0 in every draw where alpha is 0."""
    drawn = np.zeros((draws, alphas.size))
    positive = alphas > 0
    generator = np.random.default_rng(seed)
    drawn[:, positive] = np.maximum(generator.dirichlet(alphas[positive], size=draws), SMALLEST_WEIGHT)
    return drawn


def _spread_out(shares: FloatArray, ranked: BoolArray) -> FloatArray:
    """The shares of the ranked candidates in the places of all, NaN for the others."""
    result = np.full((ranked.size, *shares.shape[1:]), np.nan)
    result[ranked] = shares
    return result


def _acceptability(value: FloatArray, weights: FloatArray) -> FloatArray:
    """The share of draws in which each candidate has each rank: shape (candidates, candidates)."""
    draws, count = weights.shape[0], value.shape[0]
    if not draws or not count:
        return np.full((count, count), np.nan)
    rows, group, sizes = _alike(value, np.count_nonzero(weights, axis=0) > 0)
    steps = np.zeros((sizes.size, count + 1))
    for totals in _totals(rows, weights, max(1, CELLS_AT_ONCE // sizes.size)):
        steps += _steps(totals, sizes)
    shares = np.cumsum(steps[:, :-1], axis=1) / draws
    # Adding thirds leaves 1e-17 where nobody ever stood: rounded off, so that 'never' reads as 0.
    rounded: FloatArray = np.abs(shares.round(12))
    return rounded[group]


def _alike(value: FloatArray, used: BoolArray) -> tuple[FloatArray, IntArray, IntArray]:
    """Put candidates with equal values together: a matrix product may give two equal rows different totals.

    Args:
        value: shape (candidates, criteria).
        used: the criteria that ever have a weight; the others tell nobody apart.

    Returns:
        One row of values for each group, the group of each candidate, the size of each group.
    """
    comparable = np.where(np.isnan(value), np.inf, value.round(9) + 0.0)[:, used]
    _, first, group, sizes = np.unique(comparable, axis=0, return_index=True, return_inverse=True, return_counts=True)
    return value[first], group.reshape(-1), sizes


def _totals(rows: FloatArray, weights: FloatArray, at_once: int) -> Iterator[FloatArray]:
    """The totals of each row under each weight draw, `at_once` draws at a time: shape (draws, rows)."""
    present = ~np.isnan(rows)
    filled = np.where(present, rows, 0.0).T
    for start in range(0, weights.shape[0], at_once):
        some = weights[start : start + at_once]
        yield some @ filled if present.all() else (some @ filled) / (some @ present.T.astype(np.float64))


def _steps(totals: FloatArray, sizes: IntArray) -> FloatArray:
    """How often each group begins (+) and ceases (-) to hold a place, over all draws: shape (groups, places + 1).

    A group of `sizes` candidates ties with the groups whose totals are equal within 1e-9; all who tie hold each of
    their places with 1 / (how many they are). The running sum along a row is how often the group holds each place.
    """
    by_total = np.argsort(-totals, axis=1)
    begins = begins_lower(np.take_along_axis(totals, by_total, axis=1))
    first, end = _places(begins, sizes[by_total])
    shape = (sizes.size, int(sizes.sum()) + 1)
    row, share = by_total * shape[1], 1.0 / (end - first)
    held = _summed(row + first, share, shape)
    held -= _summed(row + end, share, shape)
    return held


def _places(begins: BoolArray, sizes: IntArray) -> tuple[IntArray, IntArray]:
    """The first place (from 0) and the one after the last of each run of ties, for every group in the run."""
    after = np.cumsum(sizes, axis=1)
    first = np.maximum.accumulate(np.where(begins, after - sizes, 0), axis=1)
    ends_run = np.roll(begins, -1, axis=1)  # where the next one begins a run; the first always begins one
    ends = np.where(ends_run, after, after[:, -1:])
    return first, np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]


def _summed(places: IntArray, shares: FloatArray, shape: tuple[int, int]) -> FloatArray:
    summed = np.bincount(places.ravel(), shares.ravel(), minlength=shape[0] * shape[1])
    return summed.astype(np.float64, copy=False).reshape(shape)
