"""The notes that the program itself gave in a screening, as a report tells them: countries by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur_app.intake import program_notes
from rapporteur_app.outputs.blocks import Country

if TYPE_CHECKING:
    from rapporteur_app.i18n import Message


def as_message(note: str) -> Message | None:
    """The message that a note of the program came from; None if a person wrote it."""
    return program_notes.as_message(note, Country)
