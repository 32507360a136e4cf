"""Rounds of the consultation: opened with a question to those who are asked, closed when every concern is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.consultation.invitations import write_invitations
from rapporteur_app.consultation.moments import is_before, moment
from rapporteur_app.consultation.shortlist import need_shortlist
from rapporteur_app.consultation.stakeholders import is_registered, registered
from rapporteur_app.errors import BadInput, NotFound, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Concern, ConsultationRound, DecisionSignature, Invitation, Reply, Stage, Stakeholder
from rapporteur_app.setup.settings import setting
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.storage import removed_on_failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


@dataclass(frozen=True)
class OpenedRound:
    """A round that was opened: its number, how many are asked, and the drafts that were written."""

    number: int
    asked: int
    invitations: list[Path]


def open_round(
    workspace: Workspace,
    actor: Actor,
    question: str,
    starts: str,
    ends: str,
    *,
    only: Sequence[int] | None = None,
    invitations: Path | None = None,
) -> OpenedRound:
    """Ask about the shortlist: all who are registered and have not opted out, unless some are chosen.

    Args:
        workspace: the selection.
        actor: who opens the round.
        question: what is asked.
        starts: from when replies are awaited; without an offset in the selection's zone.
        ends: until when; a date alone means the end of that day.
        only: the numbers of the stakeholders who are asked, if not all.
        invitations: the folder for the drafts of the invitations, one .eml for each who is asked.

    Raises:
        BadInput: no question, no such time, an end that is not after the start, a chosen stakeholder who has opted out
            or is not registered, or a draft that cannot be written.
        NotFound: there is no such stakeholder.
        WrongStage: there is no shortlist, nobody to ask, or the stage is closed.
    """
    if not question.strip():
        raise BadInput(message("The question of the round is empty. Write what the stakeholders are asked."))
    with workspace.reading() as reader:
        if reader.first(DecisionSignature):
            raise WrongStage(message("The decision is signed: nobody is consulted on the shortlist any more."))
        fresh = _new_round(reader, question.strip(), starts, ends)
        need_shortlist(reader)
        asked = _asked(reader, only)
    action = message("Consultation round {round} opened: {count} asked", round=fresh.number, count=len(asked))
    drafts: list[Path] = []
    with removed_on_failure(drafts), workspace.transaction(actor, action, stage=Stage.CONSULTATION) as tx:
        _store(tx, fresh, asked)
        if invitations is not None:
            drafts += write_invitations(tx, fresh, asked, invitations)
    return OpenedRound(fresh.number, len(asked), drafts)


def _new_round(reader: Reader, question: str, starts: str, ends: str) -> ConsultationRound:
    zone = setting(reader, "zone")
    start, end = moment(starts, zone), moment(ends, zone, end=True)
    if not is_before(start, end):
        raise BadInput(message("The round would end ({end}) before it starts ({start}).", end=end, start=start))
    number = max((row.number for row in reader.all(ConsultationRound)), default=0) + 1
    return ConsultationRound(number=number, question=question, starts=start, ends=end, opened_at=now())


def _store(tx: Transaction, fresh: ConsultationRound, asked: Sequence[Stakeholder]) -> None:
    tx.add(fresh)
    tx.add_all([Invitation(round_id=fresh.id or 0, stakeholder_id=stakeholder.id or 0) for stakeholder in asked])


def _asked(reader: Reader, only: Sequence[int] | None) -> list[Stakeholder]:
    if only is not None:
        return [_chosen(reader, number) for number in dict.fromkeys(only)]
    found = [stakeholder for stakeholder in registered(reader) if not stakeholder.opt_out]
    if not found:
        raise WrongStage(message("There is nobody to ask. Load the register first (`consult stakeholders --load`)."))
    return found


def _chosen(reader: Reader, number: int) -> Stakeholder:
    stakeholder = reader.need(Stakeholder, number)
    if stakeholder.opt_out:
        raise BadInput(message("{id} has asked not to be consulted. Leave them out.", id=stakeholder.short_id))
    if not is_registered(stakeholder):
        raise BadInput(message("{id} is not registered yet. Load them in a register first.", id=stakeholder.short_id))
    return stakeholder


def close_round(workspace: Workspace, actor: Actor, number: int, despite_open: str = "") -> ConsultationRound:
    """Close a round: no more replies are taken.

    Args:
        workspace: the selection.
        actor: who closes it.
        number: the round's number.
        despite_open: why it closes although concerns are not answered yet.

    Raises:
        NotFound: there is no such round.
        WrongStage: it is closed already, or concerns are open and no reason was given.
    """
    with workspace.transaction(
        actor, message("Consultation round {round} closed", round=number), stage=Stage.CONSULTATION
    ) as tx:
        found = need_open_round(tx, number)
        waiting = open_concerns(tx, found)
        if waiting and not despite_open.strip():
            raise WrongStage(
                message(
                    "Round {round} has open concerns: {concerns}. Answer them (`consult answer`), or give a reason.",
                    round=number,
                    concerns=", ".join(concern.short_id for concern in waiting),
                )
            )
        found.closed_at = now()
        found.despite_open = despite_open.strip() if waiting else ""
        return tx.add(found)


def open_concerns(reader: Reader, asked_in: ConsultationRound) -> list[Concern]:
    """The concerns of a round that have no disposition yet."""
    replies = {reply.id for reply in reader.all(Reply, round_id=asked_in.id)}
    return [concern for concern in reader.all(Concern, disposition=None) if concern.reply_id in replies]


def need_round(reader: Reader, number: int | None = None) -> ConsultationRound:
    """The round with this number, or the newest.

    Raises:
        NotFound: there is none.
    """
    rounds = reader.all(ConsultationRound, ConsultationRound.number)
    if not rounds:
        raise NotFound(message("There is no consultation round yet. Open one first (`consult round --open`)."))
    if number is None:
        return rounds[-1]
    for found in rounds:
        if found.number == number:
            return found
    raise NotFound(message("There is no consultation round {round}.", round=number))


def need_open_round(reader: Reader, number: int | None = None) -> ConsultationRound:
    """The round with this number, or the newest, which must not be closed.

    Raises:
        NotFound: there is none.
        WrongStage: it is closed.
    """
    found = need_round(reader, number)
    if found.closed_at is not None:
        raise WrongStage(
            message("Consultation round {round} is closed. Open another one for what comes now.", round=found.number)
        )
    return found
