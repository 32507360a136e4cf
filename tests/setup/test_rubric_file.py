"""Rubric files: what is written is read again unchanged, and what is wrong is refused with criterion and field."""

import hashlib
from contextlib import suppress
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.errors import BadInput
from rapporteur_app.setup.rubric_file import (
    CommentRule,
    Criterion,
    CriterionKind,
    Rubric,
    Scale,
    canonical_bytes,
    parse_rubric,
    rubric_from_rows,
    rubric_hash,
    rubric_to_rows,
    rubric_to_toml,
)

SMALL = """
version = 2
scale = { min = 1, max = 5 }

[[criteria]]
code = "KNOW"
weight = 60
threshold = 2.5
comment_rule = "extremes"
title.en = "Knowledge"
title.es = "Conocimiento"
description.en = "Of the subject"
[criteria.anchors.en]
1 = "None"
5 = "All"

[[criteria]]
code = "INTE"
kind = "gate"
title.en = "Integrity"
"""


def test_a_rubric_is_read_from_toml():
    rubric = parse_rubric(SMALL)
    know, inte = rubric.criteria
    assert (rubric.version, rubric.scale) == (2, Scale(1, 5, 1))
    assert (know.code, know.kind, know.weight, know.threshold) == ("KNOW", "scored", 60.0, 2.5)
    assert (know.comment_rule, know.title["es"], know.anchors["en"][5]) == ("extremes", "Conocimiento", "All")
    assert (inte.kind, inte.weight, inte.threshold, inte.comment_rule) == ("gate", 0.0, None, "never")
    assert rubric.scored == (know,)
    assert rubric.criterion("INTE") is inte
    assert rubric.criterion("NONE") is None


def test_an_empty_list_of_criteria_is_a_rubric_that_was_said_to_be_empty():
    rubric = parse_rubric("criteria = []\nscale = { min = 0, max = 10, step = 0.5 }")
    assert rubric.criteria == ()
    assert parse_rubric(rubric_to_toml(rubric)) == rubric


