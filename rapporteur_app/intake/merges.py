"""What persons decided of who is who: the merges in effect or undone, and the pairs that were kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapporteur_app.model import Candidate, KeptApart, Mention, Merge

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


@dataclass(frozen=True)
class Merged:
    """One merge: who was kept, whose nominations came over (by number), whether these were all, and when."""

    id: int
    kept: Candidate
    joined: Candidate
    nominations: tuple[int, ...]
    whole: bool
    at: str
    undone_at: str | None

    def as_json(self) -> dict[str, Any]:
        """The merge as other programs read it."""
        return {
            "id": f"G{self.id}",
            "kept": self.kept.short_id,
            "joined": self.joined.short_id,
            "nominations": [f"N{number}" for number in self.nominations],
            "whole": self.whole,
            "at": self.at,
            "undone_at": self.undone_at,
        }


@dataclass(frozen=True)
class Apart:
    """Two candidates of whom a person said that they are different."""

    first: Candidate
    second: Candidate

    @property
    def ids(self) -> tuple[int, int]:
        """Their numbers, the lower one first."""
        return self.first.id or 0, self.second.id or 0

    def as_json(self) -> list[str]:
        """The ids of both."""
        return [self.first.short_id, self.second.short_id]


def merges(reader: Reader) -> list[Merged]:
    """Every merge that stands in the selection, the newest first; those that were undone say so."""
    rows = reader.all(Merge)
    if not rows:
        return []
    wanted = {number for row in rows for number in row.mentions}
    nominations = {
        number: mention.nomination_id
        for number in wanted
        if (mention := reader.get(Mention, number)) is not None
    }  # fmt: skip
    return [
        Merged(
            row.id or 0, reader.need(Candidate, row.kept_id), reader.need(Candidate, row.joined_id),
            tuple(dict.fromkeys(nominations[number] for number in row.mentions if number in nominations)),
            row.whole, row.at, row.undone_at,
        )
        for row in reversed(rows)
    ]  # fmt: skip


def kept_apart(reader: Reader) -> list[Apart]:
    """The pairs that were kept apart, as they were told."""
    return [
        Apart(reader.need(Candidate, row.first_id), reader.need(Candidate, row.second_id))
        for row in reader.all(KeptApart)
    ]
