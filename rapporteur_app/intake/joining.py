"""Whom a row names: a person who is there already, one of an earlier row, or a new one.

One rule for what an import does and for what its preview says that it would do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

from sqlmodel import col, select

from rapporteur_app.intake.names import spelling_key
from rapporteur_app.model import Candidate, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from rapporteur_app.intake.records import NominationRecord, NomineeRecord
    from rapporteur_app.workspace import Reader

APART = ("email", "country", "organisation")
"""What tells two persons of the same spelling apart, where both say it and it differs."""

KnownPerson = TypeVar("KnownPerson")


def same_person(known: Iterable[KnownPerson], said: NomineeRecord) -> KnownPerson | None:
    """The first of the persons of this spelling whom nothing tells apart from the one that a row names."""
    for person in known:
        if not any(_differ(getattr(person, name), getattr(said, name)) for name in APART):
            return person
    return None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and spelling_key(one) != spelling_key(other))


@dataclass(frozen=True)
class Joined:
    """One person whom several rows of a file name, or whom the selection knew before.

    `known` is the number of the candidate who was there before the import, or as whom they go on after merges, None
    for a new one; `rows` are the new rows that name them.
    """

    name: str
    rows: tuple[int, ...]
    known: int | None

    def as_json(self) -> dict[str, Any]:
        """The person as `import --json` prints them under `joined`."""
        return {"name": self.name, "rows": list(self.rows)}


def persons_joined(
    reader: Reader, updated: Sequence[tuple[int, NominationRecord]], new: Sequence[NominationRecord]
) -> list[Joined]:
    """The persons whom writing these rows would join: to each other, or to candidates who are there. Writes nothing."""
    persons = _Persons(reader, [number for number, _record in updated])
    for number, record in updated:
        persons.update(number, record)
    rows: dict[int, list[int]] = defaultdict(list)
    for record in new:
        for said in record.nominees:
            rows[persons.named(said).id].append(record.row)
    return [
        Joined(persons.by_id[number].name, tuple(found), persons.living(number) if number in persons.before else None)
        for number, found in rows.items()
        if len(found) > 1 or number in persons.before
    ]


class _Persons:
    """The candidates as an import would leave them, as far as it tells persons apart by it."""

    def __init__(self, reader: Reader, updated: Sequence[int]) -> None:
        columns = [col(getattr(Candidate, name)) for name in ("id", "name", "spelling", "merged_into", *APART)]
        query: Any = select(*columns).order_by(col(Candidate.id))
        self.by_id = {row[0]: SimpleNamespace(**row._mapping) for row in reader.session.exec(query)}  # noqa: SLF001
        self.before = set(self.by_id)
        self.living = living_among(tuple(self.by_id.values()))
        self.by_spelling: dict[str, list[SimpleNamespace]] = defaultdict(list)
        for person in self.by_id.values():
            self.by_spelling[person.spelling].append(person)
        self.mentions: dict[tuple[int, int], tuple[str, int]] = {}
        if updated:
            asked: Any = select(Mention.nomination_id, Mention.position, Mention.name, Mention.candidate_id)
            wanted = set(updated)
            found = (row for row in reader.session.exec(asked) if row[0] in wanted)
            self.mentions = {(row[0], row[1]): (row[2], row[3]) for row in found}

    def update(self, number: int, record: NominationRecord) -> None:
        """What a row that is brought up to date changes: the same person says more, or another person is named."""
        for position, said in enumerate(record.nominees, start=1):
            name, candidate = self.mentions.get((number, position), ("", 0))
            if spelling_key(name) == said.spelling and candidate in self.by_id:
                _take(self.by_id[candidate], said, over=True)
            else:
                self.named(said)

    def named(self, said: NomineeRecord) -> SimpleNamespace:
        """The person whom a row names; a new one where there is none."""
        key = said.spelling
        person = same_person(self.by_spelling[key], said)
        if person is None:
            number = -len(self.by_id) - 1
            person = SimpleNamespace(id=number, name=said.name, **dict.fromkeys(APART))
            self.by_id[number] = person
            self.by_spelling[key].append(person)
        _take(person, said, over=False)
        goes_on = self.by_id[self.living(person.id)]
        if goes_on is not person:
            _take(goes_on, said, over=False)
        return person


def _take(person: SimpleNamespace, said: NomineeRecord, *, over: bool) -> None:
    for name in APART:
        value = getattr(said, name)
        if value and (over or not getattr(person, name)):
            setattr(person, name, value)


def living_among(candidates: Iterable[Candidate | SimpleNamespace]) -> Callable[[int], int]:
    """Tells of each candidate's number as whom they go on after merges; their own where they were not merged."""
    return living_in({row.id: row.merged_into for row in candidates})


def living_in(into: Mapping[int | None, int | None]) -> Callable[[int], int]:
    """The same, told by each candidate's number into whom they were merged."""

    def living(number: int) -> int:
        return number if into.get(number) is None else living(into[number] or 0)

    return living