def test_texts_are_kept_without_blanks_round_them_and_composed():
    rubric = parse_rubric(SMALL.replace('"Integrity"', '"""\n  Inte\\u0301grite\\r\\nzwei """'))
    assert rubric.criteria[1].title["en"] == "Intégrite\nzwei"


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ('code = "KNOW"', "", "criterion number 1, “code”: is missing."),
        ('code = "KNOW"', "code = 5", "criterion number 1, “code”: must be a text."),
        ('"KNOW"', '"two words"', "criterion number 1, “code”: must be a short word such as KNOW"),
        ('"KNOW"', '"None"', "criterion number 1, “code”: must be a short word such as KNOW"),
        ('"KNOW"', '"inte"', "The rubric, “criteria”: two criteria have the code INTE"),
        ("weight = 60", "weight = 0", "criterion KNOW, “weight”: must be more than 0."),
        ("weight = 60", "weight = -1", "criterion KNOW, “weight”: must be more than 0."),
        ("weight = 60", "weight = nan", "criterion KNOW, “weight”: must be a number."),
        ("weight = 60", "weight = 1" + "0" * 400, "criterion KNOW, “weight”: must be a number."),
        ("weight = 60", "weight = true", "criterion KNOW, “weight”: must be a number."),
        ("weight = 60", 'weight = "60"', "criterion KNOW, “weight”: must be a number."),
        ("weight = 60", "", "criterion KNOW, “weight”: is missing."),
        ("weight = 60", "wieght = 60\nweight = 60", "criterion KNOW, “wieght”: is not known here"),
        (
            'kind = "gate"',
            'kind = "veto"',
            "criterion INTE, “kind”: must be one of scored, gate, considered, not “veto”.",
        ),
        ('kind = "gate"', 'kind = "gate"\nweight = 5', "criterion INTE, “weight”: belongs to scored criteria only."),
        (
            'kind = "gate"',
            'kind = "gate"\nthreshold = 2',
            "criterion INTE, “threshold”: belongs to scored criteria only.",
        ),
        ('kind = "gate"', 'kind = "gate"\nanchors.en.1 = "x"', "criterion INTE, “anchors”: belongs to scored criteria"),
        ("2.5", "5.5", "criterion KNOW, “threshold”: must lie on the scale, from 1 to 5, not at 5.5."),
        ("2.5", "0", "criterion KNOW, “threshold”: must lie on the scale, from 1 to 5, not at 0."),
        ('"extremes"', '"sometimes"', "criterion KNOW, “comment_rule”: must be one of never, always, extremes"),
        ('5 = "All"', '6 = "All"', "criterion KNOW, “anchors.en.6”: is not a score of the scale from 1 to 5"),
        ('5 = "All"', '"1.5" = "All"', "criterion KNOW, “anchors.en.1.5”: is not a score of the scale"),
        ('5 = "All"', 'high = "All"', "criterion KNOW, “anchors.en.high”: is not a score of the scale"),
        ('5 = "All"', '"1.0" = "All"', "criterion KNOW, “anchors.en”: names something twice."),
        ('5 = "All"', '5 = " "', "criterion KNOW, “anchors.en.5”: must be a text."),
        (
            'title.en = "Integrity"',
            "",
            "criterion INTE, “title”: is missing; give it in one language at least, as title.en.",
        ),
        ('title.en = "Integrity"', 'title = "Integrity"', "criterion INTE, “title”: needs a language: write title.en"),
        ('title.en = "Integrity"', 'title.english = "x"', "criterion INTE, “title.english”: is no language code"),
        ('"Integrity"', '"In\\u0007"', "criterion INTE, “title.en”: holds a character that cannot be shown."),
        ('"Of the subject"', "7", "criterion KNOW, “description.en”: must be a text."),
        ("version = 2", "version = 0", "The rubric, “version”: must be a whole number from 1 on."),
        ("version = 2", "version = 1.5", "The rubric, “version”: must be a whole number from 1 on."),
        ("version = 2", "verison = 2", "The rubric, “verison”: is not known here"),
        ("scale = { min = 1, max = 5 }", "", "The rubric, “scale”: is missing."),
        ("max = 5", "max = 1", "The rubric, “scale.max”: must be more than the least score 1."),
        ("max = 5", "max = 5, step = 0", "The rubric, “scale.step”: must be more than 0."),
        (
            "max = 5",
            "max = 5, step = 3",
            "The rubric, “scale.step”: does not lead from the least score to the highest.",
        ),
        ("max = 5", "max = 5, step = 0.0001", "The rubric, “scale.step”: gives more than 1001 scores."),
        ("max = 5", "max = 5, most = 6", "The rubric, “scale.most”: is not known here"),
        ("min = 1, max = 5", "min = 1", "The rubric, “scale.max”: is missing."),
    ],
)
def test_a_broken_rule_is_refused_with_criterion_and_field(old, new, refusal):
    assert old in SMALL
    with pytest.raises(BadInput) as error:
        parse_rubric(SMALL.replace(old, new))
    assert refusal in str(error.value)


@pytest.mark.parametrize(
    "text", ["version = ", "criteria = [1]", "criteria = 1", "[" * 2000, "scale = 1\ncriteria = []"]
)
def test_what_is_no_rubric_is_refused(text):
    with pytest.raises(BadInput, match="The rubric"):
        parse_rubric(text)


def test_a_file_whose_list_of_criteria_has_another_name_is_not_taken_for_an_empty_one():
    with pytest.raises(BadInput, match="The rubric, “criteria”: is missing"):
        parse_rubric('scale = { min = 1, max = 5 }\n[[criterion]]\ncode = "KNOW"')


def test_the_line_of_a_slip_in_the_toml_is_told():
    with pytest.raises(BadInput, match="line 2"):
        parse_rubric("version = 1\nscale = = 1")


# --- the hash


def test_the_hash_is_the_sha_256_of_the_canonical_bytes():
    rubric = parse_rubric(SMALL)
    assert rubric_hash(rubric) == hashlib.sha256(canonical_bytes(rubric)).hexdigest()


