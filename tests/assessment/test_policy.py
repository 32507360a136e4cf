import pytest

from rapporteur_app.assessment.policy import Aggregate, BelowThreshold, Incomplete, Policy
from rapporteur_app.errors import BadInput


def test_without_a_word_it_is_the_mean_and_incomplete_candidates_are_left_out():
    policy = Policy()

    assert (policy.aggregate, policy.incomplete, policy.tie_break) == (Aggregate.MEAN, Incomplete.EXCLUDE, ())
    assert policy.below_threshold is BelowThreshold.REASON


def test_the_words_are_those_of_the_settings():
    assert [aggregate.value for aggregate in Aggregate] == ["mean", "median", "trimmed"]
    assert [incomplete.value for incomplete in Incomplete] == ["exclude", "renormalise"]
    assert [below.value for below in BelowThreshold] == ["reason", "exclude"]


def test_nobody_can_drop_a_negative_number_of_scores():
    with pytest.raises(BadInput, match="-1"):
        Policy(Aggregate.TRIMMED, trim=-1)
