"""Collecting: ballots and filled score sheets come in; nothing is overwritten, counted twice, or lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import RapporteurError, WrongStage
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import (
    Ballot,
    BallotStatus,
    Candidate,
    Member,
    MemberKey,
    Opening,
    OpeningKey,
)
from rapporteur_app.progress import SILENT
from rapporteur_app.scoring.judging import declare_conflicts, settle, situation_of
from rapporteur_app.scoring.keys import FIRST_ROUND, openers, sealed_to
from rapporteur_app.scoring.member_keys import note_key
from rapporteur_app.scoring.sealed import CANDIDATE
from rapporteur_app.scoring.sheet_ballots import SheetRefused, ballot_of_sheet
from rapporteur_app.setup.criteria import frozen_version
from rapporteur_app.setup.members import scoring_members
from rapporteur_app.setup.settings import deadline_of
from rapporteur_app.trust.ballots import KIND, BallotClear, read_ballot
from rapporteur_app.trust.envelope import largest_file
from rapporteur_app.trust.errors import Tampered
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.progress import Progress
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Reader, Transaction, Workspace

Status = BallotStatus
TAKEN = {Status.ACCEPTED, Status.DRAFT, Status.UNCHANGED, Status.OLDER, Status.LATE, Status.UNCONFIRMED}
"""The statuses of a file that was taken in or was there; with any other the command ends with 1."""


@dataclass(frozen=True)
class Collected:
    """What became of one file."""

    file: str
    status: Status
    member: str | None = None
    revision: int | None = None
    scored: int | None = None
    due: int | None = None
    reasons: list[Message] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        """Whether the file is in the selection now."""
        return self.status in TAKEN

    def as_json(self) -> dict[str, Any]:
        """The outcome as other programs read it."""
        return {
            "file": self.file,
            "member": self.member,
            "status": self.status.value,
            "revision": self.revision,
            "scored": self.scored,
            "due": self.due,
            "reasons": list(self.reasons),
        }


WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the workbooks begin in which a score sheet comes back: xlsx and ods, and the old xls."""


def collect_ballots(
    workspace: Workspace, actor: Actor, files: Sequence[Path], store: KeyStore, progress: Progress = SILENT
) -> list[Collected]:
    """Take in files, each as a unit of its own; what each came to is reported in the order of the files."""
    progress.start(message("Collecting"), len(files))
    found = []
    for path in files:
        found.append(_collect(workspace, actor, path, store))
        progress.advance()
    return found


def _collect(workspace: Workspace, actor: Actor, path: Path, store: KeyStore) -> Collected:
    try:
        data = _read(path)
        source = hashlib.sha256(data).hexdigest() if data[:4] in WORKBOOKS else ""
        if source:
            data = ballot_of_sheet(workspace, actor, path, source, store)
        clear, envelope = read_ballot(data)
    except SheetRefused as refusal:
        return Collected(path.name, refusal.status, refusal.member, reasons=[refusal.message])
    except Tampered as error:
        return Collected(path.name, Status.TAMPERED, reasons=[error.message])
    except RapporteurError as error:
        return Collected(path.name, Status.UNREADABLE, reasons=[error.message])
    with workspace.reading() as reader:
        refused = _refusal(reader, workspace, clear, path, envelope.digest, source)
    if refused is not None:
        return refused
    action = message(
        "Ballot collected from {member}, revision {revision}", member=clear.member, revision=clear.revision
    )
    with workspace.transaction(actor, action, reversible=False) as tx:
        return _store(tx, workspace, clear, data, envelope.digest, path.name, source=source)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > largest_file(KIND):
            raise RapporteurError(message("The file is too large for a ballot."))
        return path.read_bytes()
    except OSError as error:
        raise RapporteurError(message("The file cannot be read."), str(error)) from error


def _refusal(
    reader: Reader, workspace: Workspace, clear: BallotClear, path: Path, digest: str, source: str
) -> Collected | None:
    """Why a ballot is not taken in at all, if it is not."""

    def refuse(status: Status, reason: Message) -> Collected:
        return Collected(path.name, status, clear.member, clear.revision, clear.answered, clear.due, [reason])

    if clear.selection != workspace.id:
        return refuse(Status.WRONG_SELECTION, message("It belongs to another selection."))
    known = reader.first(Ballot, digest=digest)
    if known is not None:
        found = refuse(Status.UNCHANGED, message("The same file is here already."))
        found.reasons.extend(signed_by(reader, known))
        return found
    if frozen_version(reader) is None or reader.first(Opening, round=clear.round) or clear.round != FIRST_ROUND:
        return refuse(Status.NOT_OPEN, message("Ballots are collected from the freeze of the criteria to the opening."))
    member = _member(reader, clear)
    if member is None:
        return refuse(Status.WRONG_MEMBER, message("{member} is not a member who scores.", member=clear.member))
    if not source and _from_file_key(reader, clear):
        return refuse(Status.WRONG_MEMBER, message("Not signed with {member}'s key.", member=clear.member))
    if clear.openers != openers(reader):
        return refuse(Status.UNREADABLE, _strange_openers(reader, clear))
    if any(not _is_known(reader, conflict.candidate) for conflict in clear.conflicts):
        return refuse(Status.UNREADABLE, message("It names a candidate who is not in this selection."))
    return None


