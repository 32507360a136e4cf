"""The time of an act, as the log keeps it."""

import os
from datetime import UTC, datetime

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message

CLOCK_VARIABLE = "RAPPORTEUR_NOW"


def now() -> str:
    """This moment in UTC as ISO 8601 to the second.

    RAPPORTEUR_NOW sets it, for a rehearsal that plays in the past; who may set a process's environment may set the
    system's clock as well, so nothing is given away (trust.md: claimed times are not protected).
    """
    return (moment() or datetime.now(UTC)).isoformat(timespec="seconds")


def moment() -> datetime | None:
    """The moment that RAPPORTEUR_NOW names, if it does.

    Raises:
        BadInput: it names none.
    """
    claimed = os.environ.get(CLOCK_VARIABLE)
    if not claimed:
        return None
    try:
        return datetime.fromisoformat(claimed).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            message(
                "{variable} must be a moment such as {example}, not “{text}”.",
                variable=CLOCK_VARIABLE,
                example="2021-04-05T12:00:00+00:00",
                text=claimed,
            )
        ) from error
