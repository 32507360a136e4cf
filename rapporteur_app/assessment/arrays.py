"""The kinds of array that the arithmetic speaks in, and when two numbers count as equal."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

EQUAL_WITHIN = 1e-9
"""Two values this close are equal (product.md, "Rules with numbers"): the order of adding up leaves smaller gaps."""

UNRANKED = 0
"""What stands in an array of ranks where a candidate has no rank; ranks begin at 1."""


def begins_lower(descending: FloatArray) -> BoolArray:
    """Where a run of equal values begins in values sorted from high to low along the last axis.

    Neighbours that are equal within 1e-9 belong to one run, so that every pair that close has one rank.
    """
    begins = np.ones(descending.shape, dtype=bool)
    np.less(descending[..., 1:], descending[..., :-1] - EQUAL_WITHIN, out=begins[..., 1:])
    return begins
