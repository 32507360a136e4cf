"""Rows become nominations: every cell read as its field, every nominee given what belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import message
from rapporteur_app.intake.cells import displayed, is_blank
from rapporteur_app.intake.fields import CONTACTS, NAME_FIELDS, PARTS_OF_NAMES, Kind, Scope
from rapporteur_app.intake.folding import folded
from rapporteur_app.intake.names import spelling_key, split_names, split_parts, tidy
from rapporteur_app.intake.reading import NOTHING
from rapporteur_app.intake.records import Flag, Joint, NominationRecord, NomineeRecord, Records, Rejected, row_hash
from rapporteur_app.intake.table import Table
from rapporteur_app.progress import SILENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur_app.intake.cells import Cell
    from rapporteur_app.intake.mapping import Mapping
    from rapporteur_app.intake.table import Column
    from rapporteur_app.intake.vocabulary import Vocabulary
    from rapporteur_app.progress import Progress
    from rapporteur_app.sheets.reading import Workbook

NOBODY = frozenset(
    ("n a", "na", "none", "nobody", "no one", "unknown", "ninguno", "ninguna", "nadie", "no aplica", "no se", "nenhum",
     "nenhuma", "ninguem", "nao se aplica", "aucun", "aucune", "personne", "sans objet", "s o", "x", "xxx")
)  # fmt: skip
"""What people write where they name nobody."""

MYSELF = frozenset(
    ("self", "myself", "me", "self nomination", "self nominated", "autonominacion", "yo mismo", "yo misma",
     "a si mismo", "a si misma", "autopostulacion", "eu mesmo", "eu mesma", "autoindicacao", "autonomeacao", "moi meme",
     "autonomination", "candidature spontanee")
)  # fmt: skip
"""What people write for the nominator where they nominate themselves."""

LONGEST_NAME = 100
NO_NAME = message("no nominee is named")
LONG_NAME = message("long for a name")
ADDRESS = message("an e-mail address where a name should be")
STEP = 500
"""So many rows are read at a time."""


def build_records(workbook: Workbook, mapping: Mapping, vocabulary: Vocabulary, progress: Progress = SILENT) -> Records:
    """What the rows of a sheet say under a mapping.

    Args:
        workbook: what the file holds.
        mapping: how it is read; `guess_mapping` makes one.
        vocabulary: the selection's constituencies, areas and choices.
        progress: told of every row; may stop the work.

    Raises:
        BadInput: no column holds the nominee's name.
        Cancelled: the person stopped it.
    """
    table = Table(workbook, mapping, vocabulary)
    reader = _RowReader(table, mapping.split)
    progress.start(message("Reading the rows"), None)
    rows = table.rows()
    while part := list(islice(rows, STEP)):
        reader.take(part)
        progress.advance(len(part))
    warnings = [*table.warnings(), *_repeated_ids(reader.nominations)]
    return Records(
        mapping, tuple(reader.nominations), tuple(reader.rejected), tuple(reader.joint), tuple(warnings)
    )  # fmt: skip


def _repeated_ids(nominations: Sequence[NominationRecord]) -> list[Any]:
    ids = [one.response_id for one in nominations if one.response_id]
    if len(ids) == len(set(ids)):
        return []
    return [message("The numbers of the responses repeat themselves: rows cannot be told apart by them.")]


@dataclass(slots=True)
class _Named:
    """A row of which it is known whom it names: by the number of the nominee's columns, and each person once."""

    number: int
    row: Sequence[Cell]
    by_slot: dict[int, list[NomineeRecord]]
    persons: list[NomineeRecord]
    flags: list[Flag]


