"""What the reader of cells does not tell of an xlsx: hidden rows, formulas without a stored value, errors, 1904.

It runs in the reading child, so that its memory and its time are limited as well.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PIECE = 1 << 20
MOST_BYTES = 64 << 20
"""Bytes of a sheet's XML that are looked through."""

LONGEST_ROW = 8 << 20
MOST_MARKS = 1000
"""Marks of one kind that are told of a sheet."""

ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
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
FORMULA, OF_ERROR = re.compile(rb"<(?:\w+:)?f[ >]"), re.compile(rb"\bt=[\x22\x27]e[\x22\x27]")
DATES_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")


def marks_of(path: Path) -> dict[str, dict[str, Any]]:
    """By sheet: `hidden` (row numbers), `unvalued` (cells), `errors` (text by cell), `dates_1904`; {} if no xlsx."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        with archive.open("xl/workbook.xml") as part:
            workbook = part.read(PIECE)
        dates_1904 = DATES_1904.search(workbook) is not None
        return {
            name: {**_marks_of_sheet(archive, part), "dates_1904": dates_1904}
            for name, part in _sheets(archive, workbook)
            if part in archive.namelist()
        }


def _sheets(archive: zipfile.ZipFile, workbook: bytes) -> Iterator[tuple[str, str]]:
    """The name of each sheet with its part of the archive."""
    from xml.etree import ElementTree as ET

    with archive.open("xl/_rels/workbook.xml.rels") as part:
        relations = ET.fromstring(part.read(PIECE))  # noqa: S314 - in the child, within its limits
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in ET.fromstring(workbook).iter():  # noqa: S314 - as above
        if sheet.tag.rpartition("}")[2] == "sheet":
            number = next((value for key, value in sheet.items() if key.rpartition("}")[2] == "id"), None)
            target = targets.get(number, "")
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _marks_of_sheet(archive: zipfile.ZipFile, part: str) -> dict[str, Any]:
    hidden: list[int] = []
    unvalued: list[str] = []
    errors: dict[str, str] = {}
    with archive.open(part) as file:
        for piece in _rows(file):
            if b"hidden=" in piece:
                found = (NUMBER.search(row) for row in ROW.findall(piece) if HIDDEN.search(row))
                hidden += [int(number[1]) for number in found if number]
            for attributes in UNVALUED.findall(piece) if FORMULA.search(piece) else ():
                cell = CELL.search(attributes)
                if cell and not TEXT_OF_FORMULA.search(attributes):
                    unvalued.append(cell[1].decode())
            for attributes, text in ERROR.findall(piece) if OF_ERROR.search(piece) else ():
                cell = CELL.search(attributes)
                if cell:
                    errors[cell[1].decode()] = text.decode("utf-8", "replace")
            if len(hidden) + len(unvalued) + len(errors) > MOST_MARKS:
                break
    return {"hidden": hidden[:MOST_MARKS], "unvalued": unvalued[:MOST_MARKS], "errors": errors}


def _rows(file: Any) -> Iterator[bytes]:
    """A sheet's XML in pieces that end with a row."""
    rest, read = b"", 0
    while read < MOST_BYTES and len(rest) < LONGEST_ROW:
        piece = file.read(PIECE)
        if not piece:
            break
        read += len(piece)
        end = piece.rfind(b"</row>")
        if end < 0:
            rest += piece
            continue
        yield rest + piece[: end + 6]
        rest = piece[end + 6 :]
    yield rest
