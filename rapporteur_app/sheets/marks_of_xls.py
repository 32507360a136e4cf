"""What a workbook of Excel 5 to 2003 (xls) hides, and which of its cells are merged downwards.

The file is a compound one ([MS-CFB]): sectors that a table chains to streams. The stream of the workbook is a row of
records ([MS-XLS]).
"""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING

from rapporteur_app.sheets.marks import MOST_BYTES, MOST_MARKS, Marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = ("workbook", "book")
"""What the stream is called since Excel 97, and before, whatever the case."""

NO_SECTOR = 0xFFFFFFF0
"""From this number on a sector's number is none."""

START, END, ROW, COLUMNS, DATES, SHEET, MERGED = 0x809, 0x0A, 0x208, 0x7D, 0x22, 0x85, 0xE5
EXCEL_97 = 0x600
HIDDEN_ROW, HIDDEN_COLUMNS = 0x20, 1
LOOK_AT_THE_CLOCK = 4096


def is_xls(path: Path) -> bool:
    """Whether a file is a compound one, as it begins."""
    with path.open("rb") as file:
        return file.read(len(SIGNATURE)) == SIGNATURE


def marks_of_xls(path: Path, until: float) -> dict[str, Marks]:
    """The marks of each sheet by its name; of a file larger than is looked through only that it is so, under ""."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return {"": Marks(unfinished=True)}
    stream = _workbook(data)
    version, dates_1904, sheets = 0, False, []
    for kind, body in _records(stream, 0, until):
        if kind == START and not version:
            (version,) = struct.unpack_from("<H", body)
        elif kind == DATES:
            dates_1904 = body[:1] == b"\1"
        elif kind == SHEET:
            sheets.append((_name(body, version), struct.unpack_from("<I", body)[0]))
    return {name: _marks_of(stream, place, Marks(dates_1904=dates_1904), until) for name, place in sheets}


def _name(body: bytes, version: int) -> str:
    """The name of a sheet: since Excel 97 in bytes of Unicode's first page or in two bytes each, before in Windows'."""
    if version < EXCEL_97:
        return body[7 : 7 + body[6]].decode("cp1252", "replace")
    wide = body[7] & 1
    return body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _marks_of(stream: bytes, place: int, marks: Marks, until: float) -> Marks:
    for kind, body in _records(stream, place, until):
        if kind == ROW and len(body) > 12 and body[12] & HIDDEN_ROW and len(marks.hidden) < MOST_MARKS:
            marks.hidden.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS and len(body) > 8 and body[8] & HIDDEN_COLUMNS:
            marks.hide_columns(*struct.unpack_from("<2H", body))
        elif kind == MERGED:
            for first, last, column, _ in struct.iter_unpack("<4H", body[2 : 2 + (len(body) - 2) // 8 * 8]):
                marks.merge(first + 1, last + 1, column)
    return marks


def _records(stream: bytes, place: int, until: float) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record, from the start of the workbook's or a sheet's part to its end.

    Those of a chart that stands within it are left out.
    """
    depth, count = 0, 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        depth += (kind == START) - (kind == END)
        if kind == END and depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
        count += 1
        if count % LOOK_AT_THE_CLOCK == 0 and time.monotonic() > until:
            return


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook; a short one lies in small sectors within the stream of the directory's root."""
    size, small = (1 << shift for shift in struct.unpack_from("<2H", data, 30))
    directory, limit, small_table = struct.unpack_from("<I4x2I", data, 48)
    table, body = _table(data, size), memoryview(data)[size:]
    entries = dict(_entries(_chain(body, directory, table, size)))
    start, length = next(entries[name] for name in STREAMS if name in entries)
    if length >= limit:
        return _chain(body, start, table, size)[:length]
    within = _chain(body, entries["root entry"][0], table, size)
    return _chain(within, start, _numbers(_chain(body, small_table, table, size)), small)[:length]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """The name of each stream in small letters, with its first sector and its length in bytes."""
    for place in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, place + 64)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        yield name.casefold(), struct.unpack_from("<2I", directory, place + 116)


def _table(data: bytes, size: int) -> Sequence[int]:
    """The number of the sector that follows each sector."""
    sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < NO_SECTOR]
    more, left = struct.unpack_from("<2I", data, 68)
    while more < NO_SECTOR and left and len(sectors) * size < len(data):
        listed = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [number for number in listed[:-1] if number < NO_SECTOR]
        more, left = listed[-1], left - 1
    return _numbers(b"".join(data[(number + 1) * size : (number + 2) * size] for number in sectors))


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(data: bytes | memoryview, sector: int, table: Sequence[int], size: int) -> bytes:
    """The sectors of one stream in their order; a chain that runs in a circle ends where it has all sectors."""
    found: list[bytes | memoryview] = []
    while sector < len(table) and len(found) <= len(table):
        found.append(data[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(found)
