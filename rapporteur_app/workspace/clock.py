"""The time of an act, as the log keeps it."""

import os
from datetime import UTC, datetime

CLOCK_VARIABLE = "RAPPORTEUR_NOW"


def now() -> str:
    """This moment in UTC as ISO 8601 to the second.

    RAPPORTEUR_NOW sets it, for a rehearsal that plays in the past; who may set a process's environment may set the
    system's clock as well, so nothing is given away (trust.md: claimed times are not protected).
    """
    return (moment() or datetime.now(UTC)).isoformat(timespec="seconds")


def moment() -> datetime | None:
    """The moment that RAPPORTEUR_NOW names, if it does."""
    claimed = os.environ.get(CLOCK_VARIABLE)
    return datetime.fromisoformat(claimed).astimezone(UTC) if claimed else None
