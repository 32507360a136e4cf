"""Which rows of a file are new, which say again what is there, and which say it differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.missing import listed
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.intake.records import listed_rows, said_of
from rapporteur_app.model import Mention, Nomination

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rapporteur_app.intake.records import NominationRecord
    from rapporteur_app.workspace import Reader

Key = tuple[str, str, str]
"""When it was sent, by whom and for whom: what tells a response that has no number of its own."""


@dataclass
class Compared:
    """The rows of a file, sorted; `updated` gives the number of the nomination that a row says anew."""

    new: list[NominationRecord] = field(default_factory=list)
    updated: list[tuple[int, NominationRecord]] = field(default_factory=list)
    unchanged: list[NominationRecord] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def compare(reader: Reader, records: Sequence[NominationRecord]) -> Compared:
    """Sort rows into new, updated and unchanged (product.md, 'Rows, nominations, persons')."""
    stored = reader.all(Nomination)
    same = {row.row_hash: row for row in stored}
    earlier = _Earlier(reader, stored, records)
    readings = _Readings(reader, same.keys() & {record.row_hash for record in records})
    found = Compared()
    seen: set[str] = set()
    for record in records:
        if record.row_hash in seen:
            text = message("Row {row} equals an earlier row of the file: it counts once.", row=record.row)
            found.warnings.append(text)
        kept = same.get(record.row_hash)
        if record.row_hash in seen:
            found.unchanged.append(record)
        elif kept is not None:
            if readings.differ(kept, record):
                found.updated.append((kept.id or 0, record))
            else:
                found.unchanged.append(record)
        elif (known := earlier.take(record)) is not None:
            found.updated.append((known, record))
        else:
            found.new.append(record)
        seen.add(record.row_hash)
    found.warnings += readings.warnings()
    return found


class _Readings:
    """Whether rows that are the same as before are read otherwise now: by another mapping or order of dates."""

    def __init__(self, reader: Reader, hashes: Collection[str]) -> None:
        self._said: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for number, name, said in reader.values(Mention.nomination_id, Mention.name, Mention.said) if hashes else ():
            self._said[number].append((name, said))
        self._rows: list[int] = []
        self._fields: dict[str, None] = {}

    def differ(self, kept: Nomination, record: NominationRecord) -> bool:
        """Whether a row says something else than was read from it; it is remembered for the warning."""
        now, before = said_of(record), self._said[kept.id or 0]
        fields = [name for name, value in now.items() if getattr(kept, name) != value]
        people = [(one.name, one.as_json()) for one in record.nominees]
        if [name for name, _ in people] != [name for name, _ in before]:
            fields.append("nominee_name")
        else:
            for (_, new), (_, old) in zip(people, before, strict=True):
                fields += [name for name, value in new.items() if value != old.get(name)]
        if fields:
            self._rows.append(record.row)
            self._fields |= dict.fromkeys(fields)
        return bool(fields)

    def warnings(self) -> list[Message]:
        """A sentence on the rows that are read otherwise, where there are any."""
        if not self._rows:
            return []
        text = message("Rows whose cells are as before, but which are read otherwise now: {rows} ({fields}).",
                       rows=listed_rows(self._rows), fields=listed(list(self._fields)))  # fmt: skip
        return [text]


class _Earlier:
    """The nominations that a changed row may update: each of them once.

    A number that several responses have tells none of them, and what stands in the file as it was is no other row's
    past.
    """

    def __init__(self, reader: Reader, stored: Sequence[Nomination], records: Sequence[NominationRecord]) -> None:
        again = {record.row_hash for record in records}
        changed = [row for row in stored if row.row_hash not in again]
        several = _repeated(record.response_id for record in records) | _repeated(row.response_id for row in stored)
        self._by_response = {
            row.response_id: row for row in changed if row.response_id and row.response_id not in several
        }
        first = {mention.nomination_id: mention.name for mention in reader.all(Mention, position=1)}
        self._by_key: dict[Key | None, list[Nomination]] = defaultdict(list)
        for row in changed:
            self._by_key[_key(row.submitted_at, row.nominator, first.get(row.id or 0, ""))].append(row)
        self._taken: set[int | None] = {None}

    def take(self, record: NominationRecord) -> int | None:
        """The number of the nomination that this row says anew; it's no other row's from now on."""
        key = _key(record.submitted_at, record.nominator or "", record.nominees[0].name)
        by_response = self._by_response.get(record.response_id or "")
        rows = [by_response] if by_response else self._by_key[key] if key else []
        found = next((row.id for row in rows if row.id not in self._taken), None)
        self._taken.add(found)
        return found


def _repeated(numbers: Iterable[str | None]) -> set[str | None]:
    return {number for number, count in Counter(numbers).items() if count > 1}


def _key(submitted: str | None, nominator: str, nominee: str) -> Key | None:
    return (submitted, spelling_key(nominator), spelling_key(nominee)) if submitted and nominee else None
