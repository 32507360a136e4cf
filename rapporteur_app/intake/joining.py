"""Whom a row names: a person who is there already, one of an earlier row, or a new one.

One rule for what an import does and for what its preview says that it would do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

from rapporteur_app.intake.names import spelling_key
from rapporteur_app.intake.settling import say_anew, unsay
from rapporteur_app.model import Candidate, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from rapporteur_app.intake.records import NominationRecord, NomineeRecord
    from rapporteur_app.workspace import Reader

APART = ("email", "country", "organisation")
"""What tells two persons of the same spelling apart, where both say it and it differs."""

THRESHOLD = 85.0
"""From this score (0-100) on, two candidates are suggested as one person; below it they are only listed."""

KnownPerson = TypeVar("KnownPerson")


def same_person(known: Iterable[KnownPerson], said: NomineeRecord) -> KnownPerson | None:
    """The first of the persons of this spelling whom nothing tells apart from the one that a row names."""
    for person in known:
        if not any(_differ(getattr(person, name), getattr(said, name)) for name in APART):
            return person
    return None


def is_renamed(person: Any, said: NomineeRecord, others: Sequence[object], known: Iterable[object]) -> bool:
    """Whether a nomination that names somebody else than before means the same person, whose name was corrected.

    Args:
        person: whom it named.
        said: whom it names now.
        others: the other nominations of that person; where there are any, they say who that is.
        known: the persons of the new spelling; where nothing tells one of them apart, it means that one.
    """
    if others or same_person(known, said) is not None:
        return False
    from rapporteur_app.intake.matching import FIELDS, compare, traits

    one, two = (traits(each.name, {what: getattr(each, what) for what in FIELDS}) for each in (person, said))
    return compare(one, two, THRESHOLD) is not None


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
    persons = _Persons(reader, updated=bool(updated))
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


def no_longer_named(
    reader: Reader, updated: Sequence[tuple[int, NominationRecord]], new: Sequence[NominationRecord]
) -> list[SimpleNamespace]:
    """The candidates (`id`, `name`) whom no nomination would name any more once these rows were written."""
    if not updated:
        return []
    persons = _Persons(reader, updated=True)
    named = {number for number, mentions in persons.by_person.items() if mentions}
    for number, record in updated:
        persons.update(number, record)
    found = {persons.living(persons.named(said).id) for record in new for said in record.nominees}
    gone = (number for number in sorted(named - found) if not persons.by_person[number])
    return [persons.by_id[number] for number in gone]


class _Persons:
    """The candidates as an import would leave them, as far as it tells persons apart by it."""

    def __init__(self, reader: Reader, *, updated: bool) -> None:
        names = ("id", "name", "spelling", "merged_into", "phone", *APART)
        self.by_id = {row.id: row for row in _rows(reader, Candidate, names)}
        self.before = set(self.by_id)
        self.living = living_among(tuple(self.by_id.values()))
        self.by_spelling: dict[str, list[SimpleNamespace]] = defaultdict(list)
        for person in self.by_id.values():
            self.by_spelling[person.spelling].append(person)
        self.mentions: dict[int, dict[int, SimpleNamespace]] = defaultdict(dict)
        self.by_person: dict[int, list[SimpleNamespace]] = defaultdict(list)
        if updated:
            self._read_mentions(reader)

    def _read_mentions(self, reader: Reader) -> None:
        names = ("id", "nomination_id", "position", "name", "candidate_id", "said")
        for mention in _rows(reader, Mention, names):
            self.mentions[mention.nomination_id][mention.position] = mention
            self.by_person[mention.candidate_id].append(mention)

    def update(self, number: int, record: NominationRecord) -> None:
        """What a row that is brought up to date changes: the same person says more, or another person is named."""
        known = dict(self.mentions[number])
        for position, said in enumerate(record.nominees, start=1):
            self._update_mention(known.pop(position, None), said)
        for mention in known.values():
            self._leave(mention)

    def _update_mention(self, known: SimpleNamespace | None, said: NomineeRecord) -> None:
        if known is None:
            self._move(SimpleNamespace(name=said.name, said=said.as_json()), self.named(said))
            return
        person, before = self.by_id[known.candidate_id], known.said
        others = [mention for mention in self.by_person[person.id] if mention is not known]
        renamed = spelling_key(known.name) != said.spelling
        if not renamed or is_renamed(person, said, others, self.by_spelling[said.spelling]):
            known.name, known.said = said.name, said.as_json()
            say_anew(person, before, known.said, [each.said for each in self.by_person[person.id]], APART)
            if renamed:
                self._rename(person, said.name)
            return
        self._leave(known)
        known.name, known.said = said.name, said.as_json()
        self._move(known, self.named(said))

    def _leave(self, mention: SimpleNamespace) -> None:
        person = self.by_id[mention.candidate_id]
        rest = [each for each in self.by_person[person.id] if each is not mention]
        self.by_person[person.id] = rest
        unsay(person, [mention.said], [each.said for each in rest], APART)
        if rest and all(spelling_key(each.name) != person.spelling for each in rest):
            self._rename(person, rest[0].name)

    def _move(self, mention: SimpleNamespace, person: SimpleNamespace) -> None:
        mention.candidate_id = self.living(person.id)
        self.by_person[mention.candidate_id].append(mention)

    def _rename(self, person: SimpleNamespace, name: str) -> None:
        self.by_spelling[person.spelling].remove(person)
        person.name, person.spelling = name, spelling_key(name)
        self.by_spelling[person.spelling].append(person)

    def named(self, said: NomineeRecord) -> SimpleNamespace:
        """The person whom a row names; a new one where there is none."""
        key = said.spelling
        person = same_person(self.by_spelling[key], said)
        if person is None:
            number = -len(self.by_id) - 1
            fields = dict.fromkeys(("merged_into", "phone", *APART))
            person = SimpleNamespace(id=number, name=said.name, spelling=key, **fields)
            self.by_id[number] = person
            self.by_spelling[key].append(person)
        _take(person, said)
        goes_on = self.by_id[self.living(person.id)]
        if goes_on is not person:
            _take(goes_on, said)
        return person


def _rows(reader: Reader, noun: Any, names: Sequence[str]) -> Iterator[SimpleNamespace]:
    """Some columns of every row, in the order of their numbers; changing them changes nothing that is stored."""
    for row in reader.values(*(getattr(noun, name) for name in names)):
        yield SimpleNamespace(**dict(zip(names, row, strict=True)))


def _take(person: SimpleNamespace, said: NomineeRecord) -> None:
    for name in APART:
        value = getattr(said, name)
        if value and not getattr(person, name):
            setattr(person, name, value)


def living_among(candidates: Iterable[Candidate | SimpleNamespace]) -> Callable[[int], int]:
    """Tells of each candidate's number as whom they go on after merges; their own where they were not merged."""
    return living_in({row.id: row.merged_into for row in candidates})


def living_in(into: Mapping[int | None, int | None]) -> Callable[[int], int]:
    """The same, told by each candidate's number into whom they were merged."""

    def living(number: int) -> int:
        return number if into.get(number) is None else living(into[number] or 0)

    return living
