"""Receipts: a member gets one for what arrived, and before the opening everybody gets the list of all."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rapporteur_app.errors import NotFound, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus, Member, Opening, ReceiptList
from rapporteur_app.scoring.judging import counting_ballot
from rapporteur_app.scoring.keys import FIRST_ROUND, file_key, openers
from rapporteur_app.scoring.member_keys import key_words
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import setting
from rapporteur_app.trust.receipts import Receipt, ReceiptLine, make_receipt
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.chain import ANCHOR_DIGITS
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.images import compact
from rapporteur_app.workspace.storage import plain_file_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.scoring.pack_reading import OpenPack
    from rapporteur_app.scoring.work import Work
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Reader, Workspace

SUFFIX = ".receipt"
SHEET, BALLOT = "sheet", "ballot"


def counting_ballots(reader: Reader, round_number: int) -> list[Ballot]:
    """The ballots that would be opened now, one a member, in the members' order."""
    found = [counting_ballot(reader, member.id or 0, round_number) for member in scoring_members(reader)]
    return [ballot for ballot in found if ballot is not None]


def ballot_list_digest(ballots: Sequence[Ballot]) -> str:
    """The digest of the list of ballots that count: SHA-256 of compact JSON [[member, revision, digest], ...]."""
    rows = [[f"M{ballot.member_id}", ballot.revision, ballot.digest] for ballot in ballots]
    return hashlib.sha256(compact(rows)).hexdigest()


def make_receipt_list(workspace: Workspace, actor: Actor, store: KeyStore) -> bytes:
    """The signed list of all that arrived, for everybody, before the opening; the selection keeps that it was made.

    Raises:
        WrongStage: the results are open, or nothing arrived yet.
    """
    key = file_key(workspace, actor, store)
    with workspace.reading() as reader:
        if reader.first(Opening, round=FIRST_ROUND):
            raise WrongStage(message("The results of this round are open; receipts are sent before."))
        receipt = _receipt(reader, workspace, reader.all(Ballot, without=Ballot.data, round=FIRST_ROUND), complete=True)
        if not receipt.lines:
            raise WrongStage(message("Nothing arrived yet, so there is nothing to confirm."))
    data = make_receipt(receipt, key)
    with workspace.transaction(actor, message("List of receipts made"), reversible=False) as tx:
        tx.add(
            ReceiptList(
                round=FIRST_ROUND, list_digest=receipt.list_digest, made_at=receipt.made_at,
                objections_until=receipt.objections, data=data,
            )
        )  # fmt: skip
    return data


def member_receipt(workspace: Workspace, actor: Actor, store: KeyStore, member: int) -> bytes:
    """The signed receipt for what one member sent so far.

    Raises:
        NotFound: there is no such member, or nothing of theirs arrived.
    """
    key = file_key(workspace, actor, store)
    with workspace.reading() as reader:
        reader.need(Member, member)
        rows = reader.all(Ballot, without=Ballot.data, round=FIRST_ROUND, member_id=member)
        if not rows:
            raise NotFound(message("Nothing of {member} arrived yet.", member=f"M{member}"))
        return make_receipt(_receipt(reader, workspace, rows, complete=False), key)


def write_receipts(
    workspace: Workspace, actor: Actor, store: KeyStore, folder: Path, members: Sequence[int]
) -> list[Path]:
    """Write the receipt of each member into a folder; one from before is replaced, as the new one says more.

    Raises:
        RapporteurError: the folder cannot be written.
    """
    written = []
    for member in members:
        path = folder / f"M{member}{SUFFIX}"
        data = member_receipt(workspace, actor, store, member)
        with plain_file_errors(path):
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        written.append(path)
    return written


def _receipt(reader: Reader, workspace: Workspace, rows: Sequence[Ballot], *, complete: bool) -> Receipt:
    moment, counting = now(), counting_ballots(reader, FIRST_ROUND)
    hours = timedelta(hours=int(setting(reader, "policy.objection_hours")))
    until = (datetime.fromisoformat(moment) + hours).isoformat(timespec="seconds")
    return Receipt(
        selection=workspace.id,
        round=FIRST_ROUND,
        title=setting(reader, "title"),
        complete=complete,
        made_at=moment,
        audit_head=workspace.head()[:ANCHOR_DIGITS],
        list_digest=ballot_list_digest(counting),
        one_keyholder=openers(reader).one_keyholder,
        lines=tuple(_line(reader, workspace, row, {each.id for each in counting}) for row in rows),
        objections=until if complete else "",
    )


def _line(reader: Reader, workspace: Workspace, row: Ballot, counting: set[int | None]) -> ReceiptLine:
    member = reader.need(Member, row.member_id)
    return ReceiptLine(
        member=member.short_id,
        route=SHEET if row.from_sheet else BALLOT,
        revision=row.revision,
        digest=row.digest,
        key=row.key,
        words="" if row.from_sheet else key_words(workspace.id, row.key, member.language),
        status=row.status.value,
        counts=row.id in counting,
    )


def list_in_force(reader: Reader, round_number: int) -> ReceiptList | None:
    """The newest list of receipts, if nothing that counts has changed since; else None."""
    rows = reader.all(ReceiptList, round=round_number)
    if not rows or rows[-1].list_digest != ballot_list_digest(counting_ballots(reader, round_number)):
        return None
    return rows[-1]


def objections(receipt: Receipt, pack: OpenPack, work: Work, earlier: Receipt | None = None) -> list[Message]:
    """What a member must object to in a receipt; nothing if it says what they sent.

    Args:
        receipt: the receipt, or the list of all.
        pack: the member's pack, which names the selection's key.
        work: what the member's own machine remembers of what it sent.
        earlier: a receipt that the member got before.
    """
    foreign = _foreign(receipt, pack) + (_foreign(earlier, pack) if earlier is not None else [])
    if foreign:
        return foreign
    member, found = pack.header.member, list[Message]()
    lines = [line for line in receipt.of(member) if line.status != BallotStatus.WRONG_MEMBER.value]
    newest = lines[0].revision if lines else 0
    before = max((line.revision for line in earlier.of(member)), default=0) if earlier is not None else 0
    if before > newest:
        found.append(message("Your receipt names revision {mine}, the list {theirs}.", mine=before, theirs=newest))
    if newest > work.revision:
        found.append(
            message(
                "The receipt names revision {theirs}; from this computer you made {mine}. If you made no later one "
                "elsewhere, somebody else did: object.",
                mine=work.revision, theirs=newest,
            )
        )  # fmt: skip
    if work.revision > newest:
        found.append(
            message(
                "You made revision {mine}, the receipt names {theirs}: send your ballot again.",
                mine=work.revision,
                theirs=newest,
            )
        )
    same = [line.digest for line in lines if line.revision == work.revision]
    if same and work.previous is not None and work.previous not in same:
        found.append(message("Revision {mine} in the receipt is not the file that you made.", mine=work.revision))
    return found


def _foreign(receipt: Receipt, pack: OpenPack) -> list[Message]:
    if receipt.file_key != pack.header.file_key:
        return [message("It is not signed with the key that signed your pack.")]
    if (receipt.selection, receipt.round) != (pack.header.selection, pack.header.round):
        return [message("It belongs to another selection or round.")]
    return []
