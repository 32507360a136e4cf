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
    Declaration,
    Interest,
    Member,
    MemberKey,
    Opening,
    PackEdition,
)
from rapporteur_app.progress import SILENT
from rapporteur_app.scoring.keys import FIRST_ROUND, openers
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
TAKEN = {Status.ACCEPTED, Status.DRAFT, Status.UNCHANGED, Status.OLDER, Status.LATE}
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
        source = hashlib.sha256(data).hexdigest() if data[:4] == b"PK\x03\x04" else ""
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
        return _store(tx, clear, data, envelope.digest, path.name, source=source)


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
    if reader.first(Ballot, digest=digest):
        return refuse(Status.UNCHANGED, message("The same file is here already."))
    if frozen_version(reader) is None or reader.first(Opening, round=clear.round) or clear.round != FIRST_ROUND:
        return refuse(Status.NOT_OPEN, message("Ballots are collected from the freeze of the criteria to the opening."))
    member = _member(reader, clear)
    if member is None:
        return refuse(Status.WRONG_MEMBER, message("{member} is not a member who scores.", member=clear.member))
    if not source and _from_file_key(reader, clear):
        return refuse(Status.WRONG_MEMBER, message("Not signed with {member}'s key.", member=clear.member))
    if clear.openers != openers(reader):
        return refuse(Status.UNREADABLE, message("Sealed to other keys than those of this round."))
    known_ids = {candidate.short_id for candidate in reader.all(Candidate)}
    if any(conflict.candidate not in known_ids for conflict in clear.conflicts):
        return refuse(Status.UNREADABLE, message("It names a candidate who is not in this selection."))
    return None


def _member(reader: Reader, clear: BallotClear) -> Member | None:
    return next((member for member in scoring_members(reader) if member.short_id == clear.member), None)


def _from_file_key(reader: Reader, clear: BallotClear) -> bool:
    from rapporteur_app.model import Setting
    from rapporteur_app.scoring.keys import FILE_KEY

    row = reader.get(Setting, FILE_KEY)
    return row is not None and row.value == clear.key


def _store(tx: Transaction, clear: BallotClear, data: bytes, digest: str, name: str, *, source: str) -> Collected:
    member = _member(tx, clear)
    assert member is not None
    assert member.id is not None
    status, reasons = _status(tx, clear, member.id, source)
    if status is Status.PARTED:
        for other in _rivals(tx, clear, member.id):
            other.status = Status.PARTED
            tx.session.add(other)
    if not source and not tx.first(MemberKey, member_id=member.id):
        tx.add(MemberKey(member_id=member.id, public=clear.key, first_seen=now()))
    conflicts = [{"candidate": conflict.candidate, "reason": conflict.reason} for conflict in clear.conflicts]
    tx.add(
        Ballot(
            member_id=member.id, round=clear.round, revision=clear.revision, file=name, digest=digest, status=status,
            final=clear.final, from_sheet=bool(source), source=source, scored=clear.answered, due=clear.due,
            conflicts=conflicts,
            key=clear.key, rubric_hash=clear.rubric, received_at=now(), data=data,
        )
    )  # fmt: skip
    if status in (Status.ACCEPTED, Status.DRAFT, Status.LATE):
        reasons += [_declare_conflict(tx, member.id, conflict) for conflict in conflicts]
    return Collected(name, status, member.short_id, clear.revision, clear.answered, clear.due, reasons)


def _declare_conflict(tx: Transaction, member: int, conflict: dict[str, str]) -> Message:
    """A conflict found while scoring becomes a declaration, for the chair to confirm."""
    candidate = int(conflict["candidate"].removeprefix("C"))
    keys = {"member_id": member, "candidate_id": candidate}
    row = tx.first(Declaration, **keys) or Declaration(**keys, interest=Interest.CONFLICT, reason="-", at=now())
    row.interest, row.reason, row.at = Interest.CONFLICT, conflict["reason"] or "-", now()
    tx.session.add(row)
    return message(
        "A conflict with {candidate} was found while scoring: the chair confirms it.", candidate=conflict["candidate"]
    )


