"""What the reading of one cell gives: a value, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur_app.i18n import Message


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a cell, or None; `problem` says why a text has no value, or what is doubtful about it."""

    value: Any = None
    problem: Message | None = None


NOTHING = Reading()
"""The reading of a blank cell."""