def _is_known(reader: Reader, candidate: str) -> bool:
    number = CANDIDATE.fullmatch(candidate) and int(candidate[1:])
    return bool(number) and reader.get(Candidate, number) is not None


def signed_by(reader: Reader, ballot: Ballot) -> list[Message]:
    """Whose key signed a ballot, for a member who denies it; nothing where no key was read out loud."""
    key = reader.first(MemberKey, member_id=ballot.member_id, public=ballot.key)
    if key is None or not key.confirmed_at:
        return []
    return [message("{member}, revision {revision}, signed with the key confirmed {date}.",
                    member=f"M{ballot.member_id}", revision=ballot.revision, date=key.confirmed_at[:10])]  # fmt: skip


def _strange_openers(reader: Reader, clear: BallotClear) -> Message:
    """What is said of a ballot that nobody's key of today opens: keys of this round that ended, or none of them."""
    rows = {row.public: row for row in reader.all(OpeningKey, round=clear.round)}
    named = [rows.get(public) for public in (clear.openers.chair, clear.openers.witness or clear.openers.chair)]
    if all(named) and any(row is not None and row.ended_at for row in named):
        return message("Sealed to keys that have been replaced: send {member} the new pack.", member=clear.member)
    return message("Sealed to other keys than those of this round.")


def _member(reader: Reader, clear: BallotClear) -> Member | None:
    return next((member for member in scoring_members(reader) if member.short_id == clear.member), None)


def _from_file_key(reader: Reader, clear: BallotClear) -> bool:
    from rapporteur_app.model import Setting
    from rapporteur_app.scoring.keys import FILE_KEY

    row = reader.get(Setting, FILE_KEY)
    return row is not None and row.value == clear.key


def _store(
    tx: Transaction, workspace: Workspace, clear: BallotClear, data: bytes, digest: str, name: str, *, source: str
) -> Collected:
    member = _member(tx, clear)
    assert member is not None
    assert member.id is not None
    if not source:
        note_key(tx, workspace.id, member.id, clear.key)
        tx.session.flush()
    earlier = tx.all(Ballot, member_id=member.id, round=clear.round)
    ballot = Ballot(
        member_id=member.id, round=clear.round, revision=clear.revision, file=name, digest=digest,
        status=Status.UNREADABLE, final=clear.final, from_sheet=bool(source), source=source, scored=clear.answered,
        due=clear.due,
        conflicts=[{"candidate": conflict.candidate, "reason": conflict.reason} for conflict in clear.conflicts],
        key=clear.key, rubric_hash=clear.rubric, sealed_to=sealed_to(clear.openers), late=_is_late(tx),
        received_at=now(), data=data,
    )  # fmt: skip
    reasons = settle(tx, ballot, earlier, situation_of(tx, member.id, clear.round))
    return Collected(name, ballot.status, member.short_id, clear.revision, clear.answered, clear.due, reasons)


def _is_late(reader: Reader) -> bool:
    deadline = deadline_of(reader, "scoring_deadline")
    return deadline is not None and (datetime.fromisoformat(now()) - deadline).total_seconds() >= 60


def admit_ballot(workspace: Workspace, actor: Actor, member: int, reason: str) -> Ballot:
    """Let a member's late, parted or unconfirmed final ballot count, before the opening; the newest that waits.

    Raises:
        WrongStage: no reason, no such ballot, or the results are open.
    """
    if not reason.strip():
        raise WrongStage(message("A ballot is admitted only with a reason."))
    with workspace.transaction(
        actor, message("Ballot of {member} admitted", member=f"M{member}"), reversible=False
    ) as tx:
        tx.need(Member, member)
        if tx.first(Opening, round=FIRST_ROUND):
            raise WrongStage(message("The results of this round are open: no ballot can be admitted any more."))
        waiting = [
            row
            for row in tx.all(Ballot, member_id=member, round=FIRST_ROUND)
            if row.final and row.status in (Status.LATE, Status.PARTED, Status.UNCONFIRMED)
        ]
        if not waiting:
            raise WrongStage(message("No ballot of {member} waits to be admitted.", member=f"M{member}"))
        ballot = max(waiting, key=lambda row: (row.revision, row.id or 0))
        ballot.admitted_reason = reason.strip()
        declare_conflicts(tx, ballot)
        return tx.add(ballot)
