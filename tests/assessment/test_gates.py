import numpy as np

from rapporteur_app.assessment.gates import Verdict, count_verdicts, without_recused

P, C, N = Verdict.PASS, Verdict.CONCERN, Verdict.NONE

VERDICTS = np.array(  # three assessors, two candidates, two gates
    [
        [[P, P], [P, N]],
        [[C, P], [P, N]],
        [[C, N], [P, N]],
    ],
    dtype=np.int64,
)


def test_passes_and_concerns_are_counted_for_each_candidate_and_gate():
    assert count_verdicts(VERDICTS).tolist() == [[[1, 2], [2, 0]], [[3, 0], [0, 0]]]


def test_a_recused_assessor_does_not_count():
    recused = np.array([[False, False], [True, False], [False, True]])

    assert count_verdicts(without_recused(VERDICTS, recused)).tolist() == [[[1, 1], [1, 0]], [[2, 0], [0, 0]]]
