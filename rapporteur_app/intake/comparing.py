"""Which rows of a file are new, which say again what is there, and which say it differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.names import spelling_key
from rapporteur_app.model import Mention, Nomination

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    hashes = {row.row_hash for row in stored}
    earlier = _Earlier(reader, stored, records)
    found = Compared()
    seen: set[str] = set()
    for record in records:
        if record.row_hash in seen:
            text = message("Row {row} equals an earlier row of the file: it counts once.", row=record.row)
            found.warnings.append(text)
        if record.row_hash in hashes or record.row_hash in seen:
            found.unchanged.append(record)
        elif (known := earlier.take(record)) is not None:
            found.updated.append((known, record))
        else:
            found.new.append(record)
        seen.add(record.row_hash)
    return found


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
