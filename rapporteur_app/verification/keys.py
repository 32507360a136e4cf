"""The checks of the keys: whose signed what counted, and which keys the ballots were sealed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import Ballot, Holder, MemberKey, Opening, OpeningKey
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.verification.entries import first_entries, last_entries

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def check_member_keys(reader: Reader) -> Check:
    """Whether each ballot that counted came by a known way: a key that was read out loud, a sheet, or let in.

    What was read out after the opening proves nothing about it; the order is the log's, not the clocks'.
    """
    opened, written = reader.all(Opening), first_entries(reader, "opening")
    if not opened:
        return verdict("member_keys", [], message("Nothing is opened yet."))
    counted = {number: opening for opening in opened for number in opening.counted}
    ballots = [
        ballot for ballot in reader.all(Ballot, without=Ballot.data) if ballot.id in counted and not ballot.from_sheet
    ]
    changed = last_entries(reader, "member_key")
    problems, admitted = list[Message](), list[Ballot]()
    for ballot in ballots:
        key = reader.first(MemberKey, member_id=ballot.member_id, public=ballot.key)
        opening = written.get(("opening", str(counted[ballot.id or 0].id)), 0)
        before = key is not None and changed.get(("member_key", str(key.id)), opening) < opening
        if key is not None and key.confirmed_at and before:
            continue
        if ballot.admitted_reason and not (key is not None and key.confirmed_at):
            admitted.append(ballot)
        else:
            problems.append(_unread(ballot))
    return verdict("member_keys", problems, _read_out(len(ballots), admitted))


def _unread(ballot: Ballot) -> Message:
    return message(
        "Ballot {ballot} of {member} counted, and its key was neither read out before the opening nor was it let in "
        "with a reason.",
        ballot=ballot.short_id,
        member=f"M{ballot.member_id}",
    )


def _read_out(count: int, admitted: list[Ballot]) -> Message:
    if not admitted:
        return plural(
            "{count} signed ballot counted; its key was read out before the opening.",
            "{count} signed ballots counted; their keys were read out before the opening.",
            count,
        )
    return message(
        "{count} signed ballots counted; of these the chair admitted {admitted} whose key was not read out: {members}.",
        count=count,
        admitted=len(admitted),
        members=", ".join(f"M{ballot.member_id}" for ballot in admitted),
    )


def check_opening_keys(reader: Reader) -> Check:
    """Whether each holder has one opening key, and each key that was replaced says why."""
    rows = reader.all(OpeningKey)
    problems = [
        message("The opening key of {holder} was replaced without a reason.", holder=HOLDERS[row.holder])
        for row in rows
        if row.ended_at and not row.ended_reason.strip()
    ]
    using = [(row.round, row.holder) for row in rows if row.ended_at is None]
    problems += [
        message("Two opening keys of {holder} are in use in round {round}.", holder=HOLDERS[holder], round=number)
        for number, holder in sorted(set(using))
        if using.count((number, holder)) > 1
    ]
    if not rows:
        return verdict("opening_keys", problems, message("There are no opening keys yet."))
    ended = [row for row in rows if row.ended_at]
    well = plural("{count} opening key in use", "{count} opening keys in use", len(using))
    if not ended:
        return verdict("opening_keys", problems, message("{keys}; none was replaced.", keys=well))
    reasons = dict.fromkeys(row.ended_reason for row in ended)
    well = message("{keys}; {count} replaced: {reasons}.", keys=well, count=len(ended), reasons="; ".join(reasons))
    return verdict("opening_keys", problems, well)


HOLDERS: dict[Holder, Message] = {Holder.CHAIR: message("the chair"), Holder.WITNESS: message("the witness")}
