"""The check of the anchors: heads of the log that left the file, or came back signed, are still in the log (trust.md).

The owner of a file can recompute its whole chain. What others hold cannot be recomputed: packs and receipts that went
out, ballots that members signed over their pack's head, the decision that the chair signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import Message, message, plural
from rapporteur_app.model import (
    AuditEntry,
    Ballot,
    BallotStatus,
    DecisionSignature,
    MemberKey,
    PackEdition,
    ReceiptList,
    Setting,
)
from rapporteur_app.trust.ballots import read_ballot
from rapporteur_app.trust.receipts import read_receipt
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.verification.entries import first_entries
from rapporteur_app.workspace.chain import ANCHOR_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapporteur_app.workspace import Reader

OutsideFile = tuple[str, bytes]
"""A pack, ballot or receipt that somebody holds: its name and its bytes."""


@dataclass(frozen=True)
class Anchor:
    """A head of the log that stands somewhere else too.

    Attributes:
        head: its first 32 digits.
        where: where it stands: "M3's ballot".
        place: which entry it is the hash of, as far as the row log tells.
        signer: the member who signed it, '' for what the file's own key signed.
    """

    head: str
    where: Message
    place: int | None
    signer: str = ""


class Log:
    """The heads in the log, and where the rows that carry anchors were written."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.entries = reader.count(AuditEntry)
        self.places = {entry.hash[:ANCHOR_DIGITS]: entry.n or 0 for entry in reader.all(AuditEntry)}

    @cached_property
    def written(self) -> dict[tuple[str, str], int]:
        """By table and row: the entry that wrote it first."""
        return first_entries(self.reader, "pack_edition", "receipt_list", "decision_signature")

    def head_before(self, table: str, row: int | None) -> int | None:
        """The entry whose hash was the head when a row was made: the one before its own."""
        entry = self.written.get((table, str(row)))
        return None if entry is None else entry - 1

    def problem(self, anchor: Anchor) -> Message | None:
        """What an anchor says against the log; None if it is in it."""
        if anchor.head[:ANCHOR_DIGITS] in self.places:
            return None
        if anchor.place is None:
            return message("The log differs from the one in {where}: it was cut off or written anew.",
                           where=anchor.where)  # fmt: skip
        if anchor.place > self.entries:
            return message("Entry {entry} is missing, which stands in {where}.", entry=anchor.place, where=anchor.where)
        return message("Entry {entry} differs from the one in {where}.", entry=anchor.place, where=anchor.where)


def check_anchors(reader: Reader) -> Check:
    """Whether the heads of the log that packs and receipts carried away, and members signed, are still in the log."""
    return _verdict(reader, "anchors", list(_inside(Log(reader))))


def check_outside(reader: Reader, files: Sequence[OutsideFile]) -> Check:
    """Whether the heads of the log in packs, ballots and receipts that somebody holds are in this log.

    It finds what a file alone cannot show: that it was put back to an older state, or cut off at its end.
    """
    log, anchors, problems = Log(reader), list[Anchor](), list[Message]()
    for name, data in files:
        try:
            anchors.append(_outside(log, name, data))
        except RapporteurError as error:
            problems.append(message("{file}: {reason}", file=name, reason=error.message))
    problems += [problem for anchor in anchors if (problem := log.problem(anchor)) is not None]
    last = max((log.places.get(anchor.head[:ANCHOR_DIGITS], 0) for anchor in anchors), default=0)
    well = plural("The head in {count} file is in the log: entries 1-{last} are as they were when it was made.",
                  "The heads in {count} files are in the log: entries 1-{last} are as they were when they were made.",
                  len(files), last=last)  # fmt: skip
    return verdict("outside", problems, well)


def _verdict(reader: Reader, name: str, anchors: list[Anchor]) -> Check:
    log = Log(reader)
    anchors.sort(key=lambda anchor: anchor.place or log.entries)
    problems = [problem for anchor in anchors if (problem := log.problem(anchor)) is not None]
    return verdict(name, problems, _countersigned(log, anchors))


