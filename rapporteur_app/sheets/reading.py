"""A spreadsheet read in a child process with a time and a memory limit: rows, or one clear sentence."""

from __future__ import annotations

import marshal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import Message, message
from rapporteur_app.progress import SILENT

if TYPE_CHECKING:
    from rapporteur_app.progress import Progress

MEMORY = 512 * 1024 * 1024
"""Bytes of memory that the child may take."""

SECONDS = 4.5
"""How long the child may take for an ordinary file; larger files get more."""

LARGEST = 200 * 1024 * 1024
LENGTH = 4
LARGEST_PART = MEMORY
"""A part has its length before it; the child has no memory for longer ones."""

READ_SHEETS = "--read-sheets"

REASONS = {
    "empty": message("{file} is empty."),
    "encrypted": message("{file} is protected by a password. Save it without one, and try again."),
    "memory": message("{file} unpacks to more than this program reads. Save it anew from a spreadsheet program."),
    "broken": message("{file} cannot be read as a spreadsheet. Open it in a spreadsheet program and save it as xlsx."),
    "gone": message("There is no file {file}."),
    "forbidden": message(
        "{file} may not be opened. Close it in other programs, or copy it into a folder of your own and try again."
    ),
    "time": message("{file} takes too long to read. Save it anew from a spreadsheet program, with fewer sheets."),
    "crash": message("{file} is damaged so that reading it fails. Save it anew from a spreadsheet program."),
}


@dataclass
class Sheet:
    """One sheet: its rows of plain cells (text, number, truth value, or ('date', ISO text)), trailing blanks cut.

    `hidden_rows` counts from 1, `hidden_columns` from 0; `merged` tells of cells that are merged over several rows the
    first row, the last row and the column; `dates_1904` that the workbook counts days from 1904. Of xlsx only is known:
    `unvalued`, the cells of formulas that hold no value; `errors`, the cells that hold an error such as #REF!. Of text
    only: `encoding`, the name of the one in which it is read, where that is assumed; `unclosed`, the rows in
    which a quotation mark is opened and never closed. `unfinished` tells that not
    all of the sheet was looked through for hidden rows, merged cells and the like.
    """

    name: str
    visible: bool
    rows: list[list[Any]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dates_1904: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    encoding: str = ""
    unfinished: bool = False
    unclosed: list[int] = field(default_factory=list)


@dataclass
class Workbook:
    """What a file holds."""

    path: Path
    sheets: list[Sheet]

    @property
    def hidden(self) -> list[str]:
        """The names of the sheets that a person does not see."""
        return [sheet.name for sheet in self.sheets if not sheet.visible]


def child_command() -> list[str]:
    """How the reading child is started: this program once more, also where it is packaged."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_SHEETS]
    return [sys.executable, "-m", "rapporteur_app.sheets.child"]


def read_workbook(path: Path, progress: Progress = SILENT, *, seconds: float | None = None) -> Workbook:
    """Read every sheet of a file: xlsx, xlsm, xls, xlsb, ods, csv, tsv, whatever its name says.

    Raises:
        UnreadableFile: it is missing, no spreadsheet, protected, too large, or reading it failed.
        Cancelled: the person stopped it.
    """
    size = _size(path)
    allowed = seconds if seconds is not None else SECONDS + size / 500_000
    progress.start(message("Reading {file}", file=path.name))
    with tempfile.TemporaryFile() as complaints:
        return _read_within(path, allowed, complaints, progress)


def _read_within(path: Path, allowed: float, complaints: IO[bytes], progress: Progress) -> Workbook:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*child_command(), str(path), str(MEMORY)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaints,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(allowed, stop)
    timer.start()
    try:
        return _gather(path, process, progress)
    except UnreadableFile as error:
        if late.is_set():
            raise _refused(path, "time") from error.__cause__
        if isinstance(error.__cause__, EOFError) and _ran_out_of_memory(complaints):
            raise _refused(path, "memory", error.detail) from error.__cause__
        raise
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _ran_out_of_memory(complaints: IO[bytes]) -> bool:
    """Whether the reader gave up on a cell so far out that its table fits no memory: it aborts, with these words."""
    complaints.seek(0)
    return b"memory allocation of" in complaints.read(10_000)


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise UnreadableFile(message("There is no file {file}.", file=str(path)), str(error)) from error
    if not path.is_file():
        raise UnreadableFile(message("{file} is not a file.", file=str(path)))
    if size > LARGEST:
        raise _refused(path, "memory")
    return size


def _gather(path: Path, process: subprocess.Popen[bytes], progress: Progress) -> Workbook:
    book = Workbook(path, [])
    assert process.stdout is not None
    while True:
        try:
            part = _received(process.stdout)
        except (EOFError, ValueError, TypeError) as error:
            process.wait()
            raise _refused(path, "crash", f"exit {process.returncode}") from error
        if part[0] == "end":
            return book
        _take(book, part)
        progress.advance(len(part[1]) if part[0] == "rows" else 0)


def _received(stream: IO[bytes]) -> tuple[Any, ...]:
    """The next part that the child sends.

    Raises:
        EOFError: it ended before.
    """
    length = int.from_bytes(stream.read(LENGTH), "big")
    packed = stream.read(min(length, LARGEST_PART))
    if len(packed) < max(length, 1):
        raise EOFError
    part: tuple[Any, ...] = marshal.loads(packed)  # noqa: S302 - plain values from our own child, no objects
    return part


def _take(book: Workbook, part: tuple[Any, ...]) -> None:
    if part[0] == "refused":
        raise _refused(book.path, part[1], part[2])
    if part[0] == "sheet":
        book.sheets.append(Sheet(part[1], part[2]))
    elif part[0] == "marks":
        for sheet in book.sheets:
            _mark(sheet, part[1].get(sheet.name) or part[1].get("", {}))
    else:
        book.sheets[-1].rows.extend(part[1])


def _mark(sheet: Sheet, marks: dict[str, Any]) -> None:
    sheet.hidden_rows = marks.get("hidden", [])
    sheet.unvalued = marks.get("unvalued", [])
    sheet.dates_1904 = marks.get("dates_1904", False)
    sheet.hidden_columns, sheet.merged = marks.get("hidden_columns", []), marks.get("merged", [])
    sheet.encoding, sheet.unfinished = marks.get("encoding", ""), marks.get("unfinished", False)
    sheet.unclosed = marks.get("unclosed", [])
    errors = marks.get("errors", {})
    sheet.errors = list(errors)
    for cell, text in errors.items():
        _put(sheet.rows, cell, text)


def _put(rows: list[list[Any]], cell: str, text: str) -> None:
    """Write a text into a cell that the reader left blank, within the rows that there are."""
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) - 1
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    if row < len(rows):
        rows[row] += [""] * (column - len(rows[row]))
        rows[row][column - 1] = rows[row][column - 1] or text


def _refused(path: Path, reason: str, detail: str = "") -> UnreadableFile:
    return UnreadableFile(Message(REASONS[reason].msgid, {"file": path.name}), detail)
