"""All checks of a selection file, one after another."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from rapporteur_app.errors import RapporteurError
from rapporteur_app.i18n import message
from rapporteur_app.progress import SILENT, Progress
from rapporteur_app.verification.anchors import OutsideFile, check_anchors, check_outside
from rapporteur_app.verification.attachments import check_attachments
from rapporteur_app.verification.ballots import check_ballots
from rapporteur_app.verification.chain import check_chain
from rapporteur_app.verification.check import Check, CheckFunction
from rapporteur_app.verification.decision import check_ranking, check_signature
from rapporteur_app.verification.keys import check_member_keys, check_opening_keys
from rapporteur_app.verification.opening import check_opening
from rapporteur_app.verification.receipts import check_receipts
from rapporteur_app.verification.rows import check_row_log, check_rows, check_undo
from rapporteur_app.verification.rubric import check_rubric
from rapporteur_app.verification.stored import check_file
from rapporteur_app.workspace import Reader, Workspace
from rapporteur_app.workspace.chain import last_entry

CHECKS: Mapping[str, CheckFunction] = {
    "file": check_file,
    "chain": check_chain,
    "rows": check_rows,
    "row_log": check_row_log,
    "undo": check_undo,
    "attachments": check_attachments,
    "rubric": check_rubric,
    "ballots": check_ballots,
    "anchors": check_anchors,
    "opening_keys": check_opening_keys,
    "member_keys": check_member_keys,
    "receipts": check_receipts,
    "opening": check_opening,
    "ranking": check_ranking,
    "signature": check_signature,
}
"""Every check by its name, in the order in which they are told."""

STRANGE = (SQLAlchemyError, sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What reading raises where somebody else wrote into the file."""


@dataclass(frozen=True)
class Verification:
    """What all checks say, and the head of the log that they were made on ('' if it cannot be read)."""

    ok: bool
    checks: list[Check]
    audit_head: str
    entries: int

    def as_json(self) -> dict[str, Any]:
        """The outcome as other programs read it (cli.md)."""
        checks = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in self.checks]
        return {"ok": self.ok, "checks": checks, "audit_head": self.audit_head, "entries": self.entries}


def verify(workspace: Workspace, progress: Progress = SILENT, *, outside: Sequence[OutsideFile] = ()) -> Verification:
    """Check a selection file in every way that needs nothing but the file, and what others hold if it is given.

    Args:
        workspace: the selection.
        progress: told of each check.
        outside: packs, ballots and receipts that somebody holds, to see that this log is the one that they name.

    Raises:
        UnreadableFile: the file cannot be read at all.
        Cancelled: the person asked to stop.
    """
    progress.start(message("Verifying"), len(CHECKS))
    checks = []
    with workspace.reading() as reader:
        for name, check in CHECKS.items():
            checks.append(_made(name, check, reader))
            progress.advance()
        if outside:
            checks.append(_made("outside", lambda there: check_outside(there, outside), reader))
        head, entries = _head(reader)
    return Verification(all(check.ok for check in checks), checks, head, entries)


def _made(name: str, check: CheckFunction, reader: Reader) -> Check:
    try:
        return check(reader)
    except RapporteurError as error:
        return Check(name, ok=False, detail=error.message)
    except STRANGE as error:
        reason = str(getattr(error, "orig", None) or error)
        text = message("What is stored here cannot be read: {reason}. This program did not write it.", reason=reason)
        return Check(name, ok=False, detail=text)


def _head(reader: Reader) -> tuple[str, int]:
    try:
        last = last_entry(reader.session)
    except STRANGE:
        return "", 0
    return ("", 0) if last is None else (str(last.hash), last.n or 0)
