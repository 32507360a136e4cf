"""What a person should see of an import before they say yes, beyond its counts. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from rapporteur_app.intake.joining import Joined, persons_joined
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.model import Mention, Nomination

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapporteur_app.intake.importing import Plan
    from rapporteur_app.intake.records import NominationRecord
    from rapporteur_app.workspace import Reader

AT_ONCE = 500
"""Rows asked for in one query: SQLite takes only so many values."""


@dataclass(frozen=True)
class Changed:
    """One cell that a later file says differently; '' is a blank cell."""

    row: int
    nomination: int
    header: str
    old: str
    new: str

    def as_json(self) -> dict[str, Any]:
        """The cell as `import --dry-run --json` prints it."""
        return {**vars(self), "nomination": f"N{self.nomination}"}


@dataclass(frozen=True)
class Near:
    """A new row with a nominator and a nominee whom an earlier one named together: perhaps sent twice.

    The earlier one is either in the selection (`nomination`, by number) or in the file (`earlier_row`).
    """

    row: int
    name: str
    nomination: int | None
    earlier_row: int | None

    def as_json(self) -> dict[str, Any]:
        """The row as `import --dry-run --json` prints it."""
        return {**vars(self), "nomination": None if self.nomination is None else f"N{self.nomination}"}


@dataclass(frozen=True)
class Preview:
    """Who would be joined, what would change cell by cell, and which new rows nearly equal earlier ones."""

    joined: list[Joined] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)

    @property
    def persons(self) -> int:
        """How many persons would be joined."""
        return len(self.joined)

    def as_json(self) -> dict[str, Any]:
        """What it adds to the JSON of a plan; `joined` means what it means after the import."""
        known = [
            {"id": f"C{each.known}", **each.as_json()} for each in self.joined if each.known is not None
        ]  # fmt: skip
        return {
            "joined": [each.as_json() for each in self.joined if len(each.rows) > 1],
            "known": known,
            "changed": [each.as_json() for each in self.changed],
            "near_equal": [each.as_json() for each in self.near],
        }


def preview_import(reader: Reader, plan: Plan) -> Preview:
    """Look ahead at what a plan would do to the selection as it is now."""
    joined = persons_joined(reader, plan.updated, plan.new)
    return Preview(joined, list(_changed(reader, plan.updated)), list(_near(reader, plan.new)))


def _changed(reader: Reader, updated: Sequence[tuple[int, NominationRecord]]) -> Iterator[Changed]:
    rest = iter(updated)
    while some := list(islice(rest, AT_ONCE)):
        query: Any = select(Nomination.id, Nomination.raw).where(col(Nomination.id).in_([number for number, _ in some]))
        stored: dict[int, dict[str, str]] = {row[0]: row[1] for row in reader.session.exec(query)}
        for number, record in some:
            old = stored.get(number, {})
            for header in {**record.raw, **old}:
                before, after = old.get(header, ""), record.raw.get(header, "")
                if before.strip() != after.strip():
                    yield Changed(record.row, number, header, before, after)


def _near(reader: Reader, new: Sequence[NominationRecord]) -> Iterator[Near]:
    """The new rows of a nominator for a nominee of whom there is one already; none where nobody is said to nominate."""
    if not new:
        return
    nominators: Any = select(Nomination.id, Nomination.nominator)
    by_id = {row[0]: spelling_key(row[1]) for row in reader.session.exec(nominators) if row[1]}
    named: Any = select(Mention.nomination_id, Mention.name)
    stored = {
        (by_id[number], spelling_key(name)): number for number, name in reader.session.exec(named) if number in by_id
    }
    seen: dict[tuple[str, str], int] = {}
    for record in new:
        by = spelling_key(record.nominator or "")
        for said in record.nominees if by else ():
            key = (by, said.spelling)
            if key in stored or key in seen:
                yield Near(record.row, said.name, stored.get(key), None if key in stored else seen[key])
            seen.setdefault(key, record.row)
