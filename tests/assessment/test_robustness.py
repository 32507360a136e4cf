import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rapporteur_app.assessment import robustness as module
from rapporteur_app.assessment.robustness import draw_weights, robustness

NO = np.nan
EVEN = np.ones(2)


def firm(value, weights=EVEN, draws=1000, seed=0):
    value = np.array(value, dtype=float)
    ranked = ~np.isnan(value).all(axis=1)
    return robustness(value, np.array(weights, dtype=float), ranked, draws, seed)


def test_who_is_better_on_everything_is_first_in_every_draw():
    shares = firm([[4, 4], [5, 5], [3, 3]])

    assert shares.first_share.tolist() == [0, 1, 0]
    assert shares.first_share_uniform.tolist() == [0, 1, 0]
    assert shares.rank_acceptability.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 1]]


def test_identical_candidates_share_every_draw():
    # all three tie at ranks 1, 2, 3 in each draw: 1/3 of each rank for each
    shares = firm([[4, 5], [4, 5], [4, 5]])

    np.testing.assert_allclose(shares.first_share, np.full(3, 1 / 3), atol=1e-12)
    np.testing.assert_allclose(shares.rank_acceptability, np.full((3, 3), 1 / 3), atol=1e-12)


def test_two_who_tie_behind_a_first_share_the_second_and_third_rank():
    shares = firm([[3, 3], [5, 5], [3, 3], [1, 1]])

    assert shares.rank_acceptability.tolist() == [[0, 0.5, 0.5, 0], [1, 0, 0, 0], [0, 0.5, 0.5, 0], [0, 0, 0, 1]]


def test_different_values_tie_where_only_a_criterion_without_weight_tells_them_apart():
    shares = firm([[4, 5], [4, 1]], weights=[1, 0])

    assert shares.first_share.tolist() == [0.5, 0.5]
    assert shares.first_share_uniform.tolist() == [1, 0]  # there the second criterion does weigh


def test_mirrored_candidates_split_the_uniform_draws():
    # first exactly when the first weight is over 1/2, which of Beta(1, 1) has probability 1/2;
    # standard error of 10,000 draws: 0.005
    shares = firm([[5, 1], [1, 5]], draws=10_000)

    assert shares.first_share_uniform[0] == pytest.approx(0.5, abs=0.02)
    assert shares.first_share[0] == pytest.approx(0.5, abs=0.02)


def test_the_share_of_the_uniform_draws_is_the_length_of_the_interval():
    # 5w + 1(1 - w) > 3 + ... : A = 1 + 4w, B = 4; A leads for w > 3/4, a quarter of the interval
    shares = firm([[5, 1], [4, 4]], draws=10_000)

    assert shares.first_share_uniform[0] == pytest.approx(0.25, abs=0.02)


def test_draws_around_the_agreed_weights_keep_to_them():
    # weights 0.9 and 0.1: w is Beta(45, 5), 3/4 lies 3.5 standard deviations below its mean
    shares = firm([[5, 1], [4, 4]], weights=[9, 1], draws=10_000)

    assert shares.first_share[0] > 0.98


def test_a_missing_value_shares_the_drawn_weights_among_the_others():
    # the first has 4 in every draw, whatever the weights; the second lies between 1 and 3
    shares = firm([[4, NO], [1, 3]])

    assert shares.first_share.tolist() == [1, 0]


def test_a_missing_value_ties_where_the_others_say_the_same():
    shares = firm([[4, NO], [4, 4], [NO, 4]])

    np.testing.assert_allclose(shares.first_share, np.full(3, 1 / 3), atol=1e-12)


def test_a_value_on_a_criterion_of_hardly_any_weight_still_makes_a_total():
    # Dirichlet(5e-5) underflows to 0 in most draws
    shares = firm([[NO, 5], [4, 4]], weights=[1e6, 1])

    assert shares.first_share.tolist() == [1, 0]


def test_who_has_no_rank_has_no_share():
    shares = firm([[4, 4], [NO, NO], [5, 5]])

    np.testing.assert_array_equal(shares.first_share, [0, NO, 1])
    np.testing.assert_array_equal(shares.rank_acceptability, [[0, 1], [NO, NO], [1, 0]])


