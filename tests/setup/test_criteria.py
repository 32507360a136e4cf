"""The criteria's life: drafted, agreed, frozen with the policy, and a new version after the freeze."""

from dataclasses import replace

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.model import Agreement, Stage
from rapporteur_app.setup.criteria import (
    agree,
    criteria_json,
    freeze,
    frozen_policy,
    frozen_version,
    latest_version,
    load_criteria,
    names_in,
    need_frozen,
    rubric_of,
    weight_warnings,
)
from rapporteur_app.setup.criteria_files import read_rubric, save_rubric
from rapporteur_app.setup.members import add_members
from rapporteur_app.setup.rubric import Criterion, CriterionKind, Rubric, Scale, rubric_hash
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.setup.stages import close_stage
from rapporteur_app.workspace import SECRETARIAT

RUBRIC = Rubric(
    scale=Scale(1, 5, 1),
    criteria=(
        Criterion("KNOW", {"en": "=Knowledge"}, weight=60, threshold=3),
        Criterion("REPR", {"en": "Representation", "es": "Representación"}, weight=40),
        Criterion("INTEG", {"en": "Integrity"}, kind=CriterionKind.GATE),
    ),
)


@pytest.fixture
def drafted(workspace):
    """A selection with two scoring members, a secretary, and a draft of the criteria."""
    rows = [{"name": "Rosa"}, {"name": "Ali"}, {"name": "Mei", "roles": "secretariat"}]
    add_members(workspace, SECRETARIAT, rows)
    load_criteria(workspace, SECRETARIAT, RUBRIC)
    return workspace


def test_without_criteria_nothing_can_be_agreed_or_frozen(workspace):
    for act in (lambda: agree(workspace, SECRETARIAT, [1]), lambda: freeze(workspace, SECRETARIAT)):
        with pytest.raises(WrongStage, match="no criteria yet"):
            act()
    with workspace.reading() as reader, pytest.raises(WrongStage, match="not frozen yet"):
        need_frozen(reader)


def test_a_draft_is_not_frozen(drafted):
    with drafted.reading() as reader:
        assert frozen_version(reader) is None
        found = criteria_json(reader)
    assert (found["version"], found["frozen"], found["missing"]) == (1, False, ["M1", "M2"])
    assert found["hash"] == rubric_hash(RUBRIC)


def test_the_freeze_waits_for_every_scoring_member(drafted):
    agree(drafted, SECRETARIAT, [1], "2021-03-20")
    with pytest.raises(WrongStage, match="Not yet agreed: M2 Ali"):
        freeze(drafted, SECRETARIAT)
    agree(drafted, SECRETARIAT, [2])
    assert freeze(drafted, SECRETARIAT).frozen_at
    with drafted.reading() as reader:
        assert criteria_json(reader)["agreed"][0] == {"member": "M1", "date": "2021-03-20"}
    with pytest.raises(WrongStage, match="frozen already"):
        freeze(drafted, SECRETARIAT)


def test_nothing_is_frozen_while_nobody_scores(workspace):
    add_members(workspace, SECRETARIAT, [{"name": "Mei", "roles": "secretariat"}])
    load_criteria(workspace, SECRETARIAT, RUBRIC)
    for reason in ("", "we hurry"):
        with pytest.raises(WrongStage, match="Nobody scores yet"):
            freeze(workspace, SECRETARIAT, reason)


@pytest.mark.parametrize(
    ("weights", "doubted"), [((0.4, 40), ["A", "B"]), ((60, 40), []), ((1,), []), ((91, 8, 1), ["A"])]
)
def test_a_weight_that_is_on_another_scale_than_the_rest_is_doubted(weights, doubted):
    rubric = Rubric(criteria=tuple(Criterion(c, {}, weight=w) for c, w in zip("ABC", weights, strict=False)))
    assert [warning.values["code"] for warning in weight_warnings(rubric)] == doubted


def test_a_freeze_despite_a_missing_agreement_keeps_the_reason(drafted):
    with pytest.raises(WrongStage):
        freeze(drafted, SECRETARIAT, "   ")
    assert freeze(drafted, SECRETARIAT, " ill that week ").frozen_despite == "ill that week"


def test_agreeing_again_changes_the_date_only(drafted):
    agree(drafted, SECRETARIAT, [1], "2021-03-20")
    agree(drafted, SECRETARIAT, [1], "2021-03-21")
    with drafted.reading() as reader:
        assert [row.date for row in reader.all(Agreement)] == ["2021-03-21"]


