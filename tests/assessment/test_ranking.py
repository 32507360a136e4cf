import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.assessment.ranking import order, ranks

NO = np.nan


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([3, 4, 4, 5], [4, 2, 2, 1]),
        ([4, 4, 4], [1, 1, 1]),
        ([NO, 4, NO, 5], [0, 2, 0, 1]),
        ([NO, NO], [0, 0]),
        ([], []),
        ([0, -1], [1, 2]),
        ([0.1 + 0.2, 0.3], [1, 1]),  # 0.30000000000000004 is 0.3
        ([3, 3 + 5e-10], [1, 1]),  # equal within 1e-9
        ([3, 3 + 2e-9], [2, 1]),  # not equal any more
        ([3.04, 3.01], [1, 2]),  # both are shown as 3.0
    ],
)
def test_ranks(totals, expected):
    assert ranks(np.array(totals, dtype=float)).tolist() == expected


VALUE = np.array([[5, 2, 1], [4, 3, 1], [4, 3, 2], [5, 5, 5], [NO, 3, 3]])
RANK = np.array([2, 2, 2, 1, 2])


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ((), [2, 2, 2, 1, 2]),
        ((0,), [2, 3, 3, 1, 5]),  # 5 leads, the two with 4 share, no value comes last
        ((1,), [5, 2, 2, 1, 2]),  # three share 3, then 2
        ((1, 2), [5, 4, 3, 1, 2]),  # those three by the third criterion: 3, 2, 1
        ((0, 1), [2, 3, 3, 1, 5]),  # 3 and 3: the chain does not tell them apart
        ((0, 2), [2, 4, 3, 1, 5]),
    ],
)
def test_the_tie_break_gives_an_order_and_leaves_the_rank(chain, expected):
    before = RANK.copy()

    assert order(RANK, VALUE, chain).tolist() == expected
    assert RANK.tolist() == before.tolist()


def test_the_tie_break_does_not_order_whom_the_rank_tells_apart():
    assert order(np.array([1, 2]), np.array([[1.0], [5.0]]), (0,)).tolist() == [1, 2]


def test_the_tie_break_gives_no_place_to_whom_has_no_rank():
    assert order(np.array([1, 0, 0]), np.array([[1.0], [5.0], [4.0]]), (0,)).tolist() == [1, 0, 0]


TOTALS = st.lists(st.one_of(st.integers(0, 20).map(lambda step: step / 4), st.just(NO)), max_size=12).map(np.array)


@given(TOTALS)
def test_a_rank_is_one_more_than_how_many_are_better(totals):
    rank = ranks(totals)

    for mine, total in zip(rank, totals, strict=True):
        assert mine == (0 if np.isnan(total) else 1 + np.count_nonzero(totals > total))


@given(st.data(), TOTALS)
def test_the_order_keeps_to_the_ranks(data, totals):
    values = st.integers(0, 2).map(float)
    value = np.array([[data.draw(values), data.draw(values)] for _ in totals]).reshape(-1, 2)
    rank = ranks(totals)

    places = order(rank, value, (1, 0))

    for one in range(len(totals)):
        for other in range(len(totals)):
            if 0 < rank[one] < rank[other]:
                assert places[one] < places[other]
            if rank[one] == rank[other] > 0:
                mine, theirs = tuple(value[one][::-1]), tuple(value[other][::-1])
                assert (places[one] < places[other]) == (mine > theirs)
    assert ((places == 0) == (rank == 0)).all()
