"""Which sheet, which row is the header, and which column is which field: guessed, or read from a mapping file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.intake.forms.fields import BY_NAME, FIELDS, plain
from rapporteur_app.sheets.tables import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapporteur_app.sheets.reading import Sheet, Workbook

SEARCHED = 30
"""How many rows from the top may stand above the header."""

LIKE_ENOUGH = 88.0
"""From this likeness (0-100) on, a header is taken for a field's word although it is written differently."""


@dataclass
class MapFile:
    """What a MAP.toml says; what it leaves out is guessed."""

    sheet: str | None = None
    header_row: int | None = None
    timezone: str | None = None
    split: str = "auto"
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """How a sheet is read: header row (1-based, as a spreadsheet shows it), its headers, and each one's field."""

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    columns: dict[str, str | None]


def read_map(path: Path) -> MapFile:
    """Read a mapping file.

    Raises:
        BadInput: it is no TOML, or names a field that there is not.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(
            message("{file} cannot be read as a mapping file (TOML).", file=path.name), str(error)
        ) from error
    columns = {str(header): str(name) for header, name in data.get("columns", {}).items()}
    for name in columns.values():
        if name and name not in BY_NAME:
            known = ", ".join(BY_NAME)
            raise BadInput(
                message("{file}: “{name}” is not a field. Fields: {known}.", file=path.name, name=name, known=known)
            )
    row = data.get("header_row")
    return MapFile(
        data.get("sheet"), int(row) if row else None, data.get("timezone"), str(data.get("split", "auto")), columns,
        {str(k): {str(a): str(b) for a, b in v.items()} for k, v in data.get("values", {}).items()},
    )  # fmt: skip


def choose_mapping(book: Workbook, given: MapFile) -> tuple[Sheet, Mapping]:
    """The sheet and the mapping to read it by: what was given, and a guess for the rest.

    Raises:
        UnreadableFile: there is no such sheet, no header row, or no column that names the nominees.
    """
    sheet = _sheet(book, given.sheet)
    row = given.header_row or _header_row(sheet)
    if not 1 <= row <= len(sheet.rows):
        raise UnreadableFile(
            message("{file}, sheet {sheet}: there is no row {row}.", file=book.path.name, sheet=sheet.name, row=row)
        )
    headers = unique([shown(cell) for cell in sheet.rows[row - 1]])
    columns = guess(headers) if not given.columns else {header: given.columns.get(header) or None for header in headers}
    unknown = set(given.columns) - set(headers)
    if unknown:
        raise BadInput(
            message("The mapping names a column “{header}” that the sheet does not have.", header=min(unknown))
        )
    if not {"nominee_name", "nominee_family_name"} & {name for name in columns.values() if name}:
        text = (
            "{file}, sheet {sheet}, row {row}: no column names the nominees. Say which one does with a mapping (--map)."
        )
        raise UnreadableFile(message(text, file=book.path.name, sheet=sheet.name, row=row))
    return sheet, Mapping(sheet.name, row, tuple(headers), columns)


def _sheet(book: Workbook, name: str | None) -> Sheet:
    if name is not None:
        for sheet in book.sheets:
            if sheet.name == name:
                return sheet
        known = ", ".join(sheet.name for sheet in book.sheets)
        raise UnreadableFile(
            message("{file} has no sheet “{name}”. Sheets: {known}.", file=book.path.name, name=name, known=known)
        )
    filled = [sheet for sheet in book.sheets if sheet.visible and any(sheet.rows)]
    if not filled:
        raise UnreadableFile(message("{file} has no sheet with rows.", file=book.path.name))
    return max(filled, key=lambda sheet: (_score(sheet), -book.sheets.index(sheet)))


def _score(sheet: Sheet) -> int:
    """How many fields the best header row of a sheet names."""
    return max((_named(row) for row in sheet.rows[:SEARCHED]), default=0)


def _named(row: Sequence[Any]) -> int:
    return sum(name is not None for name in guess(unique([shown(cell) for cell in row])).values())


def _header_row(sheet: Sheet) -> int:
    """The row that names most fields, the first of equals; without any, the first row with two cells or more."""
    counts = [_named(row) for row in sheet.rows[:SEARCHED]]
    if counts and max(counts) > 0:
        return counts.index(max(counts)) + 1
    wide = [i for i, row in enumerate(sheet.rows, start=1) if sum(cell not in ("", None) for cell in row) > 1]
    return wide[0] if wide else 1


def unique(headers: Sequence[str]) -> list[str]:
    """Headers told apart: the second 'Name' is 'Name (2)'; one without text is called by its column's number."""
    seen: dict[str, int] = {}
    found = []
    for number, header in enumerate(headers, start=1):
        name = header.strip() or f"[{number}]"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def guess(headers: Sequence[str]) -> dict[str, str | None]:
    """Which field each header asks for; each field once, but the nominee's name may have several columns."""
    found: dict[str, str | None] = dict.fromkeys(headers)
    taken: set[str] = set()
    for certain in (True, False):
        for header in headers:
            if found[header] is None:
                name = _field_of(header, certain=certain)
                if name and (name not in taken or (name == "nominee_name" and _numbered(header))):
                    found[header] = name
                    taken.add(name)
    return found


def _numbered(header: str) -> bool:
    return plain(header)[-1:].isdigit()


def _field_of(header: str, *, certain: bool) -> str | None:
    key = plain(header)
    if not key or header.startswith("["):
        return None
    bare = key.rstrip("0123456789 ") or key
    for candidate in FIELDS:
        if key in candidate.words or bare in candidate.words:
            return candidate.name
    return None if certain or len(key) < 5 else _likeliest(key)


def _likeliest(key: str) -> str | None:
    from rapidfuzz import fuzz, process

    choices = {(each.name, word): word for each in FIELDS for word in each.words if len(word) > 4}
    match = process.extractOne(key, choices, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return match[2][0] if match else None


def as_json(mapping: Mapping) -> dict[str, Any]:
    """A mapping as `import --json` prints it: {HEADER: FIELD or null}."""
    return dict(mapping.columns)
