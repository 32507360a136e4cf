"""Gates (integrity, independence, impartiality): counted beside the ranking, never scored."""

from enum import IntEnum

import numpy as np

from rapporteur_app.assessment.arrays import BoolArray, IntArray


class Verdict(IntEnum):
    """What an assessor says of a candidate at a gate, as a code that arrays can hold."""

    NONE = 0
    PASS = 1
    CONCERN = 2


def count_verdicts(verdicts: IntArray) -> IntArray:
    """How many assessors say 'pass' and how many 'concern'.

    Args:
        verdicts: codes of `Verdict`, shape (assessors, candidates, gates).

    Returns:
        Shape (candidates, gates, 2): passes, then concerns.
    """
    counted = [np.count_nonzero(verdicts == verdict, axis=0) for verdict in (Verdict.PASS, Verdict.CONCERN)]
    return np.stack(counted, axis=-1).astype(np.int64)


def without_recused(verdicts: IntArray, recused: BoolArray) -> IntArray:
    """The verdicts, shape (assessors, candidates, gates), with those of recused pairs (assessors, candidates) out."""
    return np.where(recused[:, :, np.newaxis], int(Verdict.NONE), verdicts)
