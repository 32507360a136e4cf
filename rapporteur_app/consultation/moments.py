"""Moments as people write them in a consultation, in the zone of the selection where they name none."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message

LAST_OF_DAY = time(23, 59)


def moment(text: str, zone: str, *, end: bool = False) -> str:
    """A date or a moment as ISO 8601 with its offset.

    Args:
        text: what was written; without an offset it is meant in `zone`.
        zone: the IANA name of the selection's time zone.
        end: a date alone means the end of that day, not its beginning.

    Raises:
        BadInput: it is neither a date nor a moment.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(
            message("“{text}” is not a date or moment such as {example}.", text=text, example="2021-04-13T08:00")
        ) from error
    if end and re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip()):
        found = datetime.combine(found.date(), LAST_OF_DAY)
    aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    return aware.isoformat(timespec="seconds")


def is_before(first: str, second: str) -> bool:
    """Whether a kept moment is before another, whatever their offsets."""
    return datetime.fromisoformat(first) < datetime.fromisoformat(second)
