"""The part of a selection's policy that the arithmetic needs."""

from dataclasses import dataclass
from enum import StrEnum

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message


class Aggregate(StrEnum):
    """How the scores of several assessors become the value of one criterion."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"


class Incomplete(StrEnum):
    """What becomes of a candidate without a value on some scored criterion."""

    EXCLUDE = "exclude"
    RENORMALISE = "renormalise"


class BelowThreshold(StrEnum):
    """How a candidate under a threshold may still enter the shortlist."""

    REASON = "reason"
    EXCLUDE = "exclude"


@dataclass(frozen=True)
class Policy:
    """How scores are turned into totals and an order; agreed and frozen before scoring.

    Attributes:
        aggregate: how a criterion's value is made.
        trim: K, how many of the highest and as many of the lowest scores a trimmed mean drops; unused otherwise.
        incomplete: whether an incomplete candidate is left unranked, or ranked on the criteria that have a value.
        tie_break: indices of criteria that order candidates of equal rank, the first one first; may be empty.
        below_threshold: what the shortlist asks of a candidate under a threshold; it changes no number.

    Raises:
        BadInput: a negative number of scores to drop.
    """

    aggregate: Aggregate = Aggregate.MEAN
    trim: int = 0
    incomplete: Incomplete = Incomplete.EXCLUDE
    tie_break: tuple[int, ...] = ()
    below_threshold: BelowThreshold = BelowThreshold.REASON

    def __post_init__(self) -> None:
        if self.trim < 0:
            raise BadInput(
                message(
                    "A trimmed mean drops 0 or more of the highest and lowest scores, not {trim}. Give another number.",
                    trim=self.trim,
                )
            )
