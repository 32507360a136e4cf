"""The checks of the rows: each is as its last line in the row log says, and the entries vouch for the lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection
from sqlmodel import col

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import AuditEntry, Change, RowSalt
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader
from rapporteur_app.workspace.chain import PURGED, body_of, lines_digest
from rapporteur_app.workspace.images import DELETED, Image, all_images, fits_digest, kept_image, logged_tables

Place = tuple[str, str]
"""A row: its table and its primary key."""


@dataclass(frozen=True)
class Line:
    """What the row log says of a row."""

    entry: int
    digest: str


class RowLogs:
    """The row log of a selection, with what is needed to check rows against it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.salts = {salt.entry: salt.salt for salt in reader.all(RowSalt)}

    @cached_property
    def lines(self) -> list[tuple[Place, Line]]:
        """Every line, oldest first."""
        query = 'SELECT entry, "table", "row", digest FROM row_log ORDER BY id'
        rows = self._reader.session.connection().exec_driver_sql(query)
        return [((table, row), Line(entry, text)) for entry, table, row, text in rows]

    @cached_property
    def purged_to(self) -> int:
        """The last entry whose salt may be gone, as a purge is in the log; 0 where there is none."""
        entries = [entry.n or 0 for entry in self._reader.all(AuditEntry) if _is_purge(entry)]
        return max(entries, default=0)

    def matches(self, place: Place, line: Line, image: Image | None) -> bool | None:
        """Whether a row is what a line says; None where a purge took the means to tell.

        A salt that is gone without a purge makes nothing match.
        """
        if line.digest == DELETED or image is None:
            return line.digest == DELETED and image is None
        salt = self.salts.get(line.entry)
        if salt is None:
            return None if line.entry <= self.purged_to else False
        return fits_digest(line.digest, salt, *place, image)


def _is_purge(entry: AuditEntry) -> bool:
    try:
        return bool(body_of(entry).get("action") == PURGED.msgid)
    except (ValueError, AttributeError):
        return False


def check_rows(reader: Reader) -> Check:
    """Whether every row of every logged table is as this program left it, and none is missing or foreign."""
    logs = RowLogs(reader)
    last, problems, unknown, count = dict(logs.lines), [], 0, 0
    for place, image in _stored(reader.session.connection()):
        line = last.pop(place, None)
        holds = line is not None and logs.matches(place, line, image)
        unknown, count = unknown + (holds is None), count + 1
        if holds is False:
            problems.append(_foreign(place))
    problems += [_missing(place) for place, line in last.items() if line.digest != DELETED]
    well = message("{count} rows, each as this program wrote it.", count=count)
    if unknown:
        well = message(
            "{count} rows; {unknown} of them cannot be checked any more, since personal data was purged.",
            count=count,
            unknown=unknown,
        )
    return verdict("rows", problems, well)


def _stored(connection: Connection) -> Iterator[tuple[Place, Image]]:
    for table in logged_tables():
        for key, image in all_images(connection, table):
            yield (table.name, key), image


def _foreign(place: Place) -> Message:
    return message("Row {row} of {table} was not written by this program.", row=place[1], table=place[0])


def _missing(place: Place) -> Message:
    return message("Row {row} of {table} is missing, and this program did not delete it.", row=place[1], table=place[0])


def check_row_log(reader: Reader) -> Check:
    """Whether the lines of the row log are those that the entries of the chain vouch for."""
    by_entry: dict[int, list[tuple[str, str, str]]] = {}
    for (table, row), line in RowLogs(reader).lines:
        by_entry.setdefault(line.entry, []).append((table, row, line.digest))
    problems = [
        message("The row log of entry {entry} is not the one that it vouches for.", entry=entry.n)
        for entry in reader.all(AuditEntry)
        if body_of(entry)["rows"] != lines_digest(by_entry.pop(entry.n or 0, []))
    ]
    problems += [
        message("The row log has lines of entry {entry}, which is not in the log.", entry=number)
        for number in sorted(by_entry)
    ]
    return verdict("row_log", problems, message("The row log is the one that the entries vouch for."))


def check_undo(reader: Reader) -> Check:
    """Whether what undo would put back is what was there: each kept image against the row log's lines."""
    logs, before, kept = RowLogs(reader), dict[tuple[int, Place], Line](), dict[tuple[int, Place], Line]()
    latest: dict[Place, Line] = {}
    for place, line in logs.lines:
        if place in latest and latest[place].entry != line.entry:
            before[line.entry, place] = latest[place]
        kept[line.entry, place] = latest[place] = line
    problems = []
    for change in reader.all(Change, col(Change.id)):
        place = (change.table, change.row)
        old, new = before.get((change.entry, place)), kept.get((change.entry, place))
        if not _fits(logs, place, old, change.before) or not (new and _fits(logs, place, new, change.after)):
            problems.append(
                message(
                    "What entry {entry} keeps of row {row} of {table} was not written by this program.",
                    entry=change.entry,
                    row=change.row,
                    table=change.table,
                )
            )
    return verdict("undo", problems, message("What undo would put back is what was there."))


def _fits(logs: RowLogs, place: Place, line: Line | None, image: Image | None) -> bool:
    return image is None if line is None else logs.matches(place, line, kept_image(image)) is not False
