"""Score cells: a number, or one of four states that are no number and never 0."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from rapporteur_app.assessment.arrays import BoolArray, FloatArray, IntArray


class CellState(IntEnum):
    """What stands in a score cell, as a code that arrays can hold."""

    NOT_YET = 0
    SCORED = 1
    ABSTAINED = 2
    INSUFFICIENT_EVIDENCE = 3
    RECUSED = 4


@dataclass(frozen=True, eq=False)
class Scores:
    """What the assessors gave.

    `values` and `states` have the shape (assessors, candidates, criteria), scored criteria only. `values` are on the
    scale of the scores, NaN wherever the state is not SCORED; `states` holds codes of `CellState`.

    Raises:
        ValueError: the shapes differ, or a number stands where nothing was scored, or none where something was.
    """

    values: FloatArray
    states: IntArray

    def __post_init__(self) -> None:
        if self.values.ndim != 3 or self.values.shape != self.states.shape:
            raise ValueError(f"scores of shape {self.values.shape} with states of shape {self.states.shape}")
        scored = self.states == CellState.SCORED
        if not np.isfinite(self.values[scored]).all() or not np.isnan(self.values[~scored]).all():
            raise ValueError("a score is a number exactly where its state is SCORED")

    @classmethod
    def of(cls, values: FloatArray) -> "Scores":
        """Scores from numbers alone, shape (assessors, candidates, criteria): NaN is not yet scored."""
        return cls(values, np.where(np.isnan(values), CellState.NOT_YET, CellState.SCORED).astype(np.int64))

    def without(self, recused: BoolArray) -> "Scores":
        """These scores with the recused pairs left out, whatever had been scored before the recusal.

        Args:
            recused: shape (assessors, candidates).
        """
        apart = recused[:, :, np.newaxis]
        return Scores(np.where(apart, np.nan, self.values), np.where(apart, int(CellState.RECUSED), self.states))

    def counts(self) -> IntArray:
        """How many cells are in each state: shape (candidates, criteria, 5), the last axis by code of `CellState`."""
        by_state = [np.count_nonzero(self.states == state, axis=0) for state in CellState]
        return np.stack(by_state, axis=-1).astype(np.int64)