def _inside(log: Log) -> Iterator[Anchor]:
    """The anchors in the file: what others signed first, as it weighs most."""
    yield from _ballots(log)
    yield from _signatures(log)
    for row in log.reader.all(ReceiptList):
        where = message("the list of receipts of {time}", time=row.made_at)
        yield Anchor(read_receipt(row.data).audit_head, where, log.head_before("receipt_list", row.id))
    for pack in log.reader.all(PackEdition):
        where = message("the pack of {member}, edition {edition}", member=f"M{pack.member_id}", edition=pack.edition)
        yield Anchor(pack.audit_head, where, log.head_before("pack_edition", pack.id))


def _ballots(log: Log) -> Iterator[Anchor]:
    reader = log.reader
    confirmed = {(row.member_id, row.public) for row in reader.all(MemberKey) if row.confirmed_at}
    for ballot in reader.all(Ballot, from_sheet=False):
        known = (ballot.member_id, ballot.key) in confirmed or ballot.admitted_reason
        if ballot.status is BallotStatus.WRONG_MEMBER or not known:
            continue  # kept as received; nothing says that the member signed it
        clear, _envelope = read_ballot(ballot.data)
        place = _pack_place(log, ballot.member_id, clear.round, clear.pack_edition)
        yield Anchor(clear.audit_head, _ballot_of(clear.member), place, clear.member)


def _ballot_of(member: str) -> Message:
    return message("{member}'s ballot", member=member)


def _pack_place(log: Log, member: int | None, round_number: int, edition: int) -> int | None:
    pack = log.reader.first(PackEdition, member_id=member, round=round_number, edition=edition)
    return None if pack is None else log.head_before("pack_edition", pack.id)


def _signatures(log: Log) -> Iterator[Anchor]:
    for row in log.reader.all(DecisionSignature):
        head = str(json.loads(row.signed)["audit_head"])
        where = message("the decision that {member} signed", member=f"M{row.member_id}")
        yield Anchor(head, where, log.head_before("decision_signature", row.id), f"M{row.member_id}")


def _outside(log: Log, name: str, data: bytes) -> Anchor:
    """The anchor in a file that somebody holds.

    Raises:
        RapporteurError: it is no pack, ballot or receipt, was changed, or belongs to another selection.
    """
    from rapporteur_app.trust.envelope import read_envelope
    from rapporteur_app.trust.pack_file import read_pack

    kind, place = read_envelope(data).kind, None
    if kind == "receipt":
        receipt = read_receipt(data)
        selection, head = receipt.selection, receipt.audit_head
    elif kind == "ballot":
        clear, _envelope = read_ballot(data)
        selection, head = clear.selection, clear.audit_head
        place = _pack_place(log, _number(clear.member), clear.round, clear.pack_edition)
    else:
        header = read_pack(data).header
        selection, head = header.selection, header.audit_head
        place = _pack_place(log, _number(header.member), header.round, header.edition)
    known = log.reader.get(Setting, "id")
    if known is None or known.value != selection:
        raise RapporteurError(message("It belongs to another selection."))
    return Anchor(head, message("{file}", file=name), place)


def _number(member: str) -> int | None:
    digits = member.removeprefix("M")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _countersigned(log: Log, anchors: Sequence[Anchor]) -> Message:
    """How far members signed the history, how many, and from where on nothing but the file itself tells it."""
    signed: dict[str, int] = {}
    for anchor in anchors:
        place = log.places.get(anchor.head[:ANCHOR_DIGITS], 0)
        if anchor.signer:
            signed[anchor.signer] = max(place, signed.get(anchor.signer, 0))
    if not signed:
        return message("No entry is countersigned yet.")
    steps = sorted(set(signed.values()))
    parts, first = list[Message](), 1
    for last in steps:
        count = sum(1 for place in signed.values() if place >= last)
        parts.append(_part(first, last, count))
        first = last + 1
    if first <= log.entries:
        parts.append(message("{first}-{last} not anchored", first=first, last=log.entries))
    text = parts.pop()
    while parts:
        text = message("{first}; {rest}", first=parts.pop(), rest=text)
    return message("{text}.", text=text)


def _part(first: int, last: int, count: int) -> Message:
    if first == 1:
        return plural("Entries 1-{last} countersigned by {count} member",
                      "Entries 1-{last} countersigned by {count} members", count, last=last)  # fmt: skip
    return plural("{first}-{last} by {count} member", "{first}-{last} by {count} members", count, first=first,
                  last=last)  # fmt: skip