@pytest.mark.parametrize("date", ["20 March", "2021-3-2", "2021-02-30"])
def test_a_date_that_is_none(drafted, date):
    with pytest.raises(BadInput, match="is not a date"):
        agree(drafted, SECRETARIAT, [1], date)


def test_agreeing_is_for_members(drafted):
    with pytest.raises(NotFound):
        agree(drafted, SECRETARIAT, [1, 9])
    with drafted.reading() as reader:
        assert reader.count(Agreement) == 0


def test_a_changed_draft_asks_for_the_agreements_again(drafted):
    agree(drafted, SECRETARIAT, [1, 2])
    load_criteria(drafted, SECRETARIAT, RUBRIC)
    with drafted.reading() as reader:
        assert criteria_json(reader)["missing"] == []
    load_criteria(drafted, SECRETARIAT, replace(RUBRIC, criteria=RUBRIC.criteria[:2]))
    with drafted.reading() as reader:
        assert criteria_json(reader)["missing"] == ["M1", "M2"]
        assert latest_version(reader).version == 1


def test_a_change_after_the_freeze_is_a_new_version(drafted):
    first = freeze(drafted, SECRETARIAT, "test")
    load_criteria(drafted, SECRETARIAT, replace(RUBRIC, criteria=RUBRIC.criteria[:1]))
    with drafted.reading() as reader:
        assert latest_version(reader).version == 2
        assert need_frozen(reader).hash == first.hash
        assert rubric_of(need_frozen(reader)) == RUBRIC
    second = freeze(drafted, SECRETARIAT, "test")
    with drafted.reading() as reader:
        assert (need_frozen(reader).version, need_frozen(reader).hash) == (2, second.hash)


def test_the_policy_is_frozen_with_the_criteria(drafted):
    change_settings(drafted, SECRETARIAT, {"policy.aggregate": "median", "blind.name": "yes"})
    freeze(drafted, SECRETARIAT, "test")
    load_criteria(drafted, SECRETARIAT, replace(RUBRIC, criteria=RUBRIC.criteria[:1]))
    change_settings(drafted, SECRETARIAT, {"policy.aggregate": "mean", "publish.scores": "yes"})
    with drafted.reading() as reader:
        policy = frozen_policy(reader)
        assert (policy["policy.aggregate"], policy["blind.name"]) == ("median", "yes")
        assert policy["publish.scores"] == "yes"
    freeze(drafted, SECRETARIAT, "test")
    with drafted.reading() as reader:
        assert frozen_policy(reader)["policy.aggregate"] == "mean"


@pytest.mark.parametrize(
    ("key", "value"), [("policy.tie_break", "KNOW, GONE"), ("policy.tie_break", "INTEG"), ("policy.score_sheets", "M9")]
)
def test_the_policy_must_name_what_is_there(drafted, key, value):
    change_settings(drafted, SECRETARIAT, {key: value})
    with pytest.raises(BadInput, match=key):
        freeze(drafted, SECRETARIAT, "test")
    with drafted.reading() as reader:
        assert frozen_version(reader) is None


def test_a_rubric_of_gates_alone_is_not_frozen(drafted):
    load_criteria(drafted, SECRETARIAT, replace(RUBRIC, criteria=RUBRIC.criteria[2:]))
    with pytest.raises(WrongStage, match="no scored criterion"):
        freeze(drafted, SECRETARIAT, "test")


def test_a_closed_stage_holds(drafted):
    close_stage(drafted, SECRETARIAT, Stage.CRITERIA)
    with pytest.raises(WrongStage, match="closed"):
        load_criteria(drafted, SECRETARIAT, RUBRIC)
    with pytest.raises(WrongStage, match="closed"):
        freeze(drafted, SECRETARIAT, "test")


@pytest.mark.parametrize(
    ("text", "names"), [("none", []), ("", []), (" KNOW, REPR ", ["KNOW", "REPR"]), ("M1;M2", ["M1", "M2"])]
)
def test_names_in_a_setting(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize("ending", ["toml", "xlsx", "csv"])
def test_a_saved_rubric_reads_back_equal(drafted, tmp_path, ending):
    path = tmp_path / f"rubric.{ending}"
    save_rubric(drafted, path)
    assert rubric_hash(read_rubric(path)) == rubric_hash(RUBRIC)


def test_a_rubric_has_three_endings(drafted, tmp_path):
    with pytest.raises(BadInput, match=r"\.toml, \.xlsx or \.csv"):
        save_rubric(drafted, tmp_path / "rubric.docx")
