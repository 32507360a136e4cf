"""The notes that the program itself gives in a screening: kept in English, told in the language of whoever reads."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.missing import listed

if TYPE_CHECKING:
    from collections.abc import Callable

NOTES = (
    message("in time"),
    message("no time of receipt is known"),
    message("late by {days} d {hours} h {minutes} min"),
    message("late by {hours} h {minutes} min"),
    message("nominated themselves"),
    message("consent was given"),
    message("nothing was said about consent"),
    message("consent was not given"),
    message("nothing is missing"),
    message("missing: {fields}"),
    message("nominated by an organisation ({id})"),
    message("an endorsement came with {id}"),
    message("no organisation stands behind the nomination yet"),
    message("in the region by {sense}"),
    message("no country is known"),
    message("outside the region: {countries}"),
    message("nothing was said about the dates"),
    message("available"),
    message("not available"),
    message("is a member of the taskforce"),
    message("not in the taskforce"),
)
"""Each reason of intake/proposals.py."""

SENSES = {
    "residence": message("residence"),
    "nationality": message("nationality"),
    "organisation": message("organisation"),
}
"""The senses in which somebody is in the region."""

PLACE = re.compile(r"\\{(\w+)\\}")


def as_message(note: str, country: Callable[[str], object] = str) -> Message | None:
    """The message that a note of the program came from, with what stood in its places; None if a person wrote it.

    Args:
        note: the note as it is kept; several, of several nominations, are joined with '; '.
        country: what a country's code is put into words by.
    """
    parts = [_one(part, country) for part in note.split("; ")]
    whole: Message | None = None
    for part in parts:
        if part is None:
            return None
        whole = part if whole is None else message("{first}; {second}", first=whole, second=part)
    return whole


def _one(note: str, country: Callable[[str], object]) -> Message | None:
    for pattern, msgid in _patterns():
        found = pattern.fullmatch(note)
        if found:
            return Message(msgid, {name: _value(name, text, country) for name, text in found.groupdict().items()})
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(known.msgid))), known.msgid) for known in NOTES]


def _value(name: str, text: str, country: Callable[[str], object]) -> object:
    codes = text.split(", ")
    if name == "fields":
        return listed(codes)
    if name == "countries":
        return _joined([message("{one}", one=country(code)) for code in codes])
    if name == "sense":
        return _joined([SENSES.get(code, message("{one}", one=code)) for code in codes])
    return text


def _joined(said: list[Message]) -> Message:
    whole = said[0]
    for words in said[1:]:
        whole = message("{first}, {second}", first=whole, second=words)
    return whole
