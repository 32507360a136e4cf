"""Invitations to a round as drafts of plain-text e-mails, each in the stakeholder's language. Nothing is sent."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from rapporteur_app.consultation.shortlist import shortlisted
from rapporteur_app.consultation.stakeholders import ADDRESS
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Catalogue, catalogue, message
from rapporteur_app.setup.settings import setting
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rapporteur_app.model import ConsultationRound, Stakeholder
    from rapporteur_app.workspace import Reader


def write_invitations(
    reader: Reader, asked_in: ConsultationRound, asked: Sequence[Stakeholder], folder: Path
) -> list[Path]:
    """Write a draft for each who is asked: all of them, or none.

    The names of the files come from ids; nothing that was written by others becomes a path.

    Raises:
        BadInput: the folder cannot be written, or holds such a draft already.
    """
    title = setting(reader, "title")
    names = [candidate.name for candidate in shortlisted(reader)]
    drafts = {
        folder / f"round-{asked_in.number}-{stakeholder.short_id}.eml": draft(stakeholder, asked_in, title, names)
        for stakeholder in asked
    }
    for path in drafts:
        if path.exists():
            raise BadInput(message("{file} is there already. Choose another folder.", file=str(path)))
    _write_all({path: mail.as_bytes(policy=SMTP) for path, mail in drafts.items()}, folder)
    return list(drafts)


def _write_all(files: dict[Path, bytes], folder: Path) -> None:
    written: list[Path] = []
    try:
        with removed_on_failure(written):
            folder.mkdir(parents=True, exist_ok=True)
            for path, data in files.items():
                write_whole(path, data)
                written.append(path)
    except OSError as error:
        text = message("The invitations cannot be written to {folder}. Choose another folder.", folder=str(folder))
        raise BadInput(text, str(error)) from error


@contextmanager
def removed_on_failure(written: list[Path]) -> Iterator[None]:
    """Take away the files in a list, which may grow meanwhile, if what is done fails."""
    try:
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def draft(stakeholder: Stakeholder, asked_in: ConsultationRound, title: str, names: Sequence[str]) -> EmailMessage:
    """The draft for one stakeholder; without an address where the register has none that can be written to."""
    words = catalogue(stakeholder.language)
    mail = EmailMessage()
    mail["Subject"] = _line(words.text("Consultation: {title}", title=title))
    if ADDRESS.fullmatch(stakeholder.email):
        mail["To"] = Address(_line(stakeholder.contact or stakeholder.organisation), addr_spec=stakeholder.email)
    mail["X-Unsent"] = "1"
    mail.set_content(_body(words, stakeholder, asked_in, names), cte="quoted-printable")
    mail["Content-Language"] = words.language
    return mail


def _body(words: Catalogue, stakeholder: Stakeholder, asked_in: ConsultationRound, names: Sequence[str]) -> str:
    parts = [
        words.text("To {organisation}", organisation=stakeholder.organisation),
        asked_in.question,
        words.text("On the shortlist:") + "\n" + "\n".join(f"- {name}" for name in names),
        words.text(
            "Please say for each name: support, no objection, concern, objection, or abstain. "
            "If you have a concern or an objection, please say why, in your own language, "
            "and whether your words are confidential."
        ),
        words.text("Please reply by {moment}.", moment=_shown(asked_in.ends)),
        words.text("Your reference: {reference}", reference=stakeholder.short_id),
    ]
    return "\n\n".join(parts) + "\n"


def _shown(moment: str) -> str:
    """A kept moment as it is read alike in every language: 2021-04-16 18:00 (UTC-04:00)."""
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M (%Z)}"


def _line(text: str) -> str:
    """A text that can stand in a header: one line, nothing that a mail program would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
