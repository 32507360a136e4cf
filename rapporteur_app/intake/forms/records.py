"""Rows of a sheet as nominations: what was received, word for word, and what could be read of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.forms import values
from rapporteur_app.intake.forms.fields import BY_NAME
from rapporteur_app.intake.forms.names import split_like, split_names
from rapporteur_app.sheets.tables import shown

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence

    from rapporteur_app.intake.forms.headers import MapFile, Mapping
    from rapporteur_app.intake.forms.values import Vocabulary

CONTACT = ("email", "phone")


@dataclass
class NominationRecord:
    """One row: the cells as received and the nomination's own fields, with one entry for each nominee."""

    row: int
    raw: dict[str, str]
    fields: dict[str, Any]
    nominees: list[dict[str, Any]]
    flags: list[dict[str, Any]] = field(default_factory=list)
    joint_cell: str = ""

    @property
    def row_hash(self) -> str:
        """SHA-256 of the row's cells: equal rows have equal hashes."""
        return hashlib.sha256(json.dumps(self.raw, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass
class Records:
    """A sheet, read."""

    records: list[NominationRecord] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def build_records(
    rows: Sequence[Sequence[Any]], mapping: Mapping, given: MapFile, vocabulary: Vocabulary, zone: str
) -> Records:
    """The nominations below a sheet's header; blank rows and totals rows are none."""
    reading = _Reading(rows, mapping, given, vocabulary, zone)
    found = Records(warnings=reading.warnings)
    for number, cells in enumerate(rows[mapping.header_row :], start=mapping.header_row + 1):
        raw = {header: shown(cell) for header, cell in zip(mapping.headers, cells, strict=False) if shown(cell)}
        if not raw or _is_total(raw):
            continue
        reading.take(found, number, raw)
    return found


def _is_total(raw: MappingOf[str, str]) -> bool:
    first = next(iter(raw.values())).strip().casefold().rstrip(":")
    return len(raw) <= 3 and first in {"total", "totals", "totales", "totais", "totaux", "total general"}


class _Reading:
    """How the columns of one sheet are read."""

    def __init__(
        self, rows: Sequence[Sequence[Any]], mapping: Mapping, given: MapFile, vocabulary: Vocabulary, zone: str
    ) -> None:
        self.mapping, self.given, self.vocabulary = mapping, given, vocabulary
        self.zone = given.timezone or zone
        self.letters = {header: column_letter(i) for i, header in enumerate(mapping.headers)}
        self.by_field: dict[str, list[str]] = {}
        for header, name in mapping.columns.items():
            if name:
                self.by_field.setdefault(name, []).append(header)
        self.warnings: list[Message] = []
        self.day_first = self._day_first(rows)

    def _day_first(self, rows: Sequence[Sequence[Any]]) -> bool:
        headers = self.by_field.get("submitted_at", [])
        if not headers:
            return True
        column = self.mapping.headers.index(headers[0])
        texts = [shown(row[column]) for row in rows[self.mapping.header_row :] if len(row) > column]
        first = values.is_day_first(texts)
        if not first:
            self.warnings.append(message("The dates in “{header}” are read as month/day/year.", header=headers[0]))
        return first

    def take(self, found: Records, number: int, raw: dict[str, str]) -> None:
        names, unsure, cell = self._names(raw, number)
        if not names:
            reason = message("no nominee is named")
            found.rejected.append({"row": number, "cell": cell, "reason": reason})
            return
        record = NominationRecord(number, raw, {}, [])
        person: dict[str, Any] = {}
        for name, headers in self.by_field.items():
            text = next((raw[header] for header in headers if header in raw), "")
            if text and not name.startswith("nominee_"):
                value = self._value(record, name, headers[0], text)
                (person if BY_NAME[name].nominee else record.fields)[name] = value
        record.nominees = self._nominees(names, person, raw)
        if unsure:
            text = raw.get(self.by_field["nominee_name"][0], "")
            self._flag(record, cell, "nominee_name", text, message("may name more than one person"))
        record.joint_cell = cell if len(names) > 1 else ""
        if self._is_self(record):
            record.fields["self_nomination"] = True
        found.records.append(record)

    def _names(self, raw: MappingOf[str, str], number: int) -> tuple[list[dict[str, Any]], bool, str]:
        """The nominees' names in a row, whether there may be more, and the cell that names them."""
        headers = self.by_field.get("nominee_name", [])
        names: list[dict[str, Any]] = []
        unsure = False
        for header in headers:
            found, doubt = split_names(raw.get(header, ""), self.given.split)
            names += [{"name": name} for name in found]
            unsure = unsure or doubt
        if not names:
            given, family = (self._first(raw, f"nominee_{part}_name") for part in ("given", "family"))
            if given or family:
                names = [
                    {"name": f"{given} {family}".strip(), "given_name": given or None, "family_name": family or None}
                ]
        place = headers or self.by_field.get("nominee_family_name", [])
        return names, unsure, f"{self.letters[place[0]]}{number}" if place else f"A{number}"

    def _first(self, raw: MappingOf[str, str], name: str) -> str:
        return next((raw[header] for header in self.by_field.get(name, []) if header in raw), "")

    def _nominees(
        self, names: list[dict[str, Any]], person: dict[str, Any], raw: MappingOf[str, str]
    ) -> list[dict[str, Any]]:
        """What each nominee gets of the row: a joint row's contacts only if they split into as many parts."""
        if len(names) == 1:
            return [{**person, **names[0]}]
        shared = {name: value for name, value in person.items() if name not in CONTACT}
        parts = {name: split_like(self._first(raw, name), len(names)) for name in CONTACT}
        return [
            {**shared, **{name: part[i] for name, part in parts.items() if part}, **each}
            for i, each in enumerate(names)
        ]

    def _value(self, record: NominationRecord, name: str, header: str, text: str) -> Any:
        text = self.given.values.get(name, {}).get(text, text)
        kind, cell = BY_NAME[name].kind, f"{self.letters[header]}{record.row}"
        if kind == "moment":
            moment = values.read_moment(text, self.zone, day_first=self.day_first)
            record.fields["offset_assumed"] = moment.assumed
            if moment.iso is None:
                self._flag(record, cell, name, text, message("no full date and time"))
            return moment.iso
        if kind == "text":
            return text
        value = self._read(kind, text)
        if value is None or value == []:
            self._flag(record, cell, name, text, message("could not be read"))
        if kind == "email" and "@" not in text:
            self._flag(record, cell, name, text, message("does not look like an e-mail address"))
        return value

    def _read(self, kind: str, text: str) -> Any:
        readers = {
            "email": str.strip,
            "phone": values.read_phone,
            "country": values.read_country,
            "constituency": self.vocabulary.constituency,
            "areas": self.vocabulary.thematic_areas,
            "languages": values.read_languages,
            "gender": values.read_gender,
            "age": self.vocabulary.age,
            "yes_no": values.read_yes_no,
        }
        return readers[kind](text)

    def _flag(self, record: NominationRecord, cell: str, name: str, value: str, reason: Message) -> None:
        record.flags.append({"row": record.row, "cell": cell, "field": name, "value": value, "reason": reason.msgid})

    def _is_self(self, record: NominationRecord) -> bool:
        """Whether the nominator is the nominee: said so, the same name, or the same e-mail."""
        if record.fields.get("self_nomination"):
            return True
        nominator, email = record.fields.get("nominator", ""), record.fields.get("nominator_email", "")
        return any(
            (nominator and nominator.casefold() == each["name"].casefold())
            or (email and email.casefold() == (each.get("email") or "").casefold())
            for each in record.nominees
        )


def column_letter(index: int) -> str:
    """The letter of a column (0 is A), as a spreadsheet shows it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