def test_the_canonical_bytes_stay_as_they_are_or_frozen_rubrics_would_no_longer_verify():
    assert canonical_bytes(parse_rubric(SMALL)).decode() == (
        '{"criteria":[{"anchors":{"en":{"1":"None","5":"All"}},"code":"KNOW","comment_rule":"extremes",'
        '"description":{"en":"Of the subject"},"kind":"scored","threshold":2.5,'
        '"title":{"en":"Knowledge","es":"Conocimiento"},"weight":60},'
        '{"code":"INTE","comment_rule":"never","kind":"gate","title":{"en":"Integrity"}}],'
        '"scale":{"max":5,"min":1,"step":1},"version":2}'
    )


def test_the_hash_does_not_depend_on_how_the_file_was_written():
    shuffled = SMALL.replace('code = "KNOW"\nweight = 60', '# note\nweight = 60.0\ncode = "KNOW"\nkind = "scored"')
    assert rubric_hash(parse_rubric(shuffled)) == rubric_hash(parse_rubric(SMALL))


@pytest.mark.parametrize(
    ("old", "new"),
    [("60", "61"), ("All", "all"), ("max = 5", "max = 6"), ("2.5", "2.6"), ("version = 2", "version = 3")],
)
def test_any_change_of_content_gives_another_hash(old, new):
    assert rubric_hash(parse_rubric(SMALL.replace(old, new))) != rubric_hash(parse_rubric(SMALL))


def test_the_order_of_the_criteria_is_content():
    rubric = parse_rubric(SMALL)
    turned = Rubric(rubric.version, rubric.scale, rubric.criteria[::-1])
    assert rubric_hash(turned) != rubric_hash(rubric)


# --- tables


def test_a_rubric_as_a_table_has_one_row_a_criterion():
    header, rows = rubric_to_rows(parse_rubric(SMALL))
    assert header == [
        "version", "scale.min", "scale.max", "scale.step", "code", "kind", "weight", "threshold", "comment_rule",
        "title.en", "title.es", "description.en", "anchors.en.1", "anchors.en.5",
    ]  # fmt: skip
    assert rows == [
        [
            2,
            1,
            5,
            1,
            "KNOW",
            "scored",
            60,
            2.5,
            "extremes",
            "Knowledge",
            "Conocimiento",
            "Of the subject",
            "None",
            "All",
        ],
        [2, 1, 5, 1, "INTE", "gate", None, None, "never", "Integrity", None, None, None, None],
    ]


def test_a_table_as_people_type_it_is_read():
    header = ["Code ", "TITLE.es", "weight", "threshold", "", None, "anchors.es.1"]
    rows = [
        ["ETIC", "Ética", "33,5 %", "2,5", None, None, "Nada"],
        [None, "  ", "", None],
        ["C2", 1789.0, 66.5],
    ]
    rubric = rubric_from_rows(header, rows)
    assert (rubric.version, rubric.scale) == (1, Scale(1, 5, 1))
    assert [(c.code, c.weight, c.threshold, dict(c.title)) for c in rubric.criteria] == [
        ("ETIC", 33.5, 2.5, {"es": "Ética"}),
        ("C2", 66.5, None, {"es": "1789"}),
    ]


