"""Collecting: ballots and filled score sheets come in; nothing is overwritten, counted twice, or lost."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import RapporteurError
from rapporteur_app.garbage import collector_off
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus
from rapporteur_app.progress import SILENT
from rapporteur_app.scoring.incoming import Came, Collected, Standing, refusal_of, standing_of, told
from rapporteur_app.scoring.judging import InForce, in_force, settle, situation_of
from rapporteur_app.scoring.keys import FIRST_ROUND, sealed_to
from rapporteur_app.scoring.member_keys import note_key
from rapporteur_app.scoring.sheet_ballots import SheetRefused, ballot_of_sheet
from rapporteur_app.trust.ballots import KIND, read_ballot
from rapporteur_app.trust.envelope import largest_file
from rapporteur_app.trust.errors import Tampered
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.progress import Progress
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Transaction, Workspace

Status = BallotStatus

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the workbooks begin in which a score sheet comes back: xlsx and ods, and the old xls."""

GROUP = 50
"""Ballots that are kept in one transaction: the disk is asked once for all of them, and none is told before."""

MOST_HELD = 64 * 1024 * 1024
"""Bytes of ballots that are held before they are kept: whoever sends large ones fills no memory."""


@collector_off()
def collect_ballots(
    workspace: Workspace, actor: Actor, files: Sequence[Path], store: KeyStore, progress: Progress = SILENT
) -> list[Collected]:
    """Take in files, each as a unit of its own; what each came to is reported in the order of the files.

    Some files at a time are kept at once; a file is told as taken only when it is on the disk.
    """
    progress.start(message("Collecting"), len(files))
    found: list[Collected] = []
    group: list[Came | Collected] = []

    def keep() -> None:
        if group:
            found.extend(_keep(workspace, actor, group))
            progress.advance(len(group))
            group.clear()

    for path in files:
        is_sheet = _is_workbook(path)
        if is_sheet:  # its revision is the next of what is in the selection by then
            keep()
        group.append(_came(workspace, actor, path, store))
        if is_sheet or len(group) >= GROUP or _size(group) >= MOST_HELD:
            keep()
    keep()
    return found


def _size(group: Sequence[Came | Collected]) -> int:
    return sum(len(each.data) for each in group if isinstance(each, Came))


def _is_workbook(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return file.read(4) in WORKBOOKS
    return False


def _came(workspace: Workspace, actor: Actor, path: Path, store: KeyStore) -> Came | Collected:
    """The ballot in a file, or why it is none."""
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
    return Came(path.name, clear, data, envelope.digest, source)


def _keep(workspace: Workspace, actor: Actor, group: Sequence[Came | Collected]) -> list[Collected]:
    """Judge what came, and keep in one transaction whatever is to be kept."""
    ballots = [each for each in group if isinstance(each, Came)]
    if not ballots:
        return [each for each in group if isinstance(each, Collected)]
    with workspace.reading() as reader:
        standing = standing_of(reader, workspace.id, ballots)
        refused = {id(each): refusal_of(reader, standing, each) for each in ballots}
    for place, each in enumerate(ballots):
        if refused[id(each)] is None and any(each.digest == other.digest for other in ballots[:place]):
            refused[id(each)] = told(each, Status.UNCHANGED, message("The same file is here already."))
    fresh = [each for each in ballots if refused[id(each)] is None]
    stored: dict[int, Collected] = {}
    if fresh:
        with workspace.transaction(actor, _action(fresh), reversible=False) as tx:
            made_for = in_force(tx, FIRST_ROUND)
            stored = {id(each): _store(tx, standing, made_for, each) for each in fresh}
    return [each if isinstance(each, Collected) else stored.get(id(each)) or _need(refused[id(each)]) for each in group]


def _need(found: Collected | None) -> Collected:
    assert found is not None
    return found


def _action(fresh: Sequence[Came]) -> Message:
    if len(fresh) == 1:
        clear = fresh[0].clear
        return message(
            "Ballot collected from {member}, revision {revision}", member=clear.member, revision=clear.revision
        )
    told = ", ".join(f"{each.clear.member} ({each.clear.revision})" for each in fresh)
    return message("Ballots collected, with their revisions: {ballots}", ballots=told)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > largest_file(KIND):
            raise RapporteurError(message("The file is too large for a ballot."))
        return path.read_bytes()
    except OSError as error:
        raise RapporteurError(message("The file cannot be read."), str(error)) from error


def _store(tx: Transaction, standing: Standing, made_for: InForce, came: Came) -> Collected:
    clear, member = came.clear, standing.members[came.clear.member].id or 0
    if not came.source:
        note_key(tx, standing.selection, member, clear.key)
        tx.session.flush()
    earlier = tx.all(Ballot, without=Ballot.data, member_id=member, round=clear.round)
    ballot = Ballot(
        member_id=member, round=clear.round, revision=clear.revision, file=came.name, digest=came.digest,
        status=Status.UNREADABLE, final=clear.final, from_sheet=bool(came.source), source=came.source,
        scored=clear.answered, due=clear.due,
        conflicts=[{"candidate": conflict.candidate, "reason": conflict.reason} for conflict in clear.conflicts],
        key=clear.key, rubric_hash=clear.rubric, sealed_to=sealed_to(clear.openers), late=standing.late,
        received_at=now(), data=came.data,
    )  # fmt: skip
    reasons = settle(tx, ballot, earlier, situation_of(tx, member, clear.round, made_for))
    return told(came, ballot.status, *reasons)
