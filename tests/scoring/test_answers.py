"""Answers: what a cell may hold, and what a final ballot still misses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.errors import BadInput
from rapporteur_app.model import ScoreState
from rapporteur_app.scoring.answers import Answer, count_given, missing, parse_answer, scale_values, to_score
from rapporteur_app.setup.rubric import CommentRule, Criterion, CriterionKind, Rubric, Scale

KNOW = Criterion("KNOW", {"en": "Knowledge"}, weight=1)
GATE = Criterion("INTEG", {"en": "Integrity"}, kind=CriterionKind.GATE)
FIVE = Scale(1, 5, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4), ("4.0", 4), ("4,0", 4), ("4 - Strong", 4), ("4 – Fuerte", 4), ("4: ok", 4), (" 5 ", 5), ("4) good", 4),
     ("4.", 4), ("+4", 4)],
)  # fmt: skip
def test_a_score_as_people_write_it(text, value):
    answer = parse_answer(1, KNOW, FIVE, text)
    assert (answer.state, answer.value) == (ScoreState.SCORED, value)


@pytest.mark.parametrize(
    "text", ["0", "6", "4.5", "-1", "4,5", "four", "4/5", "45", "1e0", "4 - 5", "nan", "٤", "4-5", "IEE"]
)
def test_what_is_no_score_on_this_scale(text):
    with pytest.raises(BadInput) as caught:
        parse_answer(1, KNOW, FIVE, text)
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("IE", ScoreState.INSUFFICIENT_EVIDENCE),
        ("ie ", ScoreState.INSUFFICIENT_EVIDENCE),
        ("ab", ScoreState.ABSTAINED),
        ("", ScoreState.NOT_YET),
        ("  ", ScoreState.NOT_YET),
    ],
)
@pytest.mark.parametrize("criterion", [KNOW, GATE])
def test_the_states_that_are_not_zero(criterion, text, state):
    answer = parse_answer(1, criterion, Scale(0, 4, 1), text)
    assert (answer.state, answer.value) == (state, None)


def test_zero_is_a_score_where_the_scale_has_it():
    answer = parse_answer(1, KNOW, Scale(0, 4, 1), "0")
    assert (answer.value, answer.given) == (0, True)


@pytest.mark.parametrize(("text", "state"), [("pass", ScoreState.PASS), ("CONCERN", ScoreState.CONCERN)])
def test_a_gate(text, state):
    assert parse_answer(1, GATE, FIVE, text).state is state


@pytest.mark.parametrize("text", ["4", "fail", "yes"])
def test_a_gate_takes_no_score(text):
    with pytest.raises(BadInput, match="neither pass nor concern"):
        parse_answer(1, GATE, FIVE, text)


def test_a_comment_has_an_end():
    parse_answer(1, KNOW, FIVE, "4", "x" * 2000)
    with pytest.raises(BadInput, match="2000"):
        parse_answer(1, KNOW, FIVE, "4", "x" * 2001)


scales = st.builds(
    lambda low, steps, step: Scale(low, low + steps * step, step),
    st.integers(-3, 3), st.integers(1, 20), st.sampled_from([0.1, 0.25, 0.5, 1, 2]),
)  # fmt: skip


@given(scales, st.data(), st.sampled_from(["{}", "{} ", " {}", "{} - x", "{} – Fuerte"]), st.booleans())
def test_every_step_of_every_scale_reads_back(scale, data, form, comma):
    value = data.draw(st.sampled_from(scale_values(scale)))
    text = f"{round(value, 6):g}"
    answer = parse_answer(1, KNOW, scale, form.format(text.replace(".", ",") if comma else text))
    assert answer.value == pytest.approx(value)
    assert parse_answer(1, KNOW, scale, answer.shown).value == answer.value


@given(st.text(max_size=12))
def test_any_text_is_an_answer_or_a_sentence(text):
    try:
        answer = parse_answer(1, KNOW, FIVE, text)
    except BadInput:
        return
    assert answer.state is not ScoreState.SCORED or answer.value in (1, 2, 3, 4, 5)


RUBRIC = Rubric(
    criteria=(
        Criterion("A", {"en": "a"}, weight=1, comment_rule=CommentRule.ALWAYS),
        Criterion("B", {"en": "b"}, weight=1, comment_rule=CommentRule.EXTREMES),
        Criterion("G", {"en": "g"}, kind=CriterionKind.GATE),
        Criterion("C", {"en": "c"}, kind=CriterionKind.CONSIDERED),
    )
)


def answers(a, b, g, comment=""):
    cells = zip(to_score(RUBRIC), (a, b, g), strict=True)
    return {(1, c.code): parse_answer(1, c, RUBRIC.scale, text, comment) for c, text in cells}


def test_what_is_considered_is_not_scored():
    assert [criterion.code for criterion in to_score(RUBRIC)] == ["A", "B", "G"]


@pytest.mark.parametrize(
    ("given_", "comment", "gaps"),
    [
        (("3", "3", "pass"), "why", []),
        (("IE", "AB", "IE"), "", []),
        (("", "", ""), "", ["A: no", "B: no", "G: no"]),
        (("3", "3", "pass"), "", ["A: a comment"]),
        (("3", "5", "pass"), "", ["A: a comment", "B: a comment"]),
        (("IE", "1", "concern"), "", ["B: a comment", "G: a comment"]),
    ],
)
def test_what_a_final_ballot_misses(given_, comment, gaps):
    found = [str(gap) for gap in missing(RUBRIC, [1], answers(*given_, comment))]
    assert len(found) == len(gaps)
    assert all(part in text for part, text in zip(gaps, found, strict=True))


def test_answers_are_counted_alike():
    assert count_given([1], answers("3", "IE", "")) == 2
    assert count_given([2], answers("3", "IE", "pass")) == 0
    assert Answer(1, "A").shown == ""
