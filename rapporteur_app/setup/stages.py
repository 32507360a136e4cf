"""Closing and reopening a stage by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Stage, StageClosing
from rapporteur_app.model.names import STAGE_NAMES
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Workspace


def stage_named(name: str) -> Stage:
    """The stage of this name.

    Raises:
        BadInput: there is none; the sentence lists them.
    """
    try:
        return Stage(name.strip().lower())
    except ValueError as error:
        known = ", ".join(stage.value for stage in Stage)
        raise BadInput(message("“{name}” is not a stage. Stages: {known}.", name=name, known=known)) from error


def closed_stages(reader: Reader) -> set[Stage]:
    """The stages that were closed by hand."""
    return {row.stage for row in reader.all(StageClosing)}


def close_stage(workspace: Workspace, actor: Actor, stage: Stage) -> None:
    """Close a stage: what it holds is frozen.

    Raises:
        WrongStage: it is closed already.
    """
    with workspace.transaction(actor, message("Stage closed: {stage}", stage=STAGE_NAMES[stage])) as tx:
        tx.require_open(stage)
        tx.add(StageClosing(stage=stage, closed_at=now()))


def reopen_stage(workspace: Workspace, actor: Actor, stage: Stage, reason: str) -> None:
    """Reopen a closed stage; the reason stands in the log, so it should name no person.

    Raises:
        BadInput: no reason was given.
        WrongStage: it is not closed.
    """
    if not reason.strip():
        raise BadInput(message("A stage is reopened only with a reason."))
    action = message("Stage reopened: {stage}. Reason: {reason}", stage=STAGE_NAMES[stage], reason=reason.strip())
    with workspace.transaction(actor, action) as tx:
        closing = tx.first(StageClosing, stage=stage)
        if closing is None:
            raise WrongStage(message("The stage “{stage}” is not closed.", stage=STAGE_NAMES[stage]))
        tx.delete(closing)
