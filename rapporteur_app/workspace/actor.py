"""Who acts: recorded in the log, not authenticated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """The secretariat, or a member by number."""

    member: int | None = None

    def __str__(self) -> str:
        return "secretariat" if self.member is None else f"M{self.member}"


SECRETARIAT = Actor()
"""Who acts when nobody else is named: the owner of the selection file."""