@pytest.mark.parametrize(("value", "draws"), [([[NO, NO]], 10), (np.zeros((0, 2)), 10), ([[4, 4]], 0)])
def test_without_candidates_or_draws_there_are_no_shares(value, draws):
    shares = firm(value, draws=draws)

    assert np.isnan(shares.first_share).all()
    assert np.isnan(shares.first_share_uniform).all()
    assert np.isnan(shares.rank_acceptability).all()


def test_five_hundred_pairs_of_twins_tie_in_every_draw():
    pool = np.random.default_rng(3).uniform(1, 5, (500, 8)).round(2)
    value = np.concatenate([pool, pool])[np.random.default_rng(4).permutation(1000)]

    shares = firm(value, weights=np.arange(1, 9), draws=200)

    for row in pool:
        twins = np.flatnonzero((value == row).all(axis=1))
        assert len({tuple(shares.rank_acceptability[twin]) for twin in twins}) == 1
        assert len({shares.first_share_uniform[twin] for twin in twins}) == 1


def test_the_result_does_not_depend_on_how_many_draws_are_held_at_a_time(monkeypatch):
    value = np.random.default_rng(5).integers(1, 6, (7, 3)).astype(float)
    at_once = firm(value, weights=[3, 2, 1])
    monkeypatch.setattr(module, "CELLS_AT_ONCE", 50)

    in_pieces = firm(value, weights=[3, 2, 1])

    np.testing.assert_allclose(in_pieces.rank_acceptability, at_once.rank_acceptability, atol=1e-12)


def test_the_seed_decides_the_draws():
    value = [[5, 1], [1, 5], [4, 2]]

    assert firm(value).rank_acceptability.tolist() == firm(value).rank_acceptability.tolist()
    assert firm(value).rank_acceptability.tolist() != firm(value, seed=1).rank_acceptability.tolist()


def test_drawn_weights_sum_to_1_around_the_agreed_ones():
    weights = draw_weights(50 * np.array([0.5, 0.0, 0.3, 0.2]), 10_000, 0)

    np.testing.assert_allclose(weights.sum(axis=1), 1)
    np.testing.assert_allclose(weights.mean(axis=0), [0.5, 0, 0.3, 0.2], atol=0.01)
    assert not weights[:, 1].any()


VALUES = st.tuples(st.integers(1, 6), st.integers(1, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 1.0, 2.5, 3.0, NO]))
)


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_shares_sum_to_1_for_each_candidate_and_each_rank(value):
    ranked = ~np.isnan(value).all(axis=1)
    shares = firm(value, weights=np.ones(value.shape[1]), draws=50)

    held = shares.rank_acceptability[ranked]
    np.testing.assert_allclose(held.sum(axis=1), 1)
    if ranked.any():
        np.testing.assert_allclose(held.sum(axis=0), 1)
        assert shares.first_share_uniform[ranked].sum() == pytest.approx(1)
    assert (held >= 0).all()
    np.testing.assert_array_equal(held[:, :1].ravel(), shares.first_share[ranked])


def by_hand(value, weights):
    """Rank acceptability as its definition says it, one draw and one candidate after the other."""
    held = np.zeros((len(value), len(value)))
    for draw in weights:
        totals = [sum(w * v for w, v in zip(draw, row, strict=True)) for row in value]
        for one, mine in enumerate(totals):
            better = sum(other > mine + 1e-9 for other in totals)
            equal = sum(abs(other - mine) <= 1e-9 for other in totals)
            held[one, better : better + equal] += 1 / equal
    return held / len(weights)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6).flatmap(lambda n: arrays(float, (n, 3), elements=st.integers(0, 3).map(float))))
def test_the_shares_are_what_counting_one_by_one_gives(value):
    weights = np.array([2.0, 1.0, 1.0])

    expected = by_hand(value, draw_weights(50 * weights / 4, 40, 0))

    np.testing.assert_allclose(firm(value, weights, draws=40).rank_acceptability, expected, atol=1e-9)
