"""What a binary workbook (xlsb) hides, and which of its cells are merged downwards (Microsoft's [MS-XLSB])."""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING

from rapporteur_app.sheets.marks import MOST_BYTES, MOST_MARKS, Marks, part_targets

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

ROW, COLUMNS, WORKBOOK, SHEET, MERGED = 0, 60, 153, 156, 176
"""The kinds of records that are looked at."""

HIDDEN_ROW, HIDDEN_COLUMNS, DATES_1904 = 0x10, 1, 1
LOOK_AT_THE_CLOCK = 4096


def marks_of_xlsb(archive: zipfile.ZipFile, until: float) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    targets = part_targets(archive, "xl/_rels/workbook.bin.rels")
    dates_1904, parts = False, {}
    for kind, body in records(_part(archive, "xl/workbook.bin"), until):
        if kind == WORKBOOK:
            dates_1904 = bool(body[0] & DATES_1904)
        elif kind == SHEET:
            relation, end = _wide(body, 8)
            name, _ = _wide(body, end)
            parts[name] = targets.get(relation, "")
    return {
        name: _marks_of(archive, part, Marks(dates_1904=dates_1904), until)
        for name, part in parts.items()
        if part in archive.namelist()
    }


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(MOST_BYTES)


def _marks_of(archive: zipfile.ZipFile, part: str, marks: Marks, until: float) -> Marks:
    for kind, body in records(_part(archive, part), until):
        if kind == ROW and len(body) > 11 and body[11] & HIDDEN_ROW and len(marks.hidden) < MOST_MARKS:
            marks.hidden.append(struct.unpack_from("<I", body)[0] + 1)
        elif kind == COLUMNS and len(body) > 16 and body[16] & HIDDEN_COLUMNS:
            marks.hide_columns(*struct.unpack_from("<2I", body))
        elif kind == MERGED:
            first, last, column = struct.unpack_from("<3I", body)
            marks.merge(first + 1, last + 1, column)
    return marks


def records(data: bytes, until: float) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record; kind and length take seven bits of a byte each, the low ones first."""
    place, count = 0, 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        yield kind, data[place : place + length]
        place += length
        count += 1
        if count % LOOK_AT_THE_CLOCK == 0 and time.monotonic() > until:
            return


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of up to so many bytes, and where it ends. Kinds are given without the bits that say 'more follows'."""
    number = 0
    for step in range(most):
        byte = data[place + step]
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, place + step + 1


def _wide(body: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, place)
    end = place + 4 + 2 * length
    return body[place + 4 : end].decode("utf-16-le", "replace"), end
