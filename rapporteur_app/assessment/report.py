"""An analysis in the words of the command line (cli.md, `analyse` and `results`)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur_app.assessment.analysis import Analysis
from rapporteur_app.assessment.arrays import UNRANKED


@dataclass(frozen=True)
class Labels:
    """What the indices of an analysis stand for, each in the order of the problem.

    Attributes:
        ids: of the candidates, such as C12.
        names: of the candidates.
        criteria: codes of the scored criteria.
        gates: codes of the gates.

    Raises:
        ValueError: from `as_json`, where there are more or fewer of them than in the analysis.
    """

    ids: Sequence[str]
    names: Sequence[str]
    criteria: Sequence[str]
    gates: Sequence[str] = ()


def as_json(analysis: Analysis, labels: Labels, policy: Mapping[str, object] | None = None) -> dict[str, object]:
    """The object that `analyse` and `results` print, of plain Python values; candidates in the problem's order.

    Args:
        analysis: what was computed.
        labels: what its indices stand for.
        policy: the rest of the selection's policy, told beside the part that the arithmetic used.

    Raises:
        ValueError: the labels are more or fewer than what they name.
    """
    _check(analysis, labels)
    return {
        "candidates": [_candidate(analysis, index, labels) for index in range(len(labels.ids))],
        "agreement": None,
        "robustness": None,
        "policy": {**(policy or {}), **_policy(analysis, labels)},
    }


def _check(analysis: Analysis, labels: Labels) -> None:
    candidates, gates, _ = analysis.gates.shape
    needed = (candidates, candidates, analysis.problem.weights.size, gates)
    given = tuple(len(names) for names in (labels.ids, labels.names, labels.criteria, labels.gates))
    if given != needed:
        raise ValueError(f"labels for {given} of {needed} ids, names, criteria and gates")


def _candidate(analysis: Analysis, index: int, labels: Labels) -> dict[str, object]:
    return {
        "id": labels.ids[index],
        "name": labels.names[index],
        "rank": _place(analysis.rank[index]),
        "order": _place(analysis.order[index]),
        "total": _number(analysis.total[index]),
        "percent": _number(analysis.percent[index]),
        "incomplete": bool(analysis.incomplete[index]),
        "below": [code for code, below in zip(labels.criteria, analysis.below[index], strict=True) if below],
        "gates": _gates(analysis, index, labels),
        "criteria": {code: _criterion(analysis, index, column) for column, code in enumerate(labels.criteria)},
        **_shares(analysis, index),
    }


def _gates(analysis: Analysis, index: int, labels: Labels) -> dict[str, object]:
    counted = zip(labels.gates, analysis.gates[index].tolist(), strict=True)
    return {code: {"pass": passes, "concern": concerns} for code, (passes, concerns) in counted}


def _criterion(analysis: Analysis, index: int, column: int) -> dict[str, object]:
    statistics = analysis.statistics
    return {
        "value": _number(statistics.value[index, column]),
        "mean": _number(statistics.mean[index, column]),
        "median": _number(statistics.median[index, column]),
        "sd": _number(statistics.sd[index, column]),
        "n": int(statistics.n[index, column]),
    }


def _shares(analysis: Analysis, index: int) -> dict[str, object]:
    shares = analysis.robustness
    known = not math.isnan(shares.first_share[index])
    return {
        "first_share": _number(shares.first_share[index]),
        "rank_acceptability": shares.rank_acceptability[index].tolist() if known else None,
        "first_share_uniform": _number(shares.first_share_uniform[index]),
    }


def _policy(analysis: Analysis, labels: Labels) -> dict[str, object]:
    problem, policy = analysis.problem, analysis.problem.policy
    return {
        "aggregate": policy.aggregate.value,
        "trim": policy.trim,
        "incomplete": policy.incomplete.value,
        "tie_break": [labels.criteria[criterion] for criterion in policy.tie_break],
        "below_threshold": policy.below_threshold.value,
        "weights": dict(zip(labels.criteria, problem.weights.tolist(), strict=True)),
        "draws": problem.draws,
        "seed": problem.seed,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _place(value: int) -> int | None:
    return None if value == UNRANKED else int(value)
