"""Moments of a consultation, as people write them."""

import pytest

from rapporteur_app.consultation.moments import is_before, moment
from rapporteur_app.errors import BadInput


@pytest.mark.parametrize(
    ("text", "end", "kept"),
    [
        ("2021-04-13T08:00", False, "2021-04-13T08:00:00-04:00"),
        ("2021-04-13 08:00", False, "2021-04-13T08:00:00-04:00"),
        ("2021-04-13", False, "2021-04-13T00:00:00-04:00"),
        ("2021-04-13", True, "2021-04-13T23:59:00-04:00"),
        ("2021-04-13T08:00:30-05:00", True, "2021-04-13T08:00:30-05:00"),
    ],
)
def test_a_moment_is_kept_with_its_offset(text, end, kept):
    assert moment(text, "America/Santiago", end=end) == kept


def test_what_is_no_moment_is_refused_with_an_example():
    with pytest.raises(BadInput, match="“13/04/2021” is not a date or moment such as 2021-04-13T08:00"):
        moment("13/04/2021", "UTC")


def test_moments_are_compared_whatever_their_offsets():
    assert is_before("2021-04-13T08:00:00-04:00", "2021-04-13T08:00:00-05:00")
    assert not is_before("2021-04-13T08:00:00-05:00", "2021-04-13T08:00:00-04:00")
