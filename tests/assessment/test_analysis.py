"""Whole problems, worked out by hand, and what must hold for any."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rapporteur_app.assessment.analysis import analyse
from rapporteur_app.assessment.gates import Verdict
from rapporteur_app.assessment.policy import Aggregate, Incomplete, Policy
from rapporteur_app.assessment.problem import Problem, Scale
from rapporteur_app.assessment.states import CellState, Scores

NO = np.nan


def problem(values, weights=(3, 1), states=None, **more):
    """Values as assessor, candidate, criterion."""
    values = np.array(values, dtype=float)
    scores = Scores.of(values) if states is None else Scores(values, np.array(states, dtype=np.int64))
    return Problem(scores, np.array(weights, dtype=float), draws=more.pop("draws", 100), **more)


TWO_ASSESSORS = [
    # candidate 0, 1, 2, 3 on criteria 0 (weight 3) and 1 (weight 1)
    [[4, 2], [5, 1], [3, 5], [2, NO]],
    [[5, 3], [4, 4], [4, NO], [3, NO]],
]
# 0: (3 x 4.5 + 2.5) / 4 = 4.0    1: (3 x 4.5 + 2.5) / 4 = 4.0    2: (3 x 3.5 + 5) / 4 = 3.875    3: no value on 1


def test_a_whole_problem():
    result = analyse(problem(TWO_ASSESSORS, scale=Scale(1, 5), thresholds=np.array([4.0, NO])))

    np.testing.assert_array_equal(result.total, [4.0, 4.0, 3.875, NO])
    np.testing.assert_array_equal(result.percent, [75, 75, 71.875, NO])  # 100 (4 - 1) / 4; 100 x 2.875 / 4
    assert result.incomplete.tolist() == [False, False, False, True]
    assert result.rank.tolist() == [1, 1, 3, 0]
    assert result.order.tolist() == [1, 1, 3, 0]
    assert result.below[:, 0].tolist() == [False, False, True, True]
    assert result.statistics.n.tolist() == [[2, 2], [2, 2], [2, 1], [2, 0]]
    assert result.robustness.first_share.shape == (4,)
    assert result.gates.shape == (4, 0, 2)


def test_an_incomplete_candidate_can_be_ranked_and_is_called_incomplete_all_the_same():
    result = analyse(problem(TWO_ASSESSORS, policy=Policy(incomplete=Incomplete.RENORMALISE)))

    # 3: only criterion 0, (2 + 3) / 2
    np.testing.assert_array_equal(result.total, [4.0, 4.0, 3.875, 2.5])
    assert result.rank.tolist() == [1, 1, 3, 4]
    assert result.incomplete.tolist() == [False, False, False, True]
    assert not np.isnan(result.robustness.first_share).any()


def test_the_tie_break_orders_equal_ranks_by_a_criterion():
    # both have 4.0; on criterion 1 they have 2 and 5
    values = [[[14 / 3, 2], [11 / 3, 5]]]  # (3 x 14/3 + 2) / 4 = 4, (3 x 11/3 + 5) / 4 = 4

    assert analyse(problem(values)).order.tolist() == [1, 1]
    by_second = analyse(problem(values, policy=Policy(tie_break=(1,))))
    assert by_second.order.tolist() == [2, 1]
    assert by_second.rank.tolist() == [1, 1]


def test_no_state_is_a_zero_and_zero_is_a_score():
    ab, ie, out, done = CellState.ABSTAINED, CellState.INSUFFICIENT_EVIDENCE, CellState.RECUSED, CellState.SCORED
    values = [[[NO], [0]], [[NO], [0]], [[NO], [4]], [[4], [NO]]]
    states = [[[ab], [done]], [[ie], [done]], [[out], [done]], [[done], [out]]]

    result = analyse(problem(values, weights=[1], states=states))

    assert result.total.tolist() == [4.0, 4 / 3]  # 4 / 1 and (0 + 0 + 4) / 3
    assert result.states.tolist() == [[[0, 1, 1, 1, 1]], [[0, 3, 0, 0, 1]]]


def test_a_candidate_without_any_score_is_shown_without_a_rank():
    values = [[[NO, NO], [4, 4]], [[NO, NO], [4, 4]]]

    for incomplete in Incomplete:
        result = analyse(problem(values, policy=Policy(incomplete=incomplete)))

        assert result.rank.tolist() == [0, 1]
        assert result.incomplete.tolist() == [True, False]
        np.testing.assert_array_equal(result.robustness.first_share, [NO, 1])


def test_a_single_assessor_is_enough():
    result = analyse(problem([[[4, 2], [5, 1]]]))

    assert result.total.tolist() == [3.5, 4.0]  # 14 / 4, 16 / 4
    assert np.isnan(result.statistics.sd).all()


def test_a_criterion_of_weight_0_changes_no_total_and_still_asks_for_a_value():
    result = analyse(problem([[[4, 1], [3, 5], [5, NO]]], weights=[1, 0]))

    np.testing.assert_array_equal(result.total, [4, 3, NO])
    assert result.rank.tolist() == [1, 2, 0]


@pytest.mark.parametrize(
    ("policy", "total"),
    [
        (Policy(), 3.4),  # (1 + 5 + 5 + 4 + 2) / 5
        (Policy(Aggregate.MEDIAN), 4.0),  # 1 2 4 5 5
        (Policy(Aggregate.TRIMMED, trim=1), 11 / 3),  # 2 4 5
    ],
)
def test_the_policy_says_what_the_value_is(policy, total):
    values = [[[score]] for score in (1, 5, 5, 4, 2)]

    assert analyse(problem(values, weights=[7], policy=policy)).total.item() == pytest.approx(total, abs=1e-12)


def test_a_trimmed_mean_that_leaves_nothing_makes_a_candidate_incomplete():
    result = analyse(problem([[[4], [3]], [[4], [3]], [[4], [NO]]], [1], policy=Policy(Aggregate.TRIMMED, trim=1)))

    np.testing.assert_array_equal(result.total, [4, NO])
    assert result.incomplete.tolist() == [False, True]


def test_gates_are_counted_and_enter_no_total():
    verdicts = np.array([[[Verdict.PASS], [Verdict.CONCERN]], [[Verdict.NONE], [Verdict.CONCERN]]], dtype=np.int64)
    plain = problem([[[4, 2], [5, 1]], [[4, 2], [5, 1]]])

    result = analyse(replace(plain, gates=verdicts))

    assert result.gates.tolist() == [[[1, 0]], [[0, 2]]]
    assert result.total.tolist() == analyse(plain).total.tolist()


def test_no_assessor_or_no_candidate_is_no_accident():
    assert analyse(problem(np.zeros((0, 2, 2)))).rank.tolist() == [0, 0]
    assert analyse(problem(np.zeros((2, 0, 2)))).rank.tolist() == []


# What must hold for any scores.

SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 3))
VALUES = SHAPES.flatmap(lambda shape: arrays(float, shape, elements=st.sampled_from([NO, *np.arange(0, 5.5, 0.5)])))
POLICIES = st.builds(
    Policy, st.sampled_from(Aggregate), st.integers(0, 1), st.sampled_from(Incomplete), st.sampled_from([(), (0,)])
)
SOME = settings(max_examples=60, deadline=None)


@st.composite
def problems(draw):
    values = draw(VALUES)
    weights = draw(st.lists(st.integers(1, 9), min_size=values.shape[2], max_size=values.shape[2]))
    thresholds = np.full(values.shape[2], 2.0)
    return problem(values, weights, policy=draw(POLICIES), scale=Scale(0, 5), thresholds=thresholds, draws=40)


def assert_same(one, other, candidates=slice(None)):
    """`other` says of its candidates what `one` says of `candidates`."""
    for name in ("rank", "order", "incomplete", "below", "states"):
        np.testing.assert_array_equal(getattr(other, name), getattr(one, name)[candidates], err_msg=name)
    for name in ("total", "percent"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name)[candidates], rtol=0, atol=1e-9)
    for name in ("value", "mean", "median", "sd", "n"):
        mine, theirs = getattr(one.statistics, name)[candidates], getattr(other.statistics, name)
        np.testing.assert_allclose(theirs, mine, rtol=0, atol=1e-9)
    for name in ("first_share", "first_share_uniform", "rank_acceptability"):
        mine, theirs = getattr(one.robustness, name)[candidates], getattr(other.robustness, name)
        np.testing.assert_allclose(theirs, mine, rtol=0, atol=1e-9)


@SOME
@given(st.data(), problems())
def test_the_order_of_the_assessors_changes_nothing(data, given_problem):
    values = given_problem.scores.values
    mixed = data.draw(st.permutations(range(values.shape[0])))

    other = replace(given_problem, scores=Scores.of(values[mixed]))

    assert_same(analyse(given_problem), analyse(other))


@SOME
@given(st.data(), problems())
def test_the_order_of_the_candidates_changes_nothing(data, given_problem):
    values = given_problem.scores.values
    mixed = data.draw(st.permutations(range(values.shape[1])))

    other = replace(given_problem, scores=Scores.of(values[:, mixed]))

    assert_same(analyse(given_problem), analyse(other), mixed)


@SOME
@given(problems(), st.sampled_from([0.01, 0.5, 3, 100]))
def test_only_the_proportions_of_the_weights_matter(given_problem, factor):
    other = replace(given_problem, weights=given_problem.weights * factor)

    assert_same(analyse(given_problem), analyse(other))


@SOME
@given(problems())
def test_a_twin_ties_in_everything(given_problem):
    values = given_problem.scores.values

    result = analyse(replace(given_problem, scores=Scores.of(np.concatenate([values, values[:, :1]], axis=1))))

    assert result.rank[0] == result.rank[-1]
    assert result.order[0] == result.order[-1]
    shares = result.robustness
    np.testing.assert_array_equal(shares.rank_acceptability[0], shares.rank_acceptability[-1])
    np.testing.assert_array_equal(shares.first_share_uniform[0], shares.first_share_uniform[-1])


@SOME
@given(problems())
def test_a_total_lies_between_the_values_it_is_made_of(given_problem):
    result = analyse(given_problem)

    for total, value in zip(result.total, result.statistics.value, strict=True):
        if not np.isnan(total):
            assert np.nanmin(value) - 1e-9 <= total <= np.nanmax(value) + 1e-9


@SOME
@given(problems())
def test_one_more_blank_assessor_changes_nothing(given_problem):
    values = given_problem.scores.values
    blank = np.full_like(values[:1], NO)

    more = analyse(replace(given_problem, scores=Scores.of(np.concatenate([values, blank]))))

    before = analyse(given_problem)
    np.testing.assert_allclose(more.total, before.total, rtol=0, atol=1e-12)
    assert more.rank.tolist() == before.rank.tolist()
