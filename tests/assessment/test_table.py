import numpy as np
import pytest

from rapporteur_app.assessment.analysis import analyse
from rapporteur_app.assessment.policy import Aggregate, Policy
from rapporteur_app.assessment.states import CellState
from rapporteur_app.assessment.table import read_table
from rapporteur_app.errors import BadInput


def rows(*lines):
    """Lines of candidate, assessor, criterion, score."""
    return [dict(zip(("candidate", "assessor", "criterion", "score"), line, strict=True)) for line in lines]


def weights(**given):
    return [{"criterion": criterion, "weight": weight} for criterion, weight in given.items()]


ONE = rows(("Ana", "m1", "exp", "4"))


def test_names_stand_as_first_seen_and_pairs_without_a_row_are_not_yet_scored():
    table = read_table(rows(("Bea", "m2", "lang", "3"), ("Ana", "m1", "exp", "5"), ("Bea", "m1", "exp", "4,5")))

    assert (table.candidates, table.assessors, table.criteria) == (("Bea", "Ana"), ("m2", "m1"), ("lang", "exp"))
    nan = np.nan  # assessor m2, then m1; Bea, then Ana; lang, then exp
    expected = [[[3, nan], [nan, nan]], [[nan, 4.5], [nan, 5]]]
    np.testing.assert_array_equal(table.problem.scores.values, expected)
    assert table.problem.scores.states[0, 1, 0] == CellState.NOT_YET
    assert table.problem.scale is None


def test_a_table_is_analysed_as_it_stands():
    # Ana: exp (4 + 5) / 2, lang 2; Bea: exp 3, lang 4. Weights 3 to 1: 15.5 / 4 and 13 / 4
    table = read_table(
        rows(
            ("Ana", "m1", "exp", "4"),
            ("Ana", "m2", "exp", "5"),
            ("Ana", "m1", "lang", "2"),
            ("Bea", "m1", "exp", "3"),
            ("Bea", "m1", "lang", "4"),
        ),
        weights(exp="0.75", lang="0,25"),
    )

    result = analyse(table.problem)

    assert result.total.tolist() == [3.875, 3.25]
    assert result.rank.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("cell", "state", "value"),
    [
        ("4", CellState.SCORED, 4),
        (" 4.5 ", CellState.SCORED, 4.5),
        ("4,5", CellState.SCORED, 4.5),
        ("0", CellState.SCORED, 0),
        ("-1", CellState.SCORED, -1),
        ("1e2", CellState.SCORED, 100),
        (4, CellState.SCORED, 4),
        (4.5, CellState.SCORED, 4.5),
        (0.0, CellState.SCORED, 0),
        ("", CellState.NOT_YET, None),
        ("  ", CellState.NOT_YET, None),
        (None, CellState.NOT_YET, None),
        ("AB", CellState.ABSTAINED, None),
        ("ab", CellState.ABSTAINED, None),
        ("IE", CellState.INSUFFICIENT_EVIDENCE, None),
    ],
)
def test_what_may_stand_in_a_score_cell(cell, state, value):
    scores = read_table(rows(("Ana", "m1", "exp", cell))).problem.scores

    assert scores.states.item() == state
    assert (None if np.isnan(scores.values).all() else scores.values.item()) == value


@pytest.mark.parametrize(
    "cell", ["four", "4 5", "1.000,5", "1,000.5", "nan", "inf", "1e999", "1_0", "N/A", "recused", "4/5", True, "#N/A"]
)
def test_what_is_no_score_is_refused_with_its_row_and_column(cell):
    with pytest.raises(BadInput, match=r"Row 3, column “score”: “.+” is no score"):
        read_table([*ONE, *rows(("Ana", "m2", "exp", cell))])


@pytest.mark.parametrize(("first", "second"), [("4", "4"), ("4", ""), ("", "5")])
def test_the_same_score_twice_is_refused(first, second):
    table = rows(("Ana", "m1", "exp", first), ("Bea", "m1", "exp", "3"), (" Ana", "m1", "exp ", second))

    with pytest.raises(BadInput, match=r"Row 4, column “score”: m1 on Ana, exp stands in row 2 already"):
        read_table(table)


@pytest.mark.parametrize("column", ["candidate", "assessor", "criterion"])
def test_a_name_is_not_left_blank(column):
    with pytest.raises(BadInput, match=f"Row 3, column “{column}” is blank"):
        read_table([*ONE, {**ONE[0], column: " "}])


@pytest.mark.parametrize("column", ["candidate", "assessor", "criterion", "score"])
def test_a_missing_column_is_named(column):
    with pytest.raises(BadInput, match=f"The score table has no column “{column}”"):
        read_table([{header: text for header, text in ONE[0].items() if header != column}])


def test_headers_may_be_in_capitals_other_columns_are_ignored_and_blank_rows_skipped():
    full = {"Candidate ": 7.0, "ASSESSOR": "m1", "Criterion": "exp", "Score": "4", "comment": "good", None: ["x"]}
    blank = dict.fromkeys(full, "")

    table = read_table([full, {**blank, "comment": "a note below"}, {**full, "Candidate ": "8"}])

    assert table.candidates == ("7", "8")


@pytest.mark.parametrize("table", [[], rows(("", "", "", ""))])
def test_a_table_without_rows_is_refused(table):
    with pytest.raises(BadInput, match="holds no row"):
        read_table(table)


def test_without_weights_they_are_equal():
    table = read_table(rows(("Ana", "m1", "exp", "4"), ("Ana", "m1", "lang", "4")))

    assert table.problem.weights.tolist() == [1, 1]


def test_the_criteria_stand_in_the_order_of_the_weights():
    table = read_table(rows(("Ana", "m1", "exp", "4"), ("Ana", "m1", "lang", "2")), weights(lang=25.0, exp="75"))

    assert table.criteria == ("lang", "exp")
    assert table.problem.weights.tolist() == [25, 75]
    assert table.problem.scores.values.tolist() == [[[2, 4]]]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (weights(lang="1"), "Weights, row 2, column “criterion”: no score is on “lang”"),
        (weights(exp="1") * 2, "Weights, row 3, column “criterion”: “exp” stands there twice"),
        (weights(exp=""), "Weights, row 2, column “weight”: “” is no weight"),
        (weights(exp="much"), "Weights, row 2, column “weight”: “much” is no weight"),
        (weights(exp="-1"), "Weights, row 2, column “weight”: “-1” is no weight"),
        (weights(exp="0"), "No scored criterion carries weight"),
        ([{"criterion": "exp"}], "The table of weights has no column “weight”"),
        ([], "Row 2, column “criterion”: “exp” has no weight"),
    ],
)
def test_weights_that_do_not_fit_are_refused(given, refused):
    with pytest.raises(BadInput) as error:
        read_table(ONE, given)

    assert refused in str(error.value)


def test_policy_draws_and_seed_are_handed_on():
    policy = Policy(Aggregate.MEDIAN)

    problem = read_table(ONE, policy=policy, draws=7, seed=3).problem

    assert (problem.policy, problem.draws, problem.seed) == (policy, 7, 3)
