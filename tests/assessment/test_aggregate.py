"""Cases worked out by hand; the arithmetic stands beside each."""

import numpy as np
import pytest

from rapporteur_app.assessment.aggregate import (
    below_threshold,
    criterion_statistics,
    is_incomplete,
    percentages,
    totals,
)
from rapporteur_app.assessment.policy import Aggregate, Incomplete, Policy
from rapporteur_app.assessment.problem import Scale

NO = np.nan
MEDIAN = Policy(Aggregate.MEDIAN)


def array(nested):
    return np.array(nested, dtype=float)


def one_criterion(*candidates):
    """Scores on one criterion: for each candidate a list, one number for each assessor."""
    return array(candidates).T[:, :, np.newaxis]


def trimmed(k):
    return Policy(Aggregate.TRIMMED, trim=k)


@pytest.mark.parametrize(
    ("scores", "policy", "value"),
    [
        ([5, 4, 3, 2], Policy(), 3.5),  # 14 / 4
        ([0, 4], Policy(), 2.0),  # 0 is a score: 4 / 2
        ([NO, 4], Policy(), 4.0),  # a blank is none: 4 / 1
        ([5], Policy(), 5.0),  # a single assessor
        ([5, 1, 4], MEDIAN, 4.0),  # 1 4 5
        ([5, 1, 4, 3], MEDIAN, 3.5),  # 1 3 4 5: (3 + 4) / 2
        ([5, NO, 1], MEDIAN, 3.0),  # 1 5: (1 + 5) / 2
        ([5], MEDIAN, 5.0),
        ([1, 5, 5, 4, 2], trimmed(1), 11 / 3),  # drops 1 and one 5: (2 + 4 + 5) / 3
        ([1, 5, 5, 4, 2], trimmed(2), 4.0),  # 4 is left
        ([1, 5, NO, 4, NO], trimmed(1), 4.0),  # of the three scores 4 is left
        ([1, 5, 5, 4, 2], trimmed(0), 3.4),  # 17 / 5
        ([1, 5], trimmed(1), NO),  # nothing is left
        ([3], trimmed(1), NO),
        ([3, 4, 5], trimmed(9), NO),
        ([NO, NO], Policy(), NO),
        ([NO, NO], MEDIAN, NO),
    ],
)
def test_the_value_of_a_criterion(scores, policy, value):
    statistics = criterion_statistics(one_criterion(scores), policy)

    np.testing.assert_allclose(statistics.value, [[value]], rtol=0, atol=1e-12)


def test_mean_median_spread_and_number_are_told_whatever_the_policy():
    # mean 14 / 4 = 3.5; squares 2.25 + 0.25 + 0.25 + 2.25 = 5, sd = sqrt(5 / 3); median (3 + 4) / 2
    statistics = criterion_statistics(one_criterion([5, 4, 3, 2, NO]), trimmed(1))

    assert statistics.mean.item() == 3.5
    assert statistics.median.item() == 3.5
    assert statistics.sd.item() == pytest.approx((5 / 3) ** 0.5, abs=1e-12)
    assert statistics.n.item() == 4


def test_there_is_no_spread_under_two_scores():
    statistics = criterion_statistics(one_criterion([4, NO], [NO, NO], [4, 4]), Policy())

    np.testing.assert_array_equal(statistics.sd, [[NO], [NO], [0.0]])
    assert statistics.n.tolist() == [[1], [0], [2]]


def test_without_any_assessor_there_is_no_value():
    statistics = criterion_statistics(np.zeros((0, 2, 3)), trimmed(1))

    assert np.isnan([statistics.value, statistics.mean, statistics.median, statistics.sd]).all()
    assert not statistics.n.any()


VALUES = array([[4, 2], [NO, 3], [NO, NO], [0, 5]])


def test_totals_leave_incomplete_candidates_out():
    # (3 x 4 + 1 x 2) / 4 = 3.5; (3 x 0 + 1 x 5) / 4 = 1.25
    total = totals(VALUES, array([3, 1]), Incomplete.EXCLUDE)

    np.testing.assert_array_equal(total, [3.5, NO, NO, 1.25])
    assert is_incomplete(VALUES).tolist() == [False, True, True, False]


def test_totals_share_the_weights_among_the_criteria_that_have_a_value():
    # the second has only its 3, of weight 1: 3 / 1; the third has nothing
    total = totals(VALUES, array([3, 1]), Incomplete.RENORMALISE)

    np.testing.assert_array_equal(total, [3.5, 3.0, NO, 1.25])


def test_values_that_all_weigh_nothing_make_no_total():
    np.testing.assert_array_equal(totals(array([[NO, 3]]), array([1, 0]), Incomplete.RENORMALISE), [NO])


def test_percent_is_the_place_on_the_scale():
    # 100 (3.5 - 1) / 4 = 62.5
    np.testing.assert_array_equal(percentages(array([1, 3.5, 5, NO]), Scale(1, 5)), [0, 62.5, 100, NO])


def test_there_is_no_percent_where_the_scale_is_not_known():
    assert np.isnan(percentages(array([1, 3.5]), None)).all()


def test_a_value_under_the_threshold_is_told_and_one_that_reaches_it_is_not():
    value = array([[2.9, 1], [3 - 1e-12, 1], [NO, 1]])

    assert below_threshold(value, array([3, NO])).tolist() == [[True, False], [False, False], [False, False]]
    assert not below_threshold(value, None).any()
