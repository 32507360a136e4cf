import numpy as np
import pytest

from rapporteur_app.assessment.policy import Policy
from rapporteur_app.assessment.problem import Problem, Scale
from rapporteur_app.assessment.states import Scores
from rapporteur_app.errors import BadInput

SCORES = Scores.of(np.ones((2, 3, 2)))
WEIGHTS = np.array([1.0, 1.0])


@pytest.mark.parametrize("weights", [[-1, 2], [np.nan, 1], [np.inf, 1]])
def test_a_weight_is_a_number_from_0_on(weights):
    with pytest.raises(BadInput, match="A weight is a number"):
        Problem(SCORES, np.array(weights, dtype=float))


def test_some_criterion_carries_weight():
    with pytest.raises(BadInput, match="No scored criterion carries weight"):
        Problem(SCORES, np.zeros(2))
    with pytest.raises(BadInput, match="No scored criterion carries weight"):
        Problem(Scores.of(np.ones((2, 3, 0))), np.zeros(0))


@pytest.mark.parametrize("wrong", [{"draws": -1}, {"seed": -1}])
def test_draws_and_seed_are_whole_numbers_from_0_on(wrong):
    with pytest.raises(BadInput, match="from 0 on"):
        Problem(SCORES, WEIGHTS, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": np.ones(3)},
        {"weights": WEIGHTS, "thresholds": np.ones(3)},
        {"weights": WEIGHTS, "gates": np.zeros((2, 2, 1), dtype=np.int64)},
        {"weights": WEIGHTS, "gates": np.zeros((2, 3), dtype=np.int64)},
        {"weights": WEIGHTS, "policy": Policy(tie_break=(2,))},
        {"weights": WEIGHTS, "policy": Policy(tie_break=(-1,))},
    ],
)
def test_shapes_belong_together(wrong):
    with pytest.raises(ValueError):
        Problem(SCORES, **wrong)


@pytest.mark.parametrize(("low", "high"), [(5, 1), (1, 1)])
def test_a_scale_ends_above_where_it_starts(low, high):
    with pytest.raises(BadInput, match="no room for a score"):
        Scale(low, high)
