"""Drafts of e-mails to members, each in their language and their time zone: what is asked of them now. None is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rapporteur_app.errors import NotFound
from rapporteur_app.i18n import Catalogue, catalogue, message
from rapporteur_app.mail import Draft, write_drafts
from rapporteur_app.model import Member, Sent
from rapporteur_app.scoring.board import note_sent, progress_json
from rapporteur_app.scoring.moments import moment_there
from rapporteur_app.setup.settings import setting
from rapporteur_app.workspace.storage import removed_on_failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from rapporteur_app.workspace import Actor, Reader, Workspace


def remind_members(workspace: Workspace, actor: Actor, folder: Path, members: Sequence[int] = ()) -> list[Path]:
    """Draft a reminder to each member of whom something is awaited (or to those named): all drafts, or none.

    Raises:
        NotFound: nothing is awaited of anybody, or of one who is named.
        BadInput: the folder cannot be written, or holds such a draft already.
        WrongStage: the results are open.
    """
    with workspace.reading() as reader:
        board = progress_json(reader)
        waiting = {int(row["member"][1:]): row for row in board["members"] if _awaited(row)}
        chosen = list(members) or list(waiting)
        missing = [number for number in chosen if number not in waiting]
        if missing or not chosen:
            who = ", ".join(f"M{number}" for number in missing)
            raise NotFound(NOBODY if not missing else message("Nothing is awaited of {members}.", members=who))
        drafts = {
            f"M{number}-reminder.eml": reminder(reader, reader.need(Member, number), waiting[number], board["deadline"])
            for number in chosen
        }
    action = message("Reminders drafted to members: {count}", count=len(chosen))
    written: list[Path] = []
    with removed_on_failure(written), workspace.transaction(actor, action) as tx:
        note_sent(tx, actor, chosen, Sent.REMINDER)
        written += write_drafts(drafts, folder)
    return written


NOBODY = message("Nothing is awaited of any member.")


def _awaited(row: dict[str, Any]) -> bool:
    """Whether a member has something to do: the form first, then the ballot, for all of whom their pack asks now."""
    return not row["form_back"] or (row["pack"] is not None and not row["returned"]) or bool(row["not_asked"])


def reminder(reader: Reader, member: Member, row: dict[str, Any], deadline: str | None) -> Draft:
    """What is asked of a member now, as the draft of an e-mail in their language."""
    words = catalogue(member.language)
    title = setting(reader, "title")
    parts = [
        words.text("Dear {name},", name=member.name),
        *_asked(words, row),
        *([_until(words, member, deadline)] if deadline and row["form_back"] else []),
        words.text("The secretariat of “{title}”", title=title),
    ]
    subject = words.text("Reminder: {title}", title=title)
    return Draft(words.language, member.name, member.email, subject, "\n\n".join(parts) + "\n")


def _asked(words: Catalogue, row: dict[str, Any]) -> list[str]:
    if not row["form_back"]:
        return [
            words.text("we still await your declaration of interests."),
            words.text(
                "Fill in the form that we sent: one line for each candidate. Without it we cannot send your pack."
            ),
        ]
    if row["returned"]:
        return [
            words.text(
                "your ballot is here; edition {edition} of your pack asks for {candidates} too. Please score there and "
                "submit once more.",
                edition=row["pack"], candidates=", ".join(row["not_asked"]),
            )
        ]  # fmt: skip
    found = [words.text("we still await your ballot (pack edition {edition}).", edition=row["pack"])]
    if row["status"] == "draft":
        found.append(words.text("A draft of yours is here; it does not count. Please send the final ballot."))
    if row["status"] == "unconfirmed":
        found = [words.text("your ballot is here, and counts as soon as you read us the four words of your key.")]
    return found


def _until(words: Catalogue, member: Member, deadline: str) -> str:
    when = moment_there(datetime.fromisoformat(deadline), member.zone or "UTC", words.language)
    return words.text("Deadline: {when}", when=when)
