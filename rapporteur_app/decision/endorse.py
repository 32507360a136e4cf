"""Who stands behind the decision: members endorse it or dissent, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.decision.decide import need_decision, require_unsigned
from rapporteur_app.i18n import message
from rapporteur_app.model import Endorsement, Role, Stage, Stance
from rapporteur_app.setup.members import require_role
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Workspace

VOTING = (Role.MEMBER, Role.CHAIR, Role.CO_CHAIR)
"""The roles that make a person one of the taskforce that decides."""


def endorse(workspace: Workspace, actor: Actor, member: int, stance: Stance, statement: str = "") -> Endorsement:
    """Write down a member's stance, in place of an earlier one of theirs.

    Args:
        workspace: the selection.
        actor: who writes it down.
        member: whose stance it is.
        stance: endorses, or dissents.
        statement: what the member wants to stand beside it.

    Raises:
        BadInput: the person is not one of the taskforce that decides.
        NotFound: there is no such member.
        WrongStage: there is no decision, it is signed already, or the stage is closed.
    """
    action = message("Stance on the decision: {member}, {stance}", member=f"M{member}", stance=stance.value)
    with workspace.transaction(actor, action, stage=Stage.DECISION) as tx:
        decision = need_decision(tx)
        require_unsigned(tx)
        require_role(tx, member, *VOTING)
        known = tx.first(Endorsement, decision_id=decision.id, member_id=member)
        found = known or Endorsement(decision_id=decision.id or 0, member_id=member, stance=stance, at="")
        found.stance, found.statement, found.at = stance, statement.strip(), now()
        return tx.add(found)
