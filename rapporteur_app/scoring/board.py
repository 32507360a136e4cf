"""The progress board: what went to each member and what came back; no scores, no averages, nothing to infer from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import col

from rapporteur_app.errors import BadInput, WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Ballot, BallotStatus, Member, Opening, PackEdition, Sending, Sent
from rapporteur_app.scoring.declarations import recused_pairs, undeclared
from rapporteur_app.scoring.judging import counting_ballot, situation_of
from rapporteur_app.scoring.keys import FIRST_ROUND
from rapporteur_app.scoring.member_keys import current_key
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import deadline_of
from rapporteur_app.trust.envelope import read_envelope
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    pack, newest = newest_pack(reader, number), _newest(reader, number)
    returned = counting_ballot(reader, number, FIRST_ROUND) is not None
    unasked = not_asked(reader, number)
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
        "not_asked": [f"C{candidate}" for candidate in unasked],
        "complete": newest is not None and newest.scored == newest.due and not unasked,
        "overdue": over and not returned,
        "reminded": sent[Sent.REMINDER],
        "admitted": newest.admitted_reason if newest else "",
        "key_confirmed": current_key(reader, number) is not None,
    }


def not_asked(reader: Reader, member: int) -> list[int]:
    """The candidates of a member's newest edition for whom the edition that their ballot answers did not ask yet.

    The ballot is the one that counts, or the newest where none does; where there is none, nobody is told of.
    """
    pack = newest_pack(reader, member)
    if pack is None or pack.edition == 1:  # as mostly: the ballots, which are large, are not read for it
        return []
    ballot = counting_ballot(reader, member, FIRST_ROUND) or _newest(reader, member)
    if ballot is None:
        return []
    edition = read_envelope(ballot.data).header["pack_edition"]
    answered = reader.first(PackEdition, member_id=member, round=FIRST_ROUND, edition=edition)
    return sorted(set(pack.candidates) - set(answered.candidates if answered else ()))


def in_no_pack(reader: Reader, eligible: Collection[int]) -> list[int]:
    """The eligible candidates whom no newest edition asks about, though who has one is not recused on them."""
    packs = [pack for member in scoring_members(reader) if (pack := newest_pack(reader, member.id or 0))]
    recused, asked = recused_pairs(reader), {candidate for pack in packs for candidate in pack.candidates}
    return sorted(
        candidate
        for candidate in set(eligible) - asked
        if any((pack.member_id, candidate) not in recused for pack in packs)
    )


def newest_pack(reader: Reader, member: int) -> PackEdition | None:
    """The newest edition of a member's pack; None where they have none."""
    newest_first = col(PackEdition.edition).desc()
    return reader.first(PackEdition, newest_first, member_id=member, round=FIRST_ROUND)


def _newest(reader: Reader, member: int) -> Ballot | None:
    """The newest ballot in a member's name that another's key did not sign."""
    order = situation_of(reader, member, FIRST_ROUND).order
    rows = reader.all(Ballot, without=Ballot.data, member_id=member, round=FIRST_ROUND)
    theirs = [row for row in rows if row.status is not BallotStatus.WRONG_MEMBER]
    return max(theirs, key=lambda row: (order(row), row.id or 0), default=None)


def _sent(reader: Reader, member: int) -> dict[Sent, str | None]:
    """When each thing last went to a member."""
    found: dict[Sent, str | None] = dict.fromkeys(Sent)
    for row in reader.all(Sending, member_id=member, round=FIRST_ROUND):
        found[row.what] = row.at
    return found
