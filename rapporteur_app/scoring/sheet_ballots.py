"""A filled score sheet becomes a ballot: sealed when it is collected, signed by the file's key, no clear copy kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.errors import RapporteurError, UnreadableFile
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Ballot, BallotStatus, Member, PackEdition
from rapporteur_app.scoring.answers import count_given, missing, to_score
from rapporteur_app.scoring.keys import FIRST_ROUND, file_key, openers
from rapporteur_app.scoring.member_keys import current_key
from rapporteur_app.scoring.sealed import sealed
from rapporteur_app.scoring.sheet_marks import Identity
from rapporteur_app.scoring.sheet_reading import Filled, filled_rows, identity_in, sheet_answers
from rapporteur_app.setup.criteria import frozen_policy, names_in, need_frozen, rubric_of
from rapporteur_app.trust.ballots import BallotClear, make_ballot
from rapporteur_app.trust.sealing import block_size
from rapporteur_app.workspace.clock import now

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.scoring.answers import Answer
    from rapporteur_app.trust.keystore import KeyStore
    from rapporteur_app.workspace import Actor, Reader, Workspace


class SheetRefused(RapporteurError):
    """A workbook came in that is not taken: what `collect` says of it, and whose it is."""

    def __init__(self, status: BallotStatus, text: Message, member: str | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.member = member


def ballot_of_sheet(workspace: Workspace, actor: Actor, path: Path, source: str, store: KeyStore) -> bytes:
    """The ballot of a filled score sheet, as the member's next revision.

    Args:
        workspace: the selection.
        actor: who collects.
        path: the workbook.
        source: the SHA-256 of the workbook, in hex: the same workbook again is recognised by it.
        store: where the file's key lies.

    Raises:
        SheetRefused: it is not taken, with the status to report.
        UnreadableFile: it is no workbook that can be read.
    """
    from rapporteur_app.sheets.reading import read_workbook

    book = read_workbook(path)
    filled = identity_in(book)
    if filled is None:
        raise UnreadableFile(
            message("It is a workbook, but not a score sheet of this program, or its hidden sheet was changed.")
        )
    with workspace.reading() as reader:
        _require_expected(reader, workspace, filled, source)
    key = file_key(workspace, actor, store)
    with workspace.reading() as reader:
        clear, answers = _ballot(reader, workspace, filled, filled_rows(book, filled))
    return make_ballot(clear, [sealed(answer) for answer in answers if answer.given or answer.comment], key)


def _require_expected(reader: Reader, workspace: Workspace, filled: Identity, source: str) -> None:
    if filled.selection != workspace.id:
        raise SheetRefused(BallotStatus.WRONG_SELECTION, message("It belongs to another selection."), filled.member)
    if filled.member not in names_in(frozen_policy(reader)["policy.score_sheets"]):
        text = message("{member} is not among those who score on a sheet.", member=filled.member)
        raise SheetRefused(BallotStatus.WRONG_MEMBER, text, filled.member)
    member = reader.need(Member, int(filled.member.removeprefix("M")))
    if current_key(reader, member.id or 0):
        text = message("{member} has a key: their ballots are signed, sheets are not taken.", member=filled.member)
        raise SheetRefused(BallotStatus.WRONG_MEMBER, text, filled.member)
    if any(row.source == source for row in reader.all(Ballot, without=Ballot.data, member_id=member.id)):
        raise SheetRefused(BallotStatus.UNCHANGED, message("The same file is here already."), filled.member)


def _ballot(
    reader: Reader, workspace: Workspace, filled: Identity, rows: list[Filled]
) -> tuple[BallotClear, list[Answer]]:
    member = int(filled.member.removeprefix("M"))
    version = need_frozen(reader)
    rubric = rubric_of(version)
    pack = reader.first(PackEdition, member_id=member, edition=filled.edition, round=FIRST_ROUND)
    if pack is None or filled.rubric != version.hash:
        text = message("Scored under another version of the criteria.")
        raise SheetRefused(BallotStatus.WRONG_RUBRIC, text, filled.member)
    answers = sheet_answers(rows, rubric, pack.candidates)
    earlier = reader.all(Ballot, without=Ballot.data, member_id=member, round=FIRST_ROUND)
    clear = BallotClear(
        selection=workspace.id,
        round=FIRST_ROUND,
        member=filled.member,
        revision=max((row.revision for row in earlier), default=0) + 1,
        previous=earlier[-1].digest if earlier else None,
        pack_edition=pack.edition,
        pack_digest=pack.digest,
        audit_head=pack.audit_head,
        rubric=filled.rubric,
        openers=openers(reader),
        block=block_size(len(pack.candidates), len(rubric.criteria)),
        final=not missing(rubric, pack.candidates, answers),
        answered=count_given(pack.candidates, answers),
        due=len(pack.candidates) * len(to_score(rubric)),
        claimed_at=now(),
    )
    return clear, list(answers.values())
