"""What the rows of a sheet say, before anything of it is in the selection."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapporteur_app.intake.names import spelling_key
from rapporteur_app.workspace.images import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.i18n import Message
    from rapporteur_app.intake.mapping import Mapping as ColumnMapping

NOMINATION_FIELDS = (
    "response_id", "submitted_at", "offset_assumed", "nominator", "nominator_email", "nominator_organisation",
    "nominator_constituency", "self_nomination", "consent", "endorsement", "statement", "links",
)  # fmt: skip
NEVER_NULL = ("nominator", "nominator_email", "nominator_organisation", "statement", "links")

LISTED = 10
"""How many rows a warning names."""


@dataclass(frozen=True)
class Flag:
    """A value that could not be read, or is doubtful: where it stands, of which field, the text, and why."""

    row: int
    cell: str
    field: str
    value: str
    reason: Message


@dataclass(frozen=True)
class Rejected:
    """A row that holds something and names nobody."""

    row: int
    cell: str
    reason: Message


@dataclass(frozen=True)
class Joint:
    """A row that names several persons."""

    row: int
    cell: str
    names: tuple[str, ...]


@dataclass(slots=True)
class NomineeRecord:
    """One person as one row speaks of them; None is not said, or not readable."""

    name: str
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    phone: str | None = None
    country: str | None = None
    nationality: str | None = None
    organisation: str | None = None
    organisation_country: str | None = None
    job_title: str | None = None
    constituency: str | None = None
    thematic_areas: list[int] | None = None
    objectives: list[int] | None = None
    languages: list[str] | None = None
    gender: str | None = None
    age_group: str | None = None
    migrant_experience: bool | None = None
    available: bool | None = None

    @property
    def spelling(self) -> str:
        """The name without differences of case and spaces."""
        return spelling_key(self.name)

    def as_json(self) -> dict[str, Any]:
        """What the row says, by field."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class NominationRecord:
    """One row: as received (the headers of the sheet, and the text under each), and what was read from it."""

    sheet: str
    row: int
    headers: Sequence[str]
    texts: Sequence[str]
    row_hash: str
    nominees: list[NomineeRecord]
    response_id: str | None = None
    submitted_at: str | None = None
    offset_assumed: bool = False
    nominator: str | None = None
    nominator_email: str | None = None
    nominator_phone: str | None = None
    nominator_organisation: str | None = None
    nominator_constituency: str | None = None
    nominator_country: str | None = None
    self_nomination: bool = False
    consent: bool | None = None
    endorsement: str | None = None
    statement: str | None = None
    links: str | None = None
    comments: str | None = None
    flags: list[Flag] = field(default_factory=list)

    @property
    def raw(self) -> dict[str, str]:
        """The row as received: header and text of every filled cell. Made anew each time, as it takes much memory."""
        return {header: text for header, text in zip(self.headers, self.texts, strict=False) if text}


@dataclass(frozen=True)
class Records:
    """What a sheet holds: its nominations, the rows that name nobody, and what a person should know.

    `rows_read` counts the rows that hold a nomination: those in `nominations` and in `rejected`.
    """

    mapping: ColumnMapping
    nominations: tuple[NominationRecord, ...]
    rejected: tuple[Rejected, ...]
    joint: tuple[Joint, ...]
    warnings: tuple[Message, ...]

    @property
    def rows_read(self) -> int:
        """How many rows hold a nomination, with those that name nobody."""
        return len(self.nominations) + len(self.rejected)

    @property
    def mentions(self) -> int:
        """How many pairs of a nomination and a nominee there are."""
        return sum(len(one.nominees) for one in self.nominations)

    @property
    def flagged(self) -> list[Flag]:
        """Every flag, in the order of the rows."""
        return [flag for one in self.nominations for flag in one.flags]


def said_of(record: NominationRecord) -> dict[str, Any]:
    """What a row says of the nomination, by attribute, as it is stored."""
    said = {name: getattr(record, name) for name in NOMINATION_FIELDS}
    for name in NEVER_NULL:
        said[name] = said[name] or ""
    return said


def listed_rows(rows: Sequence[int]) -> str:
    """The numbers of some rows in one line; only the first of many."""
    return ", ".join(map(str, rows[:LISTED])) + (", …" if len(rows) > LISTED else "")


def row_hash(raw: Mapping[str, str]) -> str:
    """The SHA-256 of a row's filled cells, whatever the order of the columns; equal for rows that say the same."""
    cells = [(_header(header), tidy) for header, text in raw.items() if (tidy := _canonical(text))]
    cells.sort()
    return hashlib.sha256(compact(cells)).hexdigest()


def _canonical(text: str) -> str:
    tidy = text.strip()
    if "\r" in tidy:
        tidy = tidy.replace("\r\n", "\n")
    return tidy if tidy.isascii() else unicodedata.normalize("NFC", tidy)


_header = lru_cache(maxsize=20_000)(_canonical)
"""A sheet's few headers stand in each of its many rows."""
