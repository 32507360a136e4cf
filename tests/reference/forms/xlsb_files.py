"""A small writer of binary workbooks (xlsb), as Microsoft's open specification [MS-XLSB] lays them out.

A part is a row of records: kind and length in seven bits of a byte each, then the body. Cells hold texts of their own
and numbers; a datetime is a number in the format 22 ("m/d/yy h:mm").
"""

import struct
import zipfile
from datetime import datetime

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MADE = (2021, 4, 5, 0, 0, 0)

ROW, REAL, TEXT, FORMAT = 0, 5, 6, 47
BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK, BEGIN_ROWS, END_ROWS, WORKBOOK = 129, 130, 131, 132, 145, 146, 153
BEGIN_SHEETS, END_SHEETS, SHEET, SIZE = 143, 144, 156, 148
BEGIN_MERGED, MERGED, END_MERGED, BEGIN_COLUMNS, END_COLUMNS, COLUMNS = 177, 176, 178, 390, 391, 60
BEGIN_STYLES, END_STYLES, BEGIN_FORMATS, END_FORMATS = 278, 279, 617, 618


def record(kind, body=b""):
    """One record."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    while length >= 128:
        head += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + bytes([length]) + body


def wide(text):
    """A text with its length before it."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def write_xlsb(path, sheets):
    """Write a workbook.

    Args:
        path: where.
        sheets: for each sheet its name and a dictionary with `rows`, and where wanted `hidden` (True),
            `hidden_rows` (from 1), `hidden_columns` (from 0), `merged` (first row, last row, column).
    """
    parts = {
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": _workbook(sheets),
        "xl/styles.bin": _styles(),
        "xl/_rels/workbook.bin.rels": relations(
            [("r0", "styles", "styles.bin")]
            + [(f"r{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)]
        ),
        **{f"xl/worksheets/sheet{n}.bin": _sheet(**sheet) for n, (_, sheet) in enumerate(sheets, start=1)},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": _types(len(sheets)), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), data)


def relations(found):
    """The part that says which other parts belong to one."""
    listed = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in found)
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def _types(count):
    excel = "application/vnd.ms-excel"
    named = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{excel}.worksheet"/>'
        for n in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="bin" ContentType="{excel}.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{excel}.styles"/>{named}</Types>'
    )


def _workbook(sheets):
    listed = b"".join(
        record(SHEET, struct.pack("<2I", int(sheet.get("hidden", False)), n) + wide(f"r{n}") + wide(name))
        for n, (name, sheet) in enumerate(sheets, start=1)
    )
    properties = record(WORKBOOK, struct.pack("<3I", 0x20, 0, 0))
    return record(BEGIN_BOOK) + properties + record(BEGIN_SHEETS) + listed + record(END_SHEETS) + record(END_BOOK)


def _styles():
    formats = b"".join(record(FORMAT, struct.pack("<HH12x", 0, number)) for number in (0, 22))
    listed = record(BEGIN_FORMATS, struct.pack("<I", 2)) + formats + record(END_FORMATS)
    return record(BEGIN_STYLES) + listed + record(END_STYLES)


def _sheet(rows, hidden_rows=(), hidden_columns=(), merged=(), hidden=False):
    width = max((len(row) for row in rows), default=1)
    out = record(BEGIN_SHEET) + record(SIZE, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, width - 1))
    columns = b"".join(record(COLUMNS, struct.pack("<4IH", n, n, 2304, 0, 1)) for n in hidden_columns)
    out += record(BEGIN_COLUMNS) + columns + record(END_COLUMNS) if columns else b""
    written = [record(BEGIN_ROWS)]
    for number, row in enumerate(rows):
        flags = 0x10 if number + 1 in hidden_rows else 0
        written.append(record(ROW, struct.pack("<IIHBBBI2I", number, 0, 300, 0, flags, 0, 1, 0, max(len(row) - 1, 0))))
        written += (_cell(place, cell) for place, cell in enumerate(row) if cell not in ("", None))
    ranges = b"".join(record(MERGED, struct.pack("<4I", a - 1, b - 1, place, place)) for a, b, place in merged)
    out += b"".join([*written, record(END_ROWS)])
    out += record(BEGIN_MERGED, struct.pack("<I", len(merged))) + ranges + record(END_MERGED) if ranges else b""
    return out + record(END_SHEET)


def _cell(place, cell):
    if isinstance(cell, datetime):
        days = (cell - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001 - spreadsheets know no zones
        return record(REAL, struct.pack("<IId", place, 1, days))
    if isinstance(cell, str):
        return record(TEXT, struct.pack("<II", place, 0) + wide(cell))
    return record(REAL, struct.pack("<IId", place, 0, float(cell)))
