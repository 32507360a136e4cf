"""From totals to ranks, and from ranks to an order."""

import numpy as np

from rapporteur_app.assessment.arrays import UNRANKED, BoolArray, FloatArray, IntArray, begins_lower


def ranks(totals: FloatArray) -> IntArray:
    """Ranks on exact values, the highest first: 1, 2, 2, 4.

    Args:
        totals: shape (candidates,), NaN for a candidate without one. Equal within 1e-9 is equal.

    Returns:
        Shape (candidates,), 0 (`UNRANKED`) where there is no total.
    """
    result = np.full(totals.shape, UNRANKED, dtype=np.int64)
    ranked = np.flatnonzero(~np.isnan(totals))
    ranked = ranked[np.argsort(-totals[ranked], kind="stable")]
    result[ranked] = _shared_places(begins_lower(totals[ranked]))
    return result


def order(rank: IntArray, value: FloatArray, tie_break: tuple[int, ...]) -> IntArray:
    """The places after the tie-break: among equal ranks the higher value on the first criterion of the chain leads.

    Where that is equal too, the next criterion decides. Candidates whom the whole chain does not tell apart keep
    one place between them (1, 2, 2, 4): who of them goes first is for people to say, not for the order of a table.

    Args:
        rank: shape (candidates,), 0 where there is none. It is not changed.
        value: shape (candidates, criteria); no value (NaN) comes after any value.
        tie_break: indices of criteria, the first one first; empty leaves the places as the ranks.

    Returns:
        Shape (candidates,), 0 where there is no rank.
    """
    result = rank.copy()
    for criterion in tie_break:
        result = _split_ties(result, value[:, criterion])
    return result


def _split_ties(places: IntArray, value: FloatArray) -> IntArray:
    result = places.copy()
    for place in _shared(places):
        tied = np.flatnonzero(places == place)
        within = ranks(value[tied])
        within[within == UNRANKED] = np.count_nonzero(within) + 1
        result[tied] = place + within - 1
    return result


def _shared(places: IntArray) -> IntArray:
    """The places that more than one candidate holds."""
    held, times = np.unique(places[places != UNRANKED], return_counts=True)
    return held[times > 1]


def _shared_places(begins: BoolArray) -> IntArray:
    """The place of each run's first one for all of the run."""
    place = np.arange(1, begins.size + 1)
    return np.maximum.accumulate(np.where(begins, place, 1))