def _status(tx: Transaction, clear: BallotClear, member: int, source: str) -> tuple[Status, list[Message]]:
    if not source and _is_strange(tx, clear, member):
        return Status.WRONG_MEMBER, [
            message("Not signed with {member}'s key.", member=clear.member),
            message("Kept, not counted: ask {member} which key is theirs.", member=clear.member),
        ]
    version = frozen_version(tx)
    if version is None or clear.rubric != version.hash:
        return Status.WRONG_RUBRIC, [message("Scored under another version of the criteria: kept, not counted.")]
    if _is_late(tx):
        return Status.LATE, [message("It came after the deadline: it counts only if the chair admits it.")]
    if _rivals(tx, clear, member):
        return Status.PARTED, [
            message(
                "Two different files say they are revision {revision}: neither counts until the next arrives.",
                revision=clear.revision,
            )
        ]
    newest = max((other.revision for other in _theirs(tx, member, clear.round)), default=0)
    if clear.revision < newest:
        return Status.OLDER, [message("Older than revision {newest}; kept, not used.", newest=newest)]
    reasons = []
    if clear.revision > newest + 1:
        reasons.append(message("Revision {expected} did not arrive.", expected=newest + 1))
    if not clear.final:
        return Status.DRAFT, [*reasons, message("A draft: kept, not counted as returned.")]
    return Status.ACCEPTED, reasons


def _is_strange(reader: Reader, clear: BallotClear, member: int) -> bool:
    """Whether another key than the member's signed it; the first one seen is taken as theirs."""
    known = reader.all(MemberKey, member_id=member)
    return bool(known) and clear.key not in {row.public for row in known}


def _theirs(reader: Reader, member: int, round_number: int) -> list[Ballot]:
    """What a member sent: all but what another key signed in their name."""
    rows = reader.all(Ballot, member_id=member, round=round_number)
    return [row for row in rows if row.status is not Status.WRONG_MEMBER]


def _rivals(reader: Reader, clear: BallotClear, member: int) -> list[Ballot]:
    """The ballots with the same revision number that could count."""
    rows = [row for row in _theirs(reader, member, clear.round) if row.revision == clear.revision]
    return [row for row in rows if row.status not in (Status.LATE, Status.WRONG_RUBRIC)]


def _is_late(reader: Reader) -> bool:
    deadline = deadline_of(reader, "scoring_deadline")
    return deadline is not None and (datetime.fromisoformat(now()) - deadline).total_seconds() >= 60


def counting_ballot(reader: Reader, member: int, round_number: int) -> Ballot | None:
    """The ballot of a member that counts: the highest final revision in time or admitted, unless it is parted."""
    rows = [row for row in _theirs(reader, member, round_number) if row.final]
    waiting = (Status.WRONG_RUBRIC, Status.LATE)
    rows = [row for row in rows if row.status not in waiting or row.admitted_reason]
    version = frozen_version(reader)
    rows = [row for row in rows if version is not None and row.rubric_hash == version.hash]
    if not rows:
        return None
    newest = max(row.revision for row in rows)
    top = [row for row in rows if row.revision == newest]
    admitted = [row for row in top if row.admitted_reason]
    if admitted:
        return admitted[-1]
    return top[0] if len(top) == 1 and top[0].status in (Status.ACCEPTED, Status.OLDER) else None


def admit_ballot(workspace: Workspace, actor: Actor, member: int, reason: str) -> Ballot:
    """Let a member's late or parted final ballot count, before the opening; the newest that waits.

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
            if row.final and row.status in (Status.LATE, Status.PARTED)
        ]
        if not waiting:
            raise WrongStage(message("No ballot of {member} waits to be admitted.", member=f"M{member}"))
        ballot = max(waiting, key=lambda row: (row.revision, row.id or 0))
        ballot.admitted_reason = reason.strip()
        return tx.add(ballot)


def progress_json(reader: Reader) -> dict[str, Any]:
    """Who is where: pack made, ballot returned, complete; no scores, no averages."""
    return {"round": FIRST_ROUND, "members": [_member_progress(reader, member) for member in scoring_members(reader)]}


def _member_progress(reader: Reader, member: Member) -> dict[str, Any]:
    pack = reader.first(PackEdition, PackEdition.edition.desc(), member_id=member.id)  # type: ignore[attr-defined]
    ballots = _theirs(reader, member.id or 0, FIRST_ROUND)
    newest = max(ballots, key=lambda row: (row.revision, row.id or 0), default=None)
    counting = counting_ballot(reader, member.id or 0, FIRST_ROUND)
    return {
        "member": member.short_id,
        "name": member.name,
        "pack": pack.edition if pack else None,
        "status": newest.status.value if newest else None,
        "revision": newest.revision if newest else None,
        "scored": newest.scored if newest else None,
        "due": newest.due if newest else None,
        "returned": counting is not None,
        "admitted": newest.admitted_reason if newest else "",
    }
