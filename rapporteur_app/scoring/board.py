"""The progress board: what went to each member and what came back; no scores, no averages, nothing to infer from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Member, Opening, PackEdition, Sending, Sent
from rapporteur_app.scoring.declarations import undeclared
from rapporteur_app.scoring.judging import counting_ballot, situation_of
from rapporteur_app.scoring.keys import FIRST_ROUND
from rapporteur_app.scoring.member_keys import current_key
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import deadline_of
from rapporteur_app.trust.envelope import read_envelope
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace


def record_sent(workspace: Workspace, actor: Actor, members: Sequence[int], what: Sent) -> list[Sending]:
    """Note that something went to members, or that they said it came (`opened`).

    Raises:
        BadInput: one of them does not score, or what they are said to have opened was never made.
        WrongStage: the results are open.
    """
    ids = ", ".join(f"M{number}" for number in members)
    with workspace.transaction(actor, message("{what}: {members}", what=SENT_ACTIONS[what], members=ids)) as tx:
        return note_sent(tx, actor, members, what)


SENT_ACTIONS = {
    Sent.FORM: message("Declaration form sent"),
    Sent.PACK: message("Pack sent"),
    Sent.OPENED: message("Pack opened, as they say"),
    Sent.REMINDER: message("Reminder drafted"),
}


def note_sent(tx: Transaction, actor: Actor, members: Sequence[int], what: Sent) -> list[Sending]:
    """The same within a transaction of the caller."""
    if tx.first(Opening, round=FIRST_ROUND):
        raise WrongStage(message("The results of this round are open; nothing more goes to the members."))
    scorers = {member.id for member in scoring_members(tx)}
    for number in members:
        if number not in scorers:
            raise BadInput(message("{member} is not a member who scores.", member=f"M{number}"))
        if what in (Sent.PACK, Sent.OPENED) and not tx.first(PackEdition, member_id=number, round=FIRST_ROUND):
            raise BadInput(message("{member} has no pack yet.", member=f"M{number}"))
    rows = [Sending(member_id=number, round=FIRST_ROUND, what=what, at=now(), by=str(actor)) for number in members]
    return tx.add_all(rows)


def progress_json(reader: Reader) -> dict[str, Any]:
    """Who is where, as other programs read it; `overdue` where the deadline is over and nothing counts yet.

    `not_asked` names the candidates of the newest edition for whom the ballot's own edition did not ask.
    """
    deadline = deadline_of(reader, "scoring_deadline")
    over = deadline is not None and datetime.fromisoformat(now()) > deadline
    rows = [_progress(reader, member, over=over) for member in scoring_members(reader)]
    return {"round": FIRST_ROUND, "deadline": deadline.isoformat() if deadline else None, "members": rows}


def _progress(reader: Reader, member: Member, *, over: bool) -> dict[str, Any]:
    number = member.id or 0
    pack = reader.first(PackEdition, PackEdition.edition.desc(), member_id=number)  # type: ignore[attr-defined]
    ballots = [
        row
        for row in reader.all(Ballot, member_id=number, round=FIRST_ROUND)
        if row.status is not BallotStatus.WRONG_MEMBER
    ]
    order = situation_of(reader, number, FIRST_ROUND).order
    newest = max(ballots, key=lambda row: (order(row), row.id or 0), default=None)
    counting = counting_ballot(reader, number, FIRST_ROUND)
    judged, returned = counting or newest, counting is not None
    not_asked = _not_asked(reader, pack, judged) if pack and judged else []
    sent = _sent(reader, number)
    return {
        "member": member.short_id,
        "name": member.name,
        "form_sent": sent[Sent.FORM],
        "form_back": not undeclared(reader, number),
        "pack": pack.edition if pack else None,
        "pack_sent": sent[Sent.PACK] if pack and (sent[Sent.PACK] or "") >= pack.at else None,
        "opened": sent[Sent.OPENED] if pack and (sent[Sent.OPENED] or "") >= pack.at else None,
        "status": newest.status.value if newest else None,
        "revision": newest.revision if newest else None,
        "scored": newest.scored if newest else None,
        "due": newest.due if newest else None,
        "returned": returned,
        "not_asked": [f"C{candidate}" for candidate in not_asked],
        "complete": newest is not None and newest.scored == newest.due and not not_asked,
        "overdue": over and not returned,
        "reminded": sent[Sent.REMINDER],
        "admitted": newest.admitted_reason if newest else "",
        "key_confirmed": current_key(reader, number) is not None,
    }


def _not_asked(reader: Reader, pack: PackEdition, ballot: Ballot) -> list[int]:
    """The candidates of a member's newest edition for whom the edition that a ballot answers did not ask yet."""
    edition = read_envelope(ballot.data).header["pack_edition"]
    answered = reader.first(PackEdition, member_id=ballot.member_id, round=ballot.round, edition=edition)
    return sorted(set(pack.candidates) - set(answered.candidates if answered else ()))


def _sent(reader: Reader, member: int) -> dict[Sent, str | None]:
    """When each thing last went to a member."""
    found: dict[Sent, str | None] = dict.fromkeys(Sent)
    for row in reader.all(Sending, member_id=member, round=FIRST_ROUND):
        found[row.what] = row.at
    return found
