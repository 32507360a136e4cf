"""Criteria changed one by one, and what that does to scores that were given."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import BadInput, NotFound
from rapporteur_app.setup.criteria_changes import differences
from rapporteur_app.setup.criteria_editing import edited, moved, names_of, rescaled, row_of, without
from rapporteur_app.setup.rubric import CommentRule, Criterion, CriterionKind, Rubric, Scale
from rapporteur_app.setup.template import list_templates

RUBRIC = Rubric(
    criteria=(
        Criterion("KNOW", {"en": "Knowledge", "es": "Saber"}, weight=2, threshold=2.5, anchors={"es": {1: "Poco"}}),
        Criterion("REPR", {"en": "Roots"}, weight=1, comment_rule=CommentRule.EXTREMES),
        Criterion("GATE", {"en": "Integrity"}, kind=CriterionKind.GATE),
    )
)


def codes(rubric):
    return [criterion.code for criterion in rubric.criteria]


@pytest.mark.parametrize("template", list_templates(), ids=lambda one: one.code)
def test_saying_a_criterion_as_it_is_changes_nothing(template):
    for criterion in template.rubric.criteria:
        assert edited(template.rubric, criterion.code, row_of(template.rubric, criterion.code)) == template.rubric


def test_what_is_said_is_taken():
    row = row_of(RUBRIC, "KNOW") | {"title.fr": "Savoir", "weight": "2,5", "anchors.es.5": "Mucho", "threshold": ""}
    known = edited(RUBRIC, "KNOW", row).criterion("KNOW")
    assert (known.title["fr"], known.weight, known.threshold) == ("Savoir", 2.5, None)
    assert known.anchors == {"es": {1.0: "Poco", 5.0: "Mucho"}}


def test_a_new_one_comes_last_and_a_code_may_change():
    longer = edited(RUBRIC, None, {"code": "COMM", "title.en": "Talks", "weight": "1"})
    assert codes(longer) == ["KNOW", "REPR", "GATE", "COMM"]
    assert codes(edited(longer, "REPR", row_of(longer, "REPR") | {"code": "ROOT"})) == ["KNOW", "ROOT", "GATE", "COMM"]
    assert edited(Rubric(), None, {"code": "A", "title.en": "A", "weight": "1"}).scale == Scale()


@pytest.mark.parametrize(
    ("code", "row", "said"),
    [
        (None, {"title.en": "x"}, "short code"),
        (None, {"code": "know", "title.en": "x", "weight": "1"}, "two criteria have the code know"),
        (None, {"code": "NEW", "weight": "1"}, "criterion NEW"),
        (None, {"code": "NEW", "title.en": "x"}, "weight"),
        (None, {"code": "NEW", "title.en": "x", "weight": "-1"}, "weight"),
        (None, {"code": "NEW", "title.en": "x", "weight": "a lot"}, "weight"),
        (None, {"code": "NEW", "title.en": "x", "kind": "gate", "weight": "1"}, "belongs to scored criteria only"),
        ("KNOW", {"code": "KNOW", "title.en": "x", "weight": "1", "threshold": "9"}, "must lie on the scale"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_a_sentence(code, row, said):
    with pytest.raises(BadInput, match=said):
        edited(RUBRIC, code, row)


def test_who_is_not_there_cannot_be_changed():
    with pytest.raises(NotFound, match="NONE"):
        edited(RUBRIC, "NONE", {"code": "NONE"})
    with pytest.raises(NotFound, match="NONE"):
        row_of(RUBRIC, "NONE")


def test_one_goes_and_one_moves():
    assert codes(without(RUBRIC, "REPR")) == ["KNOW", "GATE"]
    assert codes(moved(RUBRIC, "GATE", -1)) == ["KNOW", "GATE", "REPR"]
    assert codes(moved(RUBRIC, "KNOW", 1)) == ["REPR", "KNOW", "GATE"]
    assert moved(RUBRIC, "KNOW", -1) == RUBRIC == moved(RUBRIC, "GATE", 5)


def test_weights_are_rescaled_in_the_same_relation():
    made = rescaled(RUBRIC)
    assert [criterion.weight for criterion in made.criteria] == [66.666667, 33.333333, 0]
    thirds = replace(RUBRIC, criteria=tuple(replace(each, weight=7.0) for each in RUBRIC.criteria[:2]))
    assert [criterion.weight for criterion in rescaled(thirds).criteria] == [50, 50]
    assert rescaled(Rubric()) == Rubric()


def test_every_name_is_one_that_can_be_said():
    names = names_of(RUBRIC.scale)
    assert names[:5] == ["code", "kind", "weight", "threshold", "comment_rule"]
    assert {"title.fr", "description.pt", "anchors.es.5"} <= set(names)
    wide = names_of(Scale(0, 100, 0.5), replace(RUBRIC.criteria[0], anchors={"es": {50.0: "Medio"}}))
    assert [name[11:] for name in wide if name.startswith("anchors.es")] == ["0", "50", "100"]


def test_what_a_change_does_to_scores():
    other = edited(RUBRIC, "KNOW", row_of(RUBRIC, "KNOW") | {"title.es": "Conocer"})
    heavier = edited(without(other, "GATE"), "REPR", row_of(RUBRIC, "REPR") | {"weight": "4"})
    changed = edited(heavier, None, {"code": "NEW", "title.en": "New", "weight": "1"})
    assert [str(each) for each in differences(RUBRIC, changed)] == [
        "KNOW asks for something else: look at each score of it once more.",
        "REPR has another share of the total: its scores stay what they are.",
        "GATE is gone: what was scored on it is kept, and no longer counts.",
        "NEW is new: nobody has scored it yet.",
    ]
    assert differences(RUBRIC, RUBRIC) == []
    assert differences(RUBRIC, rescaled(RUBRIC)) == []
    assert "every score" in str(differences(RUBRIC, replace(RUBRIC, scale=Scale(0, 10)))[0])
