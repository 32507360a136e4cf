"""Invitations to a round as drafts of plain-text e-mails, each in the stakeholder's language. Nothing is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rapporteur_app.consultation.shortlist import shortlisted
from rapporteur_app.i18n import Catalogue, catalogue
from rapporteur_app.mail import Draft, write_drafts
from rapporteur_app.setup.settings import setting

if TYPE_CHECKING:
    from collections.abc import Sequence
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
        f"round-{asked_in.number}-{stakeholder.short_id}.eml": draft(stakeholder, asked_in, title, names)
        for stakeholder in asked
    }
    return write_drafts(drafts, folder)


def draft(stakeholder: Stakeholder, asked_in: ConsultationRound, title: str, names: Sequence[str]) -> Draft:
    """The draft for one stakeholder; without an address where the register has none that can be written to."""
    words = catalogue(stakeholder.language)
    return Draft(
        words.language,
        stakeholder.contact or stakeholder.organisation,
        stakeholder.email,
        words.text("Consultation: {title}", title=title),
        _body(words, stakeholder, asked_in, names),
    )


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
