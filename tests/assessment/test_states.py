import numpy as np
import pytest

from rapporteur_app.assessment.states import CellState, Scores

NO = np.nan


def two_assessors_one_candidate():
    """Two criteria: the first assessor gives 0 and abstains, the second has not enough evidence and gives 3."""
    values = np.array([[[0.0, NO]], [[NO, 3.0]]])
    states = np.array(
        [[[CellState.SCORED, CellState.ABSTAINED]], [[CellState.INSUFFICIENT_EVIDENCE, CellState.SCORED]]]
    )
    return Scores(values, states.astype(np.int64))


def test_a_blank_is_not_yet_scored_and_zero_is_a_score():
    scores = Scores.of(np.array([[[0.0, NO]]]))

    assert scores.states.tolist() == [[[CellState.SCORED, CellState.NOT_YET]]]


def test_every_state_is_counted_apart():
    counts = two_assessors_one_candidate().counts()

    # codes: not yet, scored, abstained, insufficient evidence, recused
    assert counts.tolist() == [[[0, 1, 0, 1, 0], [0, 1, 1, 0, 0]]]


def test_a_recusal_takes_out_what_was_scored_before_it():
    scores = two_assessors_one_candidate().without(np.array([[True], [False]]))

    assert np.isnan(scores.values[0]).all()
    assert scores.states[0].tolist() == [[CellState.RECUSED, CellState.RECUSED]]
    assert scores.values[1, 0, 1] == 3.0
    assert scores.counts().tolist() == [[[0, 0, 0, 1, 1], [0, 1, 0, 0, 1]]]


@pytest.mark.parametrize(
    ("value", "state"),
    [(0.0, CellState.ABSTAINED), (0.0, CellState.NOT_YET), (NO, CellState.SCORED), (np.inf, CellState.SCORED)],
)
def test_a_number_stands_exactly_where_something_was_scored(value, state):
    with pytest.raises(ValueError, match="SCORED"):
        Scores(np.array([[[value]]]), np.array([[[state]]], dtype=np.int64))


def test_values_and_states_have_one_shape():
    with pytest.raises(ValueError, match="shape"):
        Scores(np.zeros((1, 1, 1)), np.ones((1, 2, 1), dtype=np.int64))
    with pytest.raises(ValueError, match="shape"):
        Scores(np.zeros((1, 1)), np.ones((1, 1), dtype=np.int64))
