"""The child process that reads one spreadsheet: it may be slow, run out of memory or crash; the program does not."""

import csv
import io
import itertools
import marshal
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from rapporteur_app.sheets.delimited import delimited_rows
from rapporteur_app.sheets.encodings import decoded
from rapporteur_app.sheets.limits import MOST_COLUMNS, is_another_kind, packed_within_limits
from rapporteur_app.sheets.marks import marks_of

MARKS = {b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "ole"}
UNDER_PASSWORD = re.compile(
    rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00[\x04-\xff]\x00", re.DOTALL
)
"""How an xls begins that has a password: BOF, perhaps WRITEPROT, FILEPASS. The reader of cells does not always say."""

BATCH = 2000
ROWS = "rows"
LENGTH = 4
"""Bytes before each part that tell its length."""
SAYS_DELIMITER = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?[,;\t|]*\r?\n")
"""The first line by which Excel tells the delimiter to itself."""


def main(arguments: list[str]) -> int:
    """Read the file named first, within the memory named second (bytes), and write what it holds to standard output."""
    path, memory = Path(arguments[0]), int(arguments[1])
    _limit_memory(memory)
    try:
        for packed in packed_within_limits(_read(path)):
            _send(packed)
    except MemoryError:
        _send(marshal.dumps(("refused", "memory", "")))
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes becomes a refusal
        _send(marshal.dumps(("refused", _kind(error, path), f"{type(error).__name__}: {error}"[:500])))
    _send(marshal.dumps(("end",)))
    sys.stdout.buffer.flush()
    return 0


def _send(packed: bytes) -> None:
    """Write a part with its length before it: unpacked at once it is read much sooner than value by value."""
    sys.stdout.buffer.write(len(packed).to_bytes(LENGTH, "big"))
    sys.stdout.buffer.write(packed)


def _limit_memory(memory: int) -> None:
    """Limit the address space. Windows has no such limit; there the parent's time limit alone holds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _kind(error: Exception, path: Path) -> str:
    if isinstance(error, FileNotFoundError | PermissionError):
        return "gone" if isinstance(error, FileNotFoundError) else "forbidden"
    if type(error).__name__ == "PasswordError" or any(word in str(error).lower() for word in ("password", "encrypt")):
        return "encrypted"
    with suppress(Exception):
        if _is_protected(path):
            return "encrypted"
    return "broken"


def _is_protected(path: Path) -> bool:
    """Whether a workbook that could not be read is one under a password: Office wraps it, OpenDocument says so."""
    import zipfile

    if not zipfile.is_zipfile(path):
        return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
    with zipfile.ZipFile(path) as archive, archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(1_000_000)


def _read(path: Path) -> Iterator[tuple[Any, ...]]:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        yield "refused", "empty", ""
    elif MARKS.get(start[:4]) == "ole" and UNDER_PASSWORD.search(path.read_bytes()):
        yield "refused", "encrypted", ""
    elif start[:4] in MARKS:
        yield from _workbook(path)
    else:
        yield from _text(path)


def _workbook(path: Path) -> Iterator[tuple[Any, ...]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with path.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        for data in book.sheets_metadata:
            if data.typ != SheetTypeEnum.WorkSheet:
                continue
            yield "sheet", data.name, data.visible == SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(data.name)
            # Rows come from the first filled column on; blank ones before it count for the cells' addresses.
            margin = [""] * min(sheet.start[1] if sheet.start else 0, MOST_COLUMNS)
            yield from _batches([*margin, *row] if row else [] for row in map(_plain_row, sheet.iter_rows()))
    with suppress(Exception):  # what is only told beside the cells must not cost the cells
        yield "marks", marks_of(path)


def _plain_row(row: Iterable[Any]) -> list[Any]:
    cells = [cell if type(cell) in AS_THEY_ARE else _plain(cell) for cell in row]
    while cells and cells[-1] in ("", None):
        cells.pop()
    return cells


AS_THEY_ARE = {str, float, int, bool}
"""What most cells are, and what needs no other form."""


def _plain(cell: Any) -> Any:
    """A cell as text, number, truth value, or a date as ('date', ISO text)."""
    if isinstance(cell, datetime | date | time):
        return ("date", cell.isoformat())
    if isinstance(cell, timedelta):
        return str(cell)
    return cell


def _batches(rows: Iterable[list[Any]]) -> Iterator[tuple[Any, ...]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield ROWS, _each_text_once(batch)
            batch = []
    if batch:
        yield ROWS, _each_text_once(batch)


def _each_text_once(rows: list[list[Any]]) -> list[list[Any]]:
    """The same rows, equal texts being one object: they're sent and held once, and forms ask much by choices."""
    texts: dict[str, str] = {}
    return [[texts.setdefault(cell, cell) if type(cell) is str else cell for cell in row] for row in rows]


def _text(path: Path) -> Iterator[tuple[Any, ...]]:
    text, assumed = decoded(path.read_bytes())
    if text is None or is_another_kind(text):
        yield "refused", "broken", "neither a workbook nor text"
        return
    csv.field_size_limit(1_000_000)
    yield "sheet", path.stem, True
    yield "marks", {path.stem: {"encoding": assumed}}
    told = SAYS_DELIMITER.match(text)
    if told:
        yield ROWS, [[]]
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    unclosed: list[int] = []
    yield from _batches(_plain_row(row) for row in delimited_rows(text, delimiter, unclosed))
    if unclosed:
        above = 1 if told else 0
        yield "marks", {path.stem: {"encoding": assumed, "unclosed": [number + above for number in unclosed]}}


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first lines, outside quotes, into equally many cells and many; else a comma."""
    best, most = ",", 0.0
    for delimiter in (",", ";", "\t", "|"):
        rows = itertools.islice(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter), 20)
        widths = Counter(len(row) for row in rows if row)
        for width, count in widths.items():
            score = count / widths.total() * math.log2(width)
            if score > most:
                best, most = delimiter, score
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
