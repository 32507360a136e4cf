import json

import numpy as np
import pytest

from rapporteur_app.assessment.analysis import analyse
from rapporteur_app.assessment.gates import Verdict
from rapporteur_app.assessment.policy import Aggregate, Policy
from rapporteur_app.assessment.problem import Problem, Scale
from rapporteur_app.assessment.report import Labels, as_json
from rapporteur_app.assessment.states import Scores

NO = np.nan
LABELS = Labels(["C1", "C2"], ["Ana", "Bea"], ["exp", "lang"], ["integrity"])


def analysis(**more):
    """Ana: exp (4 + 5) / 2, lang (3 + 2) / 2, total (3 x 4.5 + 2.5) / 4 = 4. Bea has no value on lang."""
    scores = Scores.of(np.array([[[4, 3], [2, NO]], [[5, 2], [NO, NO]]], dtype=float))
    gates = np.array([[[Verdict.PASS], [Verdict.CONCERN]], [[Verdict.PASS], [Verdict.NONE]]], dtype=np.int64)
    kinds = {"scale": Scale(1, 5), "thresholds": np.array([3.0, NO]), "gates": gates, "draws": 10, **more}
    return analyse(Problem(scores, np.array([3.0, 1.0]), **kinds))


def test_the_object_is_that_of_the_command_line():
    assert as_json(analysis(), LABELS) == {
        "candidates": [
            {
                "id": "C1",
                "name": "Ana",
                "rank": 1,
                "order": 1,
                "total": 4.0,
                "percent": 75.0,
                "incomplete": False,
                "below": [],
                "gates": {"integrity": {"pass": 2, "concern": 0}},
                "criteria": {
                    "exp": {"value": 4.5, "mean": 4.5, "median": 4.5, "sd": pytest.approx(0.5**0.5), "n": 2},
                    "lang": {"value": 2.5, "mean": 2.5, "median": 2.5, "sd": pytest.approx(0.5**0.5), "n": 2},
                },
                "first_share": 1.0,
                "rank_acceptability": [1.0],
                "first_share_uniform": 1.0,
            },
            {
                "id": "C2",
                "name": "Bea",
                "rank": None,
                "order": None,
                "total": None,
                "percent": None,
                "incomplete": True,
                "below": ["exp"],
                "gates": {"integrity": {"pass": 0, "concern": 1}},
                "criteria": {
                    "exp": {"value": 2.0, "mean": 2.0, "median": 2.0, "sd": None, "n": 1},
                    "lang": {"value": None, "mean": None, "median": None, "sd": None, "n": 0},
                },
                "first_share": None,
                "rank_acceptability": None,
                "first_share_uniform": None,
            },
        ],
        "agreement": None,
        "robustness": None,
        "policy": {
            "aggregate": "mean",
            "trim": 0,
            "incomplete": "exclude",
            "tie_break": [],
            "below_threshold": "reason",
            "weights": {"exp": 3.0, "lang": 1.0},
            "draws": 10,
            "seed": 0,
        },
    }


def test_it_holds_plain_values_only_and_no_number_that_json_does_not_know():
    text = json.dumps(as_json(analysis(), LABELS), allow_nan=False)

    assert json.loads(text) == as_json(analysis(), LABELS)


def test_without_draws_the_shares_are_null():
    first, _ = as_json(analysis(draws=0), LABELS)["candidates"]

    assert (first["first_share"], first["rank_acceptability"], first["first_share_uniform"]) == (None, None, None)


def test_the_policy_that_was_computed_with_stands_beside_the_rest_of_the_selections():
    used = Policy(Aggregate.TRIMMED, trim=0, tie_break=(1, 0))

    told = as_json(analysis(policy=used), LABELS, {"affinity": "allow", "aggregate": "median"})["policy"]

    assert (told["affinity"], told["aggregate"], told["tie_break"]) == ("allow", "trimmed", ["lang", "exp"])


@pytest.mark.parametrize(
    "labels",
    [
        Labels(["C1"], ["Ana"], ["exp", "lang"], ["integrity"]),
        Labels(["C1", "C2"], ["Ana"], ["exp", "lang"], ["integrity"]),
        Labels(["C1", "C2"], ["Ana", "Bea"], ["exp"], ["integrity"]),
        Labels(["C1", "C2"], ["Ana", "Bea"], ["exp", "lang"]),
    ],
)
def test_labels_fit_what_they_name(labels):
    with pytest.raises(ValueError, match="labels"):
        as_json(analysis(), labels)