class _RowReader:
    """Reads rows, and gathers nominations, rejected rows and joint ones.

    Of some hundred rows at a time it reads one column after the other, which is quicker than row by row.
    """

    def __init__(self, table: Table, split: str) -> None:
        self.nominations: list[NominationRecord] = []
        self.rejected: list[Rejected] = []
        self.joint: list[Joint] = []
        self._table = table
        self._split = split
        self._flat = [one for one in table.columns if one.field.scope is not Scope.NOMINEE]
        self._names = [one for one in table.columns if one.field.name in NAME_FIELDS]
        self._attributes = [
            one for one in table.columns if one.field.scope is Scope.NOMINEE and one.field.name not in NAME_FIELDS
        ]
        self._names_by_slot = {
            slot: {one.field.name: one for one in self._names if (one.slot or 1) == slot}
            for slot in sorted({one.slot or 1 for one in self._names})
        }

    def take(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> None:
        """Read rows, each as a nomination or a rejected row."""
        named = [one for number, row in rows if (one := self._named(number, row)) is not None]
        for column in self._attributes:
            _read_attribute(column, named)
        said = self._said(named)
        for one, of_row in zip(named, said, strict=True):
            self.nominations.append(self._record(one, of_row))

    def _named(self, number: int, row: Sequence[Cell]) -> _Named | None:
        """The row with the persons whom it names; None, and rejected, where it names nobody."""
        flags: list[Flag] = []
        by_slot = {slot: self._persons(number, row, slot, flags) for slot in self._names_by_slot}
        persons = _each_once(by_slot)
        if not persons:
            self.rejected.append(Rejected(number, self._names[0].at(number), NO_NAME))
            return None
        if len(persons) > 1:
            self.joint.append(Joint(number, self._names[0].at(number), tuple(one.name for one in persons)))
        return _Named(number, row, by_slot, persons, flags)

    def _said(self, named: Sequence[_Named]) -> list[dict[str, Any]]:
        """What each row says of the nomination and of the nominator, by attribute."""
        said: list[dict[str, Any]] = [{} for _ in named]
        for column in self._flat:
            attribute = column.field.attribute
            for one, of_row, reading in zip(named, said, column.read_all(one.row for one in named), strict=True):
                of_row[attribute] = reading.value
                if reading.problem is not None:
                    _flag(one.number, column, displayed(column.cell(one.row)), reading.problem, one.flags)
        return said

    def _record(self, one: _Named, said: dict[str, Any]) -> NominationRecord:
        submitted = said.pop("submitted_at", None)
        if submitted is not None:
            said["submitted_at"], said["offset_assumed"] = submitted
        whole = _joined(*[said.pop(f"nominator_{part}", None) for part in PARTS_OF_NAMES])
        said["nominator"] = said.get("nominator") or whole or None
        own = said.pop("self_nomination", None)
        table = self._table
        texts = table.texts(one.row)
        record = NominationRecord(
            table.sheet, one.number, table.headers, texts, "", one.persons, flags=one.flags, **said
        )  # fmt: skip
        record.row_hash = row_hash(record.raw)
        record.self_nomination = _nominates_self(record) if own is None else own
        return record

    def _persons(self, number: int, row: Sequence[Cell], slot: int, flags: list[Flag]) -> list[NomineeRecord]:
        """The persons whom the name columns of a slot name."""
        columns = self._names_by_slot[slot]
        parts = {name: tidy(displayed(one.cell(row))) for name, one in columns.items()}
        given = _joined(parts.get("nominee_given_name"), parts.get("nominee_middle_name"))
        family = _joined(parts.get("nominee_family_name"), parts.get("nominee_second_family_name"))
        whole = columns.get("nominee_name")
        text = displayed(whole.cell(row)) if whole is not None else ""
        if whole is None or not _is_name(tidy(text)):
            joined = _joined(given, family)
            return [NomineeRecord(joined, given or None, family or None)] if _is_name(joined) else []
        persons = [NomineeRecord(name) for name in self._split_names(number, whole, text, flags)]
        if len(persons) == 1:
            persons[0].given_name, persons[0].family_name = given or None, family or None
        return persons

    def _split_names(self, number: int, column: Column, text: str, flags: list[Flag]) -> list[str]:
        """The names in a cell; what looks like several, or like no name, is flagged."""
        found = split_names(text, self._split)
        names = [name for name in found.names if _is_name(name)]
        where = (number, column.at(number), column.field.name)
        if found.proposed:
            doubt = message("perhaps several persons: {names}", names=" | ".join(found.proposed))
            flags.append(Flag(*where, text, doubt))
        odd = (name for name in names if "@" in name or len(name) > LONGEST_NAME)
        flags.extend(Flag(*where, name, ADDRESS if "@" in name else LONG_NAME) for name in odd)
        return names


def _joined(*parts: str | None) -> str:
    return " ".join(filter(None, parts))


def _each_once(named: dict[int, list[NomineeRecord]]) -> list[NomineeRecord]:
    """The persons of all slots, each spelling once: who stands twice in a row is named once."""
    found: dict[str, NomineeRecord] = {}
    for slot, persons in named.items():
        named[slot] = [found.setdefault(person.spelling, person) for person in persons]
    return list(found.values())


def _is_name(name: str) -> bool:
    return any(letter.isalpha() for letter in name) and folded(name) not in NOBODY


def _read_attribute(column: Column, named: Sequence[_Named]) -> None:
    """Give the persons of each row what a column says of them; a blank cell says nothing."""
    attribute, slot = column.field.attribute, column.slot
    for one, reading in zip(named, column.read_all(one.row for one in named), strict=True):
        if reading is NOTHING and is_blank(column.cell(one.row)):
            continue
        persons = one.persons if slot is None else one.by_slot.get(slot, [])
        if len(persons) != 1:
            _distribute(one.number, column, column.cell(one.row), persons, one.flags)
            continue
        if reading.problem is not None:
            _flag(one.number, column, displayed(column.cell(one.row)), reading.problem, one.flags)
        setattr(persons[0], attribute, reading.value)


def _distribute(
    number: int, column: Column, cell: Cell, persons: list[NomineeRecord], flags: list[Flag]
) -> None:  # fmt: skip
    """Give each of several persons their part of a cell; a contact that has not as many parts is nobody's."""
    parts: Sequence[Cell] = [cell]
    pieces = _parts(displayed(cell), column.field.kind)
    if len(pieces) == len(persons):
        parts = pieces
    elif column.field.name in CONTACTS:
        return
    for part in parts if persons else ():
        reading = column.read(part)
        if reading.problem is not None:
            _flag(number, column, displayed(part), reading.problem, flags)
    for place, person in enumerate(persons):
        part = parts[place] if len(parts) > 1 else parts[0]
        setattr(person, column.field.attribute, column.read(part).value)


def _parts(text: str, kind: Kind) -> list[str]:
    """The parts of a cell that may belong to one person each."""
    if kind is Kind.EMAIL:
        return [part for part in re.split(r"[;,/\s]+", text) if part]
    parts = [part.strip() for part in split_parts(text)]
    if len(parts) == 1 and kind not in (Kind.AREAS, Kind.LANGUAGES):
        return [part for part in re.split(r"\s+/\s+|\s*\|\s*", parts[0]) if part]
    return parts


def _flag(number: int, column: Column, text: str, problem: Any, flags: list[Flag]) -> None:
    flags.append(Flag(number, column.at(number), column.field.name, text, problem))


def _nominates_self(record: NominationRecord) -> bool:
    """Whether the nominator is the one nominee: by the same name, the same address, or by saying so."""
    if len(record.nominees) != 1:
        return False
    nominee, nominator = record.nominees[0], record.nominator or ""
    if nominator and (spelling_key(nominator) == nominee.spelling or folded(nominator) in MYSELF):
        return True
    return bool(
        nominee.email and record.nominator_email and nominee.email.casefold() == record.nominator_email.casefold()
    )
