"""What the reader of cells does not tell of a workbook: what is hidden, what is merged downwards, what holds no value.

It runs in the reading child, so that its memory is limited, and it stops by itself after a while: the cells are there
all the same, and `unfinished` tells that there may be more. Of a text file there is nothing to tell.
"""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PIECE = 1 << 20
MOST_BYTES = 64 << 20
"""Bytes of a sheet that are looked through."""

SECONDS = 1.5
"""How long a file is looked through: the cells are read already, and must not be lost for want of time."""

LONGEST_ROW = 8 << 20
MOST_MARKS = 1000
"""Marks of one kind that are told of a sheet."""

MOST_MERGED = 100_000
"""Merged cells that are told of a sheet: values are taken over from them, so that some may not simply be left out."""

MOST_COLUMNS = 16_384

ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
SPAN = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']""")
CELL = re.compile(rb"""\br=["']([A-Z]{1,3}\d{1,7})["']""")
TEXT_OF_FORMULA = re.compile(rb"""\bt=["']str["']""")
UNVALUED = re.compile(
    rb"<(?:\w+:)?c\b([^>/]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^>/]*\bt=["']e["'][^>/]*)>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?"""
    rb"\s*<(?:\w+:)?v>(#[^<]{1,30})</(?:\w+:)?v>"
)
FORMULA, OF_ERROR = (b"f>", b"<f ", b":f "), (b't="e"', b"t='e'")
"""One of these stands in every piece that holds a formula, or an error; most hold neither, which is seen at once."""
DATES_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")


@dataclass
class Marks:
    """What is told of one sheet; rows count from 1, columns from 0.

    `merged` holds the first row, the last row and the column of cells that are merged over several rows; `unfinished`
    says that not all of the sheet was looked through.
    """

    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    dates_1904: bool = False
    unfinished: bool = False

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns as hidden, counted from 0, up to as many as are told."""
        free = MOST_MARKS - len(self.hidden_columns)
        self.hidden_columns += range(first, min(last + 1, MOST_COLUMNS, first + max(free, 0)))

    def merge(self, first: int, last: int, column: int) -> None:
        """Note cells as merged, if it is over several rows."""
        if last <= first:
            return
        if len(self.merged) < MOST_MERGED:
            self.merged.append((first, last, column))
        else:
            self.unfinished = True

    @property
    def full(self) -> bool:
        """Whether so much is noted that the rest need not be looked through."""
        return len(self.hidden) + len(self.unvalued) + len(self.errors) > MOST_MARKS


def marks_of(path: Path) -> dict[str, dict[str, Any]]:
    """The marks of each sheet by its name, as plain values; {} of a file that is no workbook.

    Under "" stands what holds for sheets that are not named: that they were not looked through.
    """
    until = time.monotonic() + SECONDS
    try:
        found = _marks_by_sheet(path, until)
    except Exception:  # noqa: BLE001 - a damaged part, which the reader of cells may not need
        return {"": _told(Marks(unfinished=True))}
    if time.monotonic() > until:
        found[""] = Marks()
        for marks in found.values():
            marks.unfinished = True
    return {name: _told(marks) for name, marks in found.items()}


def _marks_by_sheet(path: Path, until: float) -> dict[str, Marks]:
    from rapporteur_app.sheets.marks_of_ods import marks_of_ods
    from rapporteur_app.sheets.marks_of_xls import is_xls, marks_of_xls
    from rapporteur_app.sheets.marks_of_xlsb import marks_of_xlsb

    if is_xls(path):
        return marks_of_xls(path, until)
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            return _marks_of_xlsx(archive, until)
        if "xl/workbook.bin" in names:
            return marks_of_xlsb(archive, until)
        return marks_of_ods(archive, until) if "content.xml" in names else {}


def _told(marks: Marks) -> dict[str, Any]:
    return {**asdict(marks), "hidden": marks.hidden[:MOST_MARKS], "unvalued": marks.unvalued[:MOST_MARKS]}


