"""The notes that the program itself gives in a screening: the file keeps them in English, a report has a language."""

from __future__ import annotations

import re
from functools import cache

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.fields import FIELDS
from rapporteur_app.outputs.blocks import Country, Piece
from rapporteur_app.outputs.vocabulary import joined

NOTES = (
    message("no time of receipt is known"),
    message("late by {days} d {hours} h {minutes} min"),
    message("late by {hours} h {minutes} min"),
    message("nothing was said about consent"),
    message("consent was not given"),
    message("missing: {fields}"),
    message("no organisation stands behind the nomination yet"),
    message("no country is known"),
    message("outside the region: {countries}"),
    message("nothing was said about the dates"),
    message("not available"),
    message("is a member of the taskforce"),
)
"""Each reason of intake/proposals.py for a rule that is not met or is to be clarified."""

PLACE = re.compile(r"\\{(\w+)\\}")


def as_message(note: str) -> Message | None:
    """The message that a note of the program came from, with what stood in its places; None if a person wrote it."""
    for pattern, msgid in _patterns():
        found = pattern.fullmatch(note)
        if found:
            return Message(msgid, {name: _value(name, text) for name, text in found.groupdict().items()})
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(known.msgid))), known.msgid) for known in NOTES]


def _value(name: str, text: str) -> object:
    if name == "countries":
        return _listed([Country(code) for code in text.split(", ")])
    if name == "fields":
        titles = {field.attribute: field.title for field in reversed(FIELDS)}
        return _listed([titles.get(code, message("{one}", one=code)) for code in text.split(", ")])
    return text


def _listed(pieces: list[Piece]) -> Message:
    return joined([piece if isinstance(piece, Message) else message("{one}", one=piece) for piece in pieces])
