"""Handing a selection over: a copy that goes on, and a file of the giver's that is for reading only from then on.

Both states stand in the chain itself. A log whose last entry is a hand-over is the giver's; in the receiver's copy an
entry "Taken over" follows. So nothing can be lost with a mark beside the file, and nobody can take it off unseen.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, HandedOver
from rapporteur_app.i18n import Message, message

if TYPE_CHECKING:
    from pathlib import Path

    from rapporteur_app.model import AuditEntry

HANDED_OVER = message("Handed over to {name}")
TAKEN_OVER = message("Taken over by {name}")
LONGEST_NAME = 100


@dataclass(frozen=True)
class HandOver:
    """A hand-over as an entry of the log tells it."""

    n: int
    name: str
    time: str

    @property
    def moment(self) -> str:
        """When it was, as a sentence tells it: to the minute."""
        return f"{self.time[:10]} {self.time[11:16]} UTC"


def hand_over_in(entry: AuditEntry | None) -> HandOver | None:
    """The hand-over that an entry of the log is; None for every other entry, and for one that cannot be read."""
    if entry is None:
        return None
    with suppress(ValueError, LookupError, TypeError, RecursionError):  # as a stranger may have left it
        if b"Handed over to" not in entry.body:
            return None  # nearly always, and quickly
        body = json.loads(entry.body)
        if body["action"] == HANDED_OVER.msgid:
            return HandOver(entry.n or 0, str(body["values"]["name"]), str(body["time"]))
    return None


def refusal(path: Path, found: HandOver) -> HandedOver:
    """What every later write to the giver's file is told."""
    return HandedOver(
        message(
            "{file} was handed over to {name} at {time} and is for reading only. Go on in the copy that {name} has.",
            file=path.name,
            name=found.name,
            time=found.moment,
        )
    )


def checked_name(text: str) -> str:
    """The name of who takes over, as the log keeps it.

    Raises:
        BadInput: it is empty, longer than a line, or holds signs that no name has.
    """
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(message("Say to whom: a name or an office, of at most {count} characters.", count=LONGEST_NAME))
    return name


def handed_over_to(name: str) -> Message:
    """The act of the giver."""
    return Message(HANDED_OVER.msgid, {"name": name})


def taken_over_by(name: str) -> Message:
    """The act that opens the receiver's copy."""
    return Message(TAKEN_OVER.msgid, {"name": name})
