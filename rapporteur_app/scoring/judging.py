"""What becomes of a ballot: one rule, asked when it arrives, and once more when its member's key is read out loud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus, Declaration, Interest, MemberKey
from rapporteur_app.scoring.keys import opening_keys, sealed_to
from rapporteur_app.setup.criteria import frozen_version
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.workspace import Reader, Transaction

Status = BallotStatus

HEEDED = {Status.ACCEPTED, Status.DRAFT, Status.LATE}
"""The statuses in which a conflict found while scoring is the member's own word."""

WAITS = (Status.WRONG_RUBRIC, Status.LATE, Status.UNCONFIRMED)
"""The statuses in which a ballot counts only if the chair admitted it."""


@dataclass(frozen=True)
class Situation:
    """What is asked of a member's ballots beside themselves.

    Attributes:
        rubric: the hash of the frozen criteria, None where none are frozen.
        sealed_to: the opening keys of the round (`keys.sealed_to`).
        keys: the member's keys that were read out, by public half, in the order in which they were: 1, 2, ...
        ended: when a key of these ended, where it did.
    """

    rubric: str | None
    sealed_to: str
    keys: dict[str, int]
    ended: dict[str, str]

    def number(self, ballot: Ballot) -> int:
        """The place of the ballot's key among the member's; 0 for a score sheet and for a key that was not read out."""
        return 0 if ballot.from_sheet else self.keys.get(ballot.key, 0)

    def order(self, ballot: Ballot) -> tuple[int, int]:
        """What makes a ballot newer than another: the key, then the revision (trust.md, 'First contact')."""
        return self.number(ballot), ballot.revision

    def is_confirmed(self, ballot: Ballot) -> bool:
        """Whether the ballot came by a way that is known to be the member's."""
        return ballot.from_sheet or ballot.key in self.keys

    def is_foreign(self, ballot: Ballot) -> bool:
        """Whether another key than the member's signed it, or one of theirs after it had ended."""
        if ballot.from_sheet or not self.keys:
            return False
        ended = self.ended.get(ballot.key)
        return ballot.key not in self.keys or (ended is not None and ballot.received_at > ended)

    def is_current(self, ballot: Ballot) -> bool:
        """Whether it was made for the criteria and the opening keys of now."""
        return self.rubric == ballot.rubric_hash and self.sealed_to == ballot.sealed_to


@dataclass(frozen=True)
class InForce:
    """What the ballots of all members are made for now: see `Situation`."""

    rubric: str | None
    sealed_to: str


def in_force(reader: Reader, round_number: int) -> InForce:
    """The criteria and the opening keys that a round's ballots are made for now."""
    version = frozen_version(reader)
    return InForce(version.hash if version else None, sealed_to(opening_keys(reader, round_number)))


def situation_of(reader: Reader, member: int, round_number: int, made_for: InForce | None = None) -> Situation:
    """What a member's ballots are judged by now; `made_for`, where many members' are judged at once."""
    made_for = made_for or in_force(reader, round_number)
    read = [row for row in reader.all(MemberKey, member_id=member) if row.confirmed_at]
    read.sort(key=lambda row: (row.ended_at is None, row.confirmed_at or "", row.id))
    return Situation(
        made_for.rubric,
        made_for.sealed_to,
        {row.public: place for place, row in enumerate(read, start=1)},
        {row.public: row.ended_at for row in read if row.ended_at},
    )


def judge(ballot: Ballot, earlier: Sequence[Ballot], situation: Situation) -> tuple[Status, list[Message]]:
    """What becomes of a ballot that came after others of the same member and round, and why."""
    member = f"M{ballot.member_id}"
    if situation.is_foreign(ballot):
        return Status.WRONG_MEMBER, [
            message("Not signed with {member}'s key.", member=member),
            message("Kept, not counted: ask {member} which key is theirs.", member=member),
        ]
    if situation.rubric is None or ballot.rubric_hash != situation.rubric:
        return Status.WRONG_RUBRIC, [message("Scored under another version of the criteria: kept, not counted.")]
    unread = message("Its key was not read out yet: kept, and not counted until {member} reads it.", member=member)
    doubts = [] if situation.is_confirmed(ballot) else [unread]
    if ballot.late:
        late = message("It came after the deadline: it counts only if the chair admits it.")
        return Status.LATE, [late, *doubts]
    return (Status.UNCONFIRMED, doubts) if doubts else _among(ballot, earlier, situation)