@pytest.mark.parametrize(
    ("header", "rows", "refusal"),
    [
        (["title.en"], [["x"]], "has no column “code”"),
        (["code", "Code"], [["A", "B"]], "has the column “code” twice"),
        (["code", "title"], [["A", "x"]], "has an unknown column “title”"),
        (["code", "wieght"], [["A", 1]], "has an unknown column “wieght”"),
        (["code", "anchors.en.high"], [["A", "x"]], "has an unknown column “anchors.en.high”"),
        (["code"], [], "holds no row"),
        (["code"], [[""], [None]], "holds no row"),
        (["code", "title.en", "weight"], [["A", "x", "much"]], "criterion A, “weight”: must be a number."),
        (["code", "title.en", "weight"], [["A", "x", ""]], "criterion A, “weight”: is missing."),
        (["code", "title.en", "weight"], [["", "x", 1]], "criterion number 1, “code”: is missing."),
        (
            ["code", "title.en", "weight", "scale.max"],
            [["A", "x", 1, 5], ["B", "y", 1, 6]],
            "“scale.max”: it belongs to",
        ),
        (["code", "title.en", "weight", "scale.max"], [["A", "x", 1, 5]], "“scale.min”: is missing."),
        (["code", "title.en", "weight", "anchors.en.9"], [["A", "x", 1, "y"]], "“anchors.en.9”: is not a score"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(header, rows, refusal):
    with pytest.raises(BadInput) as error:
        rubric_from_rows(header, rows)
    assert refusal in str(error.value)


# --- round trips

SIGNS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t")
TEXTS = st.text(SIGNS, min_size=1, max_size=30).map(lambda text: normalize("NFC", text).strip()).filter(bool)
LANGUAGES = st.sampled_from(["en", "es", "pt", "fr", "ht", "qu"])
NUMBERS = st.floats(0.001, 1e6, allow_nan=False)


@st.composite
def scales(draw):
    step = draw(st.sampled_from([0.1, 0.25, 0.5, 1, 2, 10]))
    low = draw(st.integers(-5, 5))
    return Scale(low, low + draw(st.integers(1, 40)) * step, step)


@st.composite
def criteria(draw, code, scale):
    kind = draw(st.sampled_from(CriterionKind))
    levels = st.dictionaries(st.sampled_from(scale.values()), TEXTS, min_size=1, max_size=4)
    scored = kind is CriterionKind.SCORED
    return Criterion(
        code=code,
        title=draw(st.dictionaries(LANGUAGES, TEXTS, min_size=1)),
        kind=kind,
        weight=draw(NUMBERS) if scored else 0.0,
        description=draw(st.dictionaries(LANGUAGES, TEXTS)),
        anchors=draw(st.dictionaries(LANGUAGES, levels, max_size=3)) if scored else {},
        threshold=draw(st.none() | st.floats(scale.min, scale.max)) if scored else None,
        comment_rule=draw(st.sampled_from(CommentRule)),
    )


@st.composite
def rubrics(draw, least=0):
    scale = draw(scales())
    codes = draw(
        st.lists(st.from_regex(r"[A-Z]\w{0,5}", fullmatch=True), min_size=least, max_size=4, unique_by=str.casefold)
    )
    composed = {normalize("NFC", code).casefold(): normalize("NFC", code) for code in codes}
    kept = [code for key, code in composed.items() if key != "none"]
    return Rubric(draw(st.integers(1, 99)), scale, tuple(draw(criteria(code, scale)) for code in kept))


@given(rubrics())
def test_toml_gives_the_same_rubric_and_hash_again(rubric):
    again = parse_rubric(rubric_to_toml(rubric))
    assert again == rubric
    assert rubric_hash(again) == rubric_hash(rubric)


@given(rubrics(least=1).filter(lambda rubric: rubric.criteria))
def test_a_table_gives_the_same_rubric_and_hash_again(rubric):
    again = rubric_from_rows(*rubric_to_rows(rubric))
    assert again == rubric
    assert rubric_hash(again) == rubric_hash(rubric)


@given(rubrics(least=1).filter(lambda rubric: rubric.criteria))
def test_a_table_that_went_through_csv_gives_the_same_rubric_again(rubric):
    header, rows = rubric_to_rows(rubric)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert rubric_from_rows(header, texts) == rubric


@given(st.text())
def test_any_text_is_a_rubric_or_refused(text):
    with suppress(BadInput):
        parse_rubric(text)


@given(scales())
def test_a_scale_holds_its_own_scores_and_no_others(scale):
    values = scale.values()
    assert values[0] == scale.min
    assert values[-1] == pytest.approx(scale.max)
    assert all(scale.holds(value) for value in values)
    assert not scale.holds(scale.min + scale.step / 2)
    assert not scale.holds(scale.max + scale.step)
