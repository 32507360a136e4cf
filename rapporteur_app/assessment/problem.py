"""Everything that one analysis starts from, checked once."""

from dataclasses import dataclass, field

import numpy as np

from rapporteur_app.assessment.arrays import FloatArray, IntArray
from rapporteur_app.assessment.policy import Policy
from rapporteur_app.assessment.states import Scores
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message

DRAWS = 10_000
"""Weight draws of the robustness analysis, of each kind, by default."""


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest score that can be given, the same for all criteria.

    Raises:
        BadInput: the scale does not end above where it starts.
    """

    minimum: float
    maximum: float

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum:
            raise BadInput(
                message(
                    "A scale from {minimum} to {maximum} has no room for a score. Let it end above where it starts.",
                    minimum=self.minimum,
                    maximum=self.maximum,
                )
            )


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be analysed; candidates, criteria and gates are known by their index only.

    Attributes:
        scores: shape (assessors, candidates, criteria), scored criteria only.
        weights: the agreed weights, shape (criteria,), 0 or more; only their proportions matter.
        policy: how scores become totals and an order.
        scale: None where it is not known; then there are no percentages.
        thresholds: shape (criteria,), on the scale of the scores, NaN for a criterion without; None for none at all.
        gates: codes of `gates.Verdict`, shape (assessors, candidates, gates); None without gates.
        draws: weight draws of each kind; 0 leaves the robustness analysis out.
        seed: where the draws start; the same seed gives the same shares.

    Raises:
        BadInput: a weight or the number of draws is negative or no number, or no criterion carries weight.
        ValueError: the shapes do not belong together.
    """

    scores: Scores
    weights: FloatArray
    policy: Policy = field(default_factory=Policy)
    scale: Scale | None = None
    thresholds: FloatArray | None = None
    gates: IntArray | None = None
    draws: int = DRAWS
    seed: int = 0

    def __post_init__(self) -> None:
        self._check_shapes()
        _check_weights(self.weights)
        if self.draws < 0 or self.seed < 0:
            raise BadInput(message("The number of weight draws and the seed are whole numbers from 0 on."))

    def _check_shapes(self) -> None:
        assessors, candidates, criteria = self.scores.values.shape
        if self.weights.shape != (criteria,):
            raise ValueError(f"{criteria} criteria with weights of shape {self.weights.shape}")
        if self.thresholds is not None and self.thresholds.shape != (criteria,):
            raise ValueError(f"{criteria} criteria with thresholds of shape {self.thresholds.shape}")
        if self.gates is not None and (self.gates.ndim != 3 or self.gates.shape[:2] != (assessors, candidates)):
            raise ValueError(f"{assessors} assessors, {candidates} candidates with gates of shape {self.gates.shape}")
        if not all(0 <= criterion < criteria for criterion in self.policy.tie_break):
            raise ValueError(f"a tie-break criterion beyond the {criteria} that there are")


def _check_weights(weights: FloatArray) -> None:
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise BadInput(message("A weight is a number from 0 on. Correct the weights of the criteria."))
    if not weights.sum() > 0:
        raise BadInput(message("No scored criterion carries weight. Give at least one a weight above 0."))