def _among(ballot: Ballot, earlier: Sequence[Ballot], situation: Situation) -> tuple[Status, list[Message]]:
    """What becomes of a ballot beside the others of its member."""
    if rivals(ballot, earlier, situation):
        return Status.PARTED, [
            message(
                "Two different files say they are revision {revision}: neither counts until the next arrives.",
                revision=ballot.revision,
            )
        ]
    others = [row for row in earlier if row.status not in (Status.WRONG_MEMBER, Status.UNCONFIRMED)]
    newest = max(map(situation.order, others), default=(0, 0))
    if situation.order(ballot) < newest:
        return Status.OLDER, [message("Older than revision {newest}; kept, not used.", newest=newest[1])]
    reasons = []
    before = newest[1] if newest[0] == situation.number(ballot) else 0
    if ballot.revision > before + 1:
        reasons.append(message("Revision {expected} did not arrive.", expected=before + 1))
    if not ballot.final:
        return Status.DRAFT, [*reasons, message("A draft: kept, not counted as returned.")]
    return Status.ACCEPTED, reasons


def rivals(ballot: Ballot, earlier: Sequence[Ballot], situation: Situation) -> list[Ballot]:
    """The other ballots that say they are the same revision, and could count."""
    aside = (*WAITS, Status.WRONG_MEMBER)
    return [row for row in earlier if row.status not in aside and situation.order(row) == situation.order(ballot)]


def settle(tx: Transaction, ballot: Ballot, earlier: Sequence[Ballot], situation: Situation) -> list[Message]:
    """Give a ballot its status, part its rivals, and hand a conflict found while scoring on to the chair."""
    ballot.status, reasons = judge(ballot, earlier, situation)
    if ballot.status is Status.PARTED:
        for rival in rivals(ballot, earlier, situation):
            rival.status = Status.PARTED
            tx.session.add(rival)
    tx.session.add(ballot)
    if ballot.status in HEEDED and situation.is_confirmed(ballot):
        reasons += declare_conflicts(tx, ballot)
    return reasons


def judge_anew(tx: Transaction, member: int, round_number: int) -> None:
    """Judge all that came from a member once more, in the order in which it came."""
    situation = situation_of(tx, member, round_number)
    rows = tx.all(Ballot, without=Ballot.data, member_id=member, round=round_number)
    for place, ballot in enumerate(rows):
        settle(tx, ballot, rows[:place], situation)


def declare_conflicts(tx: Transaction, ballot: Ballot) -> list[Message]:
    """The conflicts found while scoring become declarations, once, for the chair to confirm."""
    if ballot.heeded:
        return []
    ballot.heeded = True
    tx.session.add(ballot)
    return [_declare(tx, ballot.member_id or 0, conflict) for conflict in ballot.conflicts]


def _declare(tx: Transaction, member: int, conflict: dict[str, str]) -> Message:
    candidate = int(conflict["candidate"].removeprefix("C"))
    keys = {"member_id": member, "candidate_id": candidate}
    row = tx.first(Declaration, **keys) or Declaration(**keys, interest=Interest.CONFLICT, reason="-", at=now())
    row.interest, row.reason, row.at = Interest.CONFLICT, conflict["reason"] or "-", now()
    tx.session.add(row)
    return message(
        "A conflict with {candidate} was found while scoring: the chair confirms it.", candidate=conflict["candidate"]
    )


def counting_ballot(reader: Reader, member: int, round_number: int) -> Ballot | None:
    """The ballot of a member that counts: the newest final one in time or admitted, unless it is parted."""
    situation = situation_of(reader, member, round_number)
    rows = [
        row
        for row in reader.all(Ballot, without=Ballot.data, member_id=member, round=round_number)
        if row.final and row.status is not Status.WRONG_MEMBER and situation.is_current(row)
    ]
    rows = [row for row in rows if row.status not in WAITS or row.admitted_reason]
    newest = max(map(situation.order, rows), default=(0, 0))
    top = [row for row in rows if situation.order(row) == newest]
    admitted = [row for row in top if row.admitted_reason]
    if admitted:
        return admitted[-1]
    return top[0] if len(top) == 1 and top[0].status in (Status.ACCEPTED, Status.OLDER) else None
