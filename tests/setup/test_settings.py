"""Settings: every key's check, all or none, and the policy that is frozen with the criteria."""

import re
from pathlib import Path

import pytest

from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Candidate, Decision, DecisionSignature, Member, RubricVersion
from rapporteur_app.setup.settings import (
    BLINDABLE,
    KINDS,
    PUBLISHABLE,
    change_settings,
    checked,
    deadline_of,
    policy_settings,
    setting,
    settings,
)
from rapporteur_app.workspace import SECRETARIAT

GOOD = {
    "title": [("  Rapporteur 2021 ", "Rapporteur 2021"), ("", "")],
    "position": [("One", "One")],
    "language": [("es", "es"), (" pt ", "pt")],
    "zone": [("America/Santiago", "America/Santiago"), ("UTC", "UTC")],
    "deadline": [("2021-04-05T23:59", "2021-04-05T23:59"), ("2021-04-05 23:59:10", "2021-04-05T23:59"), ("", "")],
    "scoring_deadline": [("2021-04-05", "2021-04-05T00:00")],
    "pack_documents": [("0", "0"), ("250", "250")],
    "consultation_start": [("2021-04-05", "2021-04-05"), ("", "")],
    "consultation_end": [("2021-04-05", "2021-04-05")],
    "event_start": [("2021-04-05", "2021-04-05")],
    "event_end": [("2021-04-05", "2021-04-05")],
    "terms": [("– one\n– two", "– one\n– two")],
    "chair": [("m1", "M1"), ("1", "1"), ("", "")],
    "quorum": [("0", "0"), ("07", "7")],
    "shortlist_min": [("3", "3")],
    "shortlist_max": [("5", "5")],
    "policy.aggregate": [("mean", "mean"), ("median", "median"), ("trimmed", "trimmed")],
    "policy.trim": [("1", "1")],
    "policy.incomplete": [("exclude", "exclude"), ("renormalise", "renormalise")],
    "policy.tie_break": [("KNOW, REPR", "KNOW, REPR"), ("none", "none")],
    "policy.below_threshold": [("reason", "reason"), ("exclude", "exclude")],
    "policy.affinity": [("allow", "allow"), ("recuse", "recuse")],
    "policy.score_sheets": [("M3", "M3"), ("none", "none")],
    "policy.opening": [("one", "one"), ("two", "two")],
    "policy.objection_hours": [("24", "24")],
    "policy.late": [("admitted", "admitted")],
    **{f"blind.{name}": [("yes", "yes"), ("no", "no")] for name in BLINDABLE},
    **{f"publish.{name}": [("yes", "yes"), ("no", "no")] for name in PUBLISHABLE},
}
BAD = {
    "language": ["xx", ""],
    "zone": ["Mars/Olympus", "", "../etc/passwd"],
    "deadline": ["soon", "2021-13-01T00:00", "05/04/2021"],
    "scoring_deadline": ["23:59"],
    "pack_documents": ["-1", "many"],
    "consultation_start": ["2021-02-30", "2021-04-05T10:00"],
    "consultation_end": ["x"],
    "event_start": ["x"],
    "event_end": ["x"],
    "chair": ["Rosa", "M-1", "C1"],
    "quorum": ["-1", "two", "1.5", "", "٣"],
    "shortlist_min": ["0"],
    "shortlist_max": ["0", "x"],
    "policy.aggregate": ["average", ""],
    "policy.trim": ["-1", "x"],
    "policy.incomplete": ["drop"],
    "policy.below_threshold": ["ignore"],
    "policy.affinity": ["yes"],
    "policy.opening": ["three"],
    "policy.objection_hours": ["a day"],
    "policy.late": ["always"],
    **{f"blind.{name}": ["true"] for name in BLINDABLE},
    **{f"publish.{name}": ["1"] for name in PUBLISHABLE},
}


def test_every_setting_has_a_case_here():
    assert set(GOOD) == set(KINDS)
    free = {"title", "position", "terms", "policy.tie_break", "policy.score_sheets"}
    assert set(BAD) == set(KINDS) - free


@pytest.mark.parametrize(("key", "text", "kept"), [(key, *pair) for key, pairs in GOOD.items() for pair in pairs])
def test_what_a_setting_takes(key, text, kept):
    assert checked(key, text) == kept


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in BAD.items() for text in texts])
def test_what_a_setting_refuses(key, text):
    with pytest.raises(BadInput) as caught:
        checked(key, text)
    assert f"“{key}”" in str(caught.value)