def part_targets(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """The parts of an Office archive that its workbook points at, by the ids of the relations."""
    from xml.etree import ElementTree as ET

    with archive.open(relations) as part:
        found = ET.fromstring(part.read(PIECE))  # noqa: S314 - in the child, within its limits
    targets = {one.get("Id", ""): one.get("Target", "") for one in found}
    return {key: to.lstrip("/") if to.startswith("/") else f"xl/{to}" for key, to in targets.items()}


def pieces_of(file: Any, until: float) -> Iterator[bytes]:
    """A part of an archive piece by piece, until it ends, or there is too much of it, or it is too late."""
    read = 0
    while read < MOST_BYTES and time.monotonic() < until:
        piece = file.read(PIECE)
        if not piece:
            return
        read += len(piece)
        yield piece


def _marks_of_xlsx(archive: zipfile.ZipFile, until: float) -> dict[str, Marks]:
    with archive.open("xl/workbook.xml") as part:
        workbook = part.read(PIECE)
    dates_1904 = DATES_1904.search(workbook) is not None
    found = {}
    for name, part_name in _sheets(archive, workbook):
        if part_name in archive.namelist():
            found[name] = Marks(dates_1904=dates_1904)
            with archive.open(part_name) as file:
                _look_through(file, found[name], until)
    return found


def _sheets(archive: zipfile.ZipFile, workbook: bytes) -> Iterator[tuple[str, str]]:
    """The name of each sheet with its part of the archive."""
    from xml.etree import ElementTree as ET

    targets = part_targets(archive, "xl/_rels/workbook.xml.rels")
    for sheet in ET.fromstring(workbook).iter():  # noqa: S314 - in the child, within its limits
        if sheet.tag.rpartition("}")[2] == "sheet":
            number = next((value for key, value in sheet.items() if key.rpartition("}")[2] == "id"), "")
            yield sheet.get("name", ""), targets.get(number, "")


def _look_through(file: Any, marks: Marks, until: float) -> None:
    for piece in _rows(file, until):
        if not marks.full:
            _take_rows(piece, marks)
        if b"hidden=" in piece:
            for column in COLUMN.findall(piece):
                ends = {key: int(number) for key, number in SPAN.findall(column)}
                if HIDDEN.search(column) and b"min" in ends:
                    marks.hide_columns(ends[b"min"] - 1, ends.get(b"max", ends[b"min"]) - 1)
        for letters, first, last in MERGED.findall(piece) if b"mergeCell" in piece else ():
            marks.merge(int(first), int(last), column_of(letters.decode()))
    marks.unfinished |= bool(file.read(1))


def _take_rows(piece: bytes, marks: Marks) -> None:
    if b"hidden=" in piece:
        found = (NUMBER.search(row) for row in ROW.findall(piece) if HIDDEN.search(row))
        marks.hidden += [int(number[1]) for number in found if number]
    for attributes in UNVALUED.findall(piece) if _holds(piece, FORMULA) else ():
        cell = CELL.search(attributes)
        if cell and not TEXT_OF_FORMULA.search(attributes):
            marks.unvalued.append(cell[1].decode())
    for attributes, text in ERROR.findall(piece) if _holds(piece, OF_ERROR) else ():
        cell = CELL.search(attributes)
        if cell:
            marks.errors[cell[1].decode()] = text.decode("utf-8", "replace")


def _holds(piece: bytes, signs: Iterable[bytes]) -> bool:
    return any(sign in piece for sign in signs)


def column_of(letters: str) -> int:
    """The place of a column, counted from 0, by the letters that a spreadsheet gives it."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _rows(file: Any, until: float) -> Iterator[bytes]:
    """A sheet's XML in pieces that end with a row."""
    rest = b""
    for piece in pieces_of(file, until):
        end = piece.rfind(b"</row>")
        if end < 0:
            rest += piece
            if len(rest) >= LONGEST_ROW:
                break
            continue
        yield rest + piece[: end + 6]
        rest = piece[end + 6 :]
    yield rest
