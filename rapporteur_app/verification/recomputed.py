"""Ranks and totals once more, from the opened scores, in plain arithmetic: not the ranking's own code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from rapporteur_app.model import Ballot, Opening, Score, ScoreState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapporteur_app.results.ranking import Ranking
    from rapporteur_app.setup.rubric import Rubric
    from rapporteur_app.workspace import Reader

EQUAL_WITHIN = 1e-9


@dataclass(frozen=True)
class Place:
    """What a candidate's scores come to: the weighted mean and the rank; None for a candidate who has none."""

    total: float | None
    rank: int | None


def recomputed(reader: Reader, ranking: Ranking) -> dict[int, Place]:
    """By number of a candidate of the ranking: total and rank, from the scores of the ballots that counted.

    Recused pairs give nothing. Equal within 1e-9 is equal; ranks run 1, 2, 2, 4.
    """
    given = _given(reader, ranking)
    totals = {
        person.id: _total({code: _value(given[person.id, code], ranking.policy) for code in ranking.rubric.shares},
                          ranking.rubric, ranking.policy)
        for person in ranking.persons
    }  # fmt: skip
    ranks = _ranks(totals)
    return {number: Place(total, ranks.get(number)) for number, total in totals.items()}


def _given(reader: Reader, ranking: Ranking) -> defaultdict[tuple[int, str], list[float]]:
    """By candidate and criterion: the scores that count."""
    opening = reader.first(Opening, round=ranking.round)
    counted = opening.counted if opening else []
    members = {
        ballot.id: ballot.member_id for ballot in reader.all(Ballot, without=Ballot.data) if ballot.id in counted
    }
    found = defaultdict[tuple[int, str], list[float]](list)
    for row in reader.all(Score, round=ranking.round, state=ScoreState.SCORED):
        own = members.get(row.ballot_id) == row.member_id
        if own and row.value is not None and (row.member_id, row.candidate_id) not in ranking.recused:
            found[row.candidate_id, row.criterion].append(row.value)
    return found


def _value(scores: list[float], policy: Mapping[str, str]) -> float | None:
    kept = sorted(scores)
    if policy["policy.aggregate"] == "trimmed":
        drop = int(policy["policy.trim"])
        kept = kept[drop : len(kept) - drop]
    if not kept:
        return None
    return median(kept) if policy["policy.aggregate"] == "median" else fmean(kept)


def _total(values: Mapping[str, float | None], rubric: Rubric, policy: Mapping[str, str]) -> float | None:
    weights = {criterion.code: criterion.weight for criterion in rubric.scored}
    there = {code: value for code, value in values.items() if value is not None}
    if len(there) < len(values) and policy["policy.incomplete"] != "renormalise":
        return None
    weight = sum(weights[code] for code in there)
    return sum(weights[code] * value for code, value in there.items()) / weight if weight else None


def _ranks(totals: Mapping[int, float | None]) -> dict[int, int]:
    ordered = sorted(((total, number) for number, total in totals.items() if total is not None), reverse=True)
    ranks, above, rank = dict[int, int](), None, 0
    for place, (total, number) in enumerate(ordered, start=1):
        if above is None or total < above - EQUAL_WITHIN:
            rank = place
        ranks[number], above = rank, total
    return ranks