@pytest.mark.parametrize("key", KINDS)
def test_the_default_of_a_setting_is_one_of_its_values(key):
    assert checked(key, KINDS[key].default) == KINDS[key].default


def test_an_unknown_key():
    with pytest.raises(BadInput, match="There is no setting “colour”"):
        checked("colour", "red")


def test_all_or_none(workspace):
    with pytest.raises(BadInput):
        change_settings(workspace, SECRETARIAT, {"title": "New", "quorum": "many"})
    with workspace.reading() as reader:
        assert setting(reader, "title") == "Rapporteur"


def test_settings_are_kept_and_listed_in_order(workspace):
    change_settings(workspace, SECRETARIAT, {"quorum": "4", "zone": "America/Lima"})
    with workspace.reading() as reader:
        found = settings(reader)
    assert list(found) == list(KINDS)
    assert (found["quorum"], found["zone"], found["policy.opening"]) == ("4", "America/Lima", "two")


def test_the_chair_is_a_member(workspace):
    with pytest.raises(NotFound):
        change_settings(workspace, SECRETARIAT, {"chair": "M1"})
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(Member(name="Rosa"))
    change_settings(workspace, SECRETARIAT, {"chair": "1"})
    with workspace.reading() as reader:
        assert setting(reader, "chair") == "M1"


def test_a_deadline_has_the_selections_zone(workspace):
    with workspace.reading() as reader:
        assert deadline_of(reader) is None
    change_settings(workspace, SECRETARIAT, {"deadline": "2021-04-05T23:59", "zone": "America/Santiago"})
    with workspace.reading() as reader:
        assert deadline_of(reader).isoformat() == "2021-04-05T23:59:00-04:00"


def freeze(workspace):
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(RubricVersion(version=1, source="", hash="", frozen_at="2021-04-01T00:00:00+00:00"))


@pytest.mark.parametrize("key", [key for key in KINDS if key.startswith(("policy.", "blind."))])
def test_a_frozen_policy_cannot_be_changed(workspace, key):
    freeze(workspace)
    with workspace.reading() as reader:
        now = setting(reader, key)
    other = next((text for text, _ in GOOD[key] if text != now), None)
    change_settings(workspace, SECRETARIAT, {key: now})
    if other is None:
        return
    with pytest.raises(WrongStage, match="frozen together with the criteria"):
        change_settings(workspace, SECRETARIAT, {key: other})


@pytest.mark.parametrize("key", KINDS)
def test_every_setting_is_explained_in_the_docs(key):
    formats = Path(__file__).parents[2] / "docs" / "formats.md"
    assert re.search(rf"^\|.*(?<![.\w]){re.escape(key)}(?!\w).*\|$", formats.read_text("utf-8"), re.MULTILINE)


def test_the_title_may_change_after_the_freeze(workspace):
    freeze(workspace)
    change_settings(workspace, SECRETARIAT, {"title": "New"})
    with workspace.reading() as reader:
        assert setting(reader, "title") == "New"
        assert set(policy_settings(reader)) == {k for k in KINDS if k.startswith(("policy.", "blind.", "publish."))}


@pytest.mark.parametrize(("key", "value"), [("language", "fr"), ("zone", "America/Lima"), ("title", "Other")])
def test_what_the_signed_decision_stands_under_no_longer_changes(workspace, key, value):
    change_settings(workspace, SECRETARIAT, {key: value})
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(Candidate(name="Ana", spelling="ana"))
        tx.add(Member(name="Rosa"))
        tx.add(Decision(selected_id=1, alternates=[], justification={"en": "x"}, at=""))
        tx.add(DecisionSignature(decision_id=1, member_id=1, signed="", key="", signature="", at=""))
    change_settings(workspace, SECRETARIAT, {key: value, "quorum": "4"})
    other = {"language": "es", "zone": "UTC", "title": "Third"}[key]
    with pytest.raises(WrongStage, match="take the signature back first"):
        change_settings(workspace, SECRETARIAT, {"quorum": "5", key: other})
    with workspace.reading() as reader:
        assert (setting(reader, key), setting(reader, "quorum")) == (value, "4")


def test_a_new_draft_of_the_criteria_frees_the_policy(workspace):
    freeze(workspace)
    with workspace.transaction(SECRETARIAT, message("x")) as tx:
        tx.add(RubricVersion(version=2, source="", hash="2"))
    change_settings(workspace, SECRETARIAT, {"policy.aggregate": "median"})
    with workspace.reading() as reader:
        assert setting(reader, "policy.aggregate") == "median"
