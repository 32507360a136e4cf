"""Makes spreadsheets that no spreadsheet program would write."""

import struct
import zipfile
from copy import copy
from pathlib import Path

from tests.sheets.test_reading import CONTENT_TYPES, MAIN, OFFICE, PACKAGE

RELATION = '<Relationship Id="{id}" Type="' + OFFICE + '/{kind}" Target="{target}"/>'
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
LAUGHS = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
"""Entities of which the last stands for a billion words."""


def sheet_xml(*rows: str, before: str = "", dtd: str = "") -> str:
    """A sheet's XML."""
    declared = f'<?xml version="1.0"?><!DOCTYPE worksheet [{dtd}]>' if dtd else ""
    return f'{declared}<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def row(*texts: str, number: int | None = None) -> str:
    """A row of texts; without its number it follows the one before."""
    cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>" if number is None else f'<row r="{number}">{cells}</row>'


def xlsx(path: Path, xml: str, *, sheets: int = 1, strings: str = "", overlapping: bool = False) -> Path:
    """A workbook whose sheets all are the same part of the archive, or (overlapping) parts at the same place of it."""
    names = [f"sheet{n}.xml" if overlapping else "sheet1.xml" for n in range(1, sheets + 1)]
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    relations = "".join(
        RELATION.format(id=f"r{n}", kind="worksheet", target=f"worksheets/{name}") for n, name in enumerate(names, 1)
    )
    relations += RELATION.format(id="s", kind="sharedStrings", target="sharedStrings.xml")
    root = RELATION.format(id="r1", kind="officeDocument", target="xl/workbook.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>')
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>')
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        archive.writestr("xl/worksheets/sheet1.xml", xml)
        for name in names[1:] if overlapping else []:
            again = copy(archive.filelist[-1])
            again.filename = f"xl/worksheets/{name}"
            archive.filelist.append(again)
    return path


def ods(path: Path, rows: str, *, dtd: str = "", protected: bool = False) -> Path:
    """An OpenDocument workbook with one table."""
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text"))
    declared = f"<!DOCTYPE document [{dtd}]>" if dtd else ""
    said = "<manifest:encryption-data/>" if protected else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="content.xml" manifest:media-type="text/xml">{said}</manifest:file-entry>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            "\x93\x04nothing to be read" if protected else
            f'<?xml version="1.0"?>{declared}<office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )  # fmt: skip
    return path


def ods_row(*texts: str, repeated: int = 1, cells: int = 1) -> str:
    """A row of an OpenDocument table: so many times, with each cell so many times."""
    inner = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{cells}"><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def compound(path: Path, stream: str, data: bytes) -> Path:
    """The smallest compound file (what old Office files are) with one stream."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    data = data.ljust(4096, b"\0")
    sectors = len(data) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    chain = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    fat = struct.pack("<128I", *chain, *([free] * (128 - len(chain))))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        return (
            text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, free, free, child)
            + bytes(36) + struct.pack("<IQ", start, size)
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, len(data))
    path.write_bytes(header + fat + directory.ljust(512, b"\0") + data)
    return path


def protected_xls(path: Path, kind: int = 1) -> Path:
    """A workbook of Excel 97 under a password (kind 1), or of Excel 95 (0): its stream begins with BOF, FILEPASS."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    password = struct.pack("<HHH", 0x002F, 6, kind) + bytes(4)
    return compound(path, "Workbook", bof + password + struct.pack("<HH", 0x000A, 0))
