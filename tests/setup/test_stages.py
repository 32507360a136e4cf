"""Closing a stage freezes what it holds; reopening asks for a reason and is logged."""

import pytest

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.model import Stage
from rapporteur_app.setup.settings import change_settings
from rapporteur_app.setup.stages import close_stage, closed_stages, reopen_stage, stage_named
from rapporteur_app.workspace import SECRETARIAT
from rapporteur_app.workspace.undo import acts


def test_a_closed_stage_takes_nothing_until_it_is_reopened(workspace):
    close_stage(workspace, SECRETARIAT, Stage.SETUP)
    with pytest.raises(WrongStage, match="closed"):
        change_settings(workspace, SECRETARIAT, {"title": "New"})
    reopen_stage(workspace, SECRETARIAT, Stage.SETUP, "a date was wrong")
    change_settings(workspace, SECRETARIAT, {"title": "New"})
    with workspace.reading() as reader:
        assert closed_stages(reader) == set()
        assert "a date was wrong" in " ".join(str(act.action) for act in acts(reader))


def test_a_stage_is_closed_once(workspace):
    close_stage(workspace, SECRETARIAT, Stage.SCREENING)
    with pytest.raises(WrongStage):
        close_stage(workspace, SECRETARIAT, Stage.SCREENING)
    with workspace.reading() as reader:
        assert closed_stages(reader) == {Stage.SCREENING}


def test_reopening_asks_for_a_reason(workspace):
    close_stage(workspace, SECRETARIAT, Stage.SETUP)
    with pytest.raises(BadInput, match="only with a reason"):
        reopen_stage(workspace, SECRETARIAT, Stage.SETUP, "  ")


def test_what_is_open_cannot_be_reopened(workspace):
    with pytest.raises(WrongStage, match="is not closed"):
        reopen_stage(workspace, SECRETARIAT, Stage.SETUP, "why not")


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_named(stage):
    assert stage_named(f" {stage.value.upper()} ") is stage


def test_an_unknown_stage():
    with pytest.raises(BadInput, match="Stages: setup, criteria"):
        stage_named("party")
