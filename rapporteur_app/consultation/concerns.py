"""Concerns: every concern or objection is an item that the taskforce answers, with the effect that it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.model import Concern, Disposition, Member, Reply, ReplyKind, Stage
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.workspace import Actor, Transaction, Workspace

TROUBLED = (ReplyKind.CONCERN, ReplyKind.OBJECTION)
"""The replies that ask for an answer."""


def answer_concern(
    workspace: Workspace,
    actor: Actor,
    number: int,
    disposition: Disposition,
    answer: str,
    effect: str,
    *,
    owner: int | None = None,
) -> Concern:
    """Say how the taskforce answered a concern, and what came of it; a later answer replaces an earlier one.

    Args:
        workspace: the selection.
        actor: who says so.
        number: the concern's number: 3 for K3.
        disposition: what the taskforce did with it.
        answer: what it answered.
        effect: what effect the concern had.
        owner: the number of the member who sees to it; None leaves the one who is known.

    Raises:
        BadInput: the answer or its effect is missing.
        NotFound: there is no such concern or member.
        WrongStage: the stage of the consultation is closed.
    """
    if not answer.strip() or not effect.strip():
        raise BadInput(message("A concern needs both the answer and its effect. If there was none, say so."))
    action = message("Concern answered: {concern}", concern=f"K{number}")
    with workspace.transaction(actor, action, stage=Stage.CONSULTATION) as tx:
        concern = tx.need(Concern, number)
        if owner is not None:
            concern.owner_id = tx.need(Member, owner).id
        concern.disposition, concern.answered_at = disposition, now()
        concern.answer, concern.effect = answer.strip(), effect.strip()
        return tx.add(concern)


def follow_replies(tx: Transaction, replies: Sequence[Reply], before: Mapping[int, ReplyKind]) -> None:
    """Bring the concerns in step with replies that were stored.

    A concern or objection becomes an item; one that was taken back goes if nobody has answered it, and stays as a
    record if somebody has; one that grew into an objection after its answer is open again.

    Args:
        tx: the transaction that stored them.
        replies: the replies, each with its id.
        before: by id of a reply that was stored before: what it said.
    """
    known = {concern.reply_id: concern for concern in tx.all(Concern)}
    fresh = []
    for reply in replies:
        concern = known.get(reply.id or 0)
        if concern is None:
            fresh += [Concern(reply_id=reply.id or 0)] if reply.kind in TROUBLED else []
        elif reply.kind not in TROUBLED:
            _take_back(tx, concern)
        elif _grew(before.get(reply.id or 0), reply.kind):
            concern.disposition, concern.answered_at = None, None
            tx.add(concern)
    tx.add_all(fresh)


def _take_back(tx: Transaction, concern: Concern) -> None:
    if concern.disposition is None:
        tx.delete(concern)


def _grew(before: ReplyKind | None, after: ReplyKind) -> bool:
    return before not in TROUBLED or (before is ReplyKind.CONCERN and after is ReplyKind.OBJECTION)
