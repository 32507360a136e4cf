"""The person's answer: accepts or declines; a decline moves the next alternate up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.decision.decide import need_decision
from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Answer, Stage, Withdrawal
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from rapporteur_app.workspace import Actor, Reader, Workspace


def respond(workspace: Workspace, actor: Actor, candidate: int, *, accepts: bool, reason: str = "") -> Answer:
    """Write down whether a person takes the role. Who accepted may still decline later; both stay on record.

    Args:
        workspace: the selection.
        actor: who writes it down.
        candidate: the person: for a decline also an alternate, who is then passed over.
        accepts: whether they accept.
        reason: what they gave as their reason.

    Raises:
        WrongStage: there is no decision, the person is not the one selected now, answered so already, or the stage is
            closed.
    """
    words = message("accepts") if accepts else message("declines")
    action = message("Answer of {candidate}: {answer}", candidate=f"C{candidate}", answer=words)
    with workspace.transaction(actor, action, stage=Stage.DECISION) as tx:
        decision = need_decision(tx)
        _require_answerable(tx, candidate, accepts=accepts)
        return tx.add(
            Answer(
                decision_id=decision.id or 0, candidate_id=candidate, accepts=accepts, reason=reason.strip(), at=now()
            )
        )


def _require_answerable(reader: Reader, candidate: int, *, accepts: bool) -> None:
    waiting = _in_line(reader)
    if candidate not in waiting:
        raise WrongStage(
            message(
                "{id} is not selected, nor an alternate who could still be asked. In line: {line}.",
                id=f"C{candidate}",
                line=", ".join(f"C{number}" for number in waiting) or "0",
            )
        )
    if accepts and candidate != waiting[0]:
        raise WrongStage(
            message("{id} comes after {first}, who has not declined.", id=f"C{candidate}", first=f"C{waiting[0]}")
        )
    if accepts and has_accepted(reader):
        raise WrongStage(message("{id} has accepted already.", id=f"C{candidate}"))


def _in_line(reader: Reader) -> list[int]:
    """The selected candidate and the alternates in order, without those who declined or withdrew."""
    decision = need_decision(reader)
    gone = {answer.candidate_id for answer in reader.all(Answer, accepts=False)}
    gone |= {row.candidate_id for row in reader.all(Withdrawal)}
    return [number for number in [decision.selected_id, *decision.alternates] if number not in gone]


def standing(reader: Reader) -> int | None:
    """The number of the candidate who is selected now; None if all declined or withdrew.

    Raises:
        WrongStage: there is no decision yet.
    """
    return next(iter(_in_line(reader)), None)


def has_accepted(reader: Reader) -> bool:
    """Whether the candidate who is selected now has accepted.

    Raises:
        WrongStage: there is no decision yet.
    """
    now_selected = standing(reader)
    return now_selected is not None and reader.first(Answer, candidate_id=now_selected, accepts=True) is not None
