"""Admitting: the chair lets a ballot count that came late, in two versions, or before its key was read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Member, Opening
from rapporteur_app.scoring.judging import counting_ballot, declare_conflicts, situation_of
from rapporteur_app.scoring.keys import FIRST_ROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

ADMISSIBLE = (BallotStatus.LATE, BallotStatus.PARTED, BallotStatus.UNCONFIRMED)
"""The statuses in which a final ballot counts once the chair admits it."""

DIGITS = 8
"""How much of a ballot's digest names it to a person; as much is asked for."""


def admissible(reader: Reader, member: int) -> list[Ballot]:
    """A member's final ballots that do not count, and would if the chair admitted them; the newest first."""
    situation, counting = situation_of(reader, member, FIRST_ROUND), counting_ballot(reader, member, FIRST_ROUND)
    least = (0, 0) if counting is None else situation.order(counting)
    found = [
        row
        for row in reader.all(Ballot, without=Ballot.data, member_id=member, round=FIRST_ROUND)
        if row.final and row.status in ADMISSIBLE and situation.is_current(row)
        if (counting is None or row.id != counting.id) and situation.order(row) >= least
    ]
    return sorted(found, key=lambda row: (situation.order(row), row.id or 0), reverse=True)


def admissible_by_member(reader: Reader) -> dict[int, list[Ballot]]:
    """What waits to be admitted, by member; who has nothing that waits is left out."""
    arrived = reader.all(Ballot, without=Ballot.data, round=FIRST_ROUND)
    members = sorted({row.member_id or 0 for row in arrived if row.final and row.status in ADMISSIBLE})
    found = {member: admissible(reader, member) for member in members}
    return {member: ballots for member, ballots in found.items() if ballots}


def meant_by_itself(waiting: Sequence[Ballot]) -> Ballot | None:
    """The newest of those that wait, unless it may be forged: two have its number, or different keys signed them."""
    newest = [row for row in waiting if row.revision == waiting[0].revision]
    return newest[0] if len(newest) == 1 and len({row.key for row in waiting}) == 1 else None


def admit_ballot(workspace: Workspace, actor: Actor, member: int, reason: str, which: str = "") -> Ballot:
    """Let a member's ballot count, before the opening.

    Args:
        workspace: the selection.
        actor: who lets it count.
        member: the member's number.
        reason: why; it stands in the report.
        which: the name of its file, or the beginning of its digest; needed where none is meant by itself.

    Raises:
        WrongStage: no reason, no such ballot, or the results are open.
        BadInput: several may be meant, or none is called so.
    """
    if not reason.strip():
        raise WrongStage(message("A ballot is admitted only with a reason."))
    with workspace.transaction(
        actor, message("Ballot of {member} admitted", member=f"M{member}"), reversible=False
    ) as tx:
        tx.need(Member, member)
        if tx.first(Opening, round=FIRST_ROUND):
            raise WrongStage(message("The results of this round are open: no ballot can be admitted any more."))
        ballot = _meant(admissible(tx, member), f"M{member}", which.strip())
        _put_back_rivals(tx, ballot)
        ballot.admitted_reason = reason.strip()
        declare_conflicts(tx, ballot)
        return tx.add(ballot)


def _meant(waiting: Sequence[Ballot], member: str, which: str) -> Ballot:
    if not waiting:
        raise WrongStage(message("No ballot of {member} waits to be admitted.", member=member))
    newest = meant_by_itself(waiting)
    if not which and newest is not None:
        return newest
    found = [row for row in waiting if not which or _is_called(row, which)]
    if which and len(found) == 1:
        return found[0]
    named = "; ".join(f"{row.file} ({row.digest[:DIGITS]})" for row in found or waiting)
    if found:
        raise BadInput(message("Which of these counts? Name one by its file or digits: {ballots}", ballots=named))
    raise BadInput(message("None that waits is called so. These wait: {ballots}", ballots=named))


def _is_called(ballot: Ballot, which: str) -> bool:
    return which == ballot.file or (len(which) >= DIGITS and ballot.digest.startswith(which.casefold()))


def _put_back_rivals(tx: Transaction, ballot: Ballot) -> None:
    """Of two with one revision the last word holds: the chair may have admitted the other one before."""
    order = situation_of(tx, ballot.member_id or 0, ballot.round).order
    for rival in tx.all(Ballot, without=Ballot.data, member_id=ballot.member_id, round=ballot.round):
        if rival.admitted_reason and order(rival) == order(ballot):
            rival.admitted_reason = ""
            tx.add(rival)
