"""The only way to change a selection: one database transaction that also appends the audit entry."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlmodel import Session

from rapporteur_app.errors import WrongStage
from rapporteur_app.i18n import message
from rapporteur_app.model import Change, Noun, RowLog, RowSalt, Stage, StageClosing
from rapporteur_app.model.names import STAGE_NAMES
from rapporteur_app.workspace.chain import Claim, last_entry, line_bytes, next_entry
from rapporteur_app.workspace.images import (
    CHUNK,
    LOG_TABLES,
    Image,
    column_names,
    digest,
    image_json,
    images,
    insert_images,
    insert_rows,
    key_column,
    put,
    stored_image,
)
from rapporteur_app.workspace.reader import N, Reader

Touched = dict[str, dict[str, Image | None]]
"""By table and primary key: the row before the transaction, None where there was none."""


class Transaction(Reader):
    """What a use case writes through. It happens whole and is in the log, or it did not happen."""

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session)
        self.claim = claim
        self._touched: Touched = {}
        self._inserted: dict[str, set[str]] = {}
        self._lines = hashlib.sha256()
        event.listen(session, "before_flush", self._remember_old)
        event.listen(session, "after_flush", self._remember_new)
        event.listen(session, "do_orm_execute", _refuse_bulk_writes)

    def add(self, noun: N) -> N:
        """Store a new noun, or changes to one that was read; its id is known afterwards."""
        self.session.add(noun)
        self.session.flush()
        return noun

    def add_all(self, nouns: list[N]) -> list[N]:
        """Store many nouns at once."""
        self.session.add_all(nouns)
        self.session.flush()
        return nouns

    def insert(self, noun: type[Noun], rows: Sequence[Mapping[str, Any]]) -> None:
        """Store many new rows at once, each as a value for every column; twenty times as fast as objects.

        What was added as objects before is written first. Whoever refers to these rows comes after them.
        """
        table = Noun.metadata.tables[str(noun.__tablename__)]
        for start in range(0, len(rows), CHUNK):
            self._insert_images(table, [stored_image(table, row) for row in rows[start : start + CHUNK]])

    def insert_plain(self, noun: type[Noun], rows: Sequence[tuple[Any, ...]]) -> None:
        """Like `insert`, of rows whose values are what the database holds already, in the order of the columns.

        No value is looked at: numbers, texts and None only; an enumeration's value, JSON as `json_text` writes it.
        """
        table = Noun.metadata.tables[str(noun.__tablename__)]
        names = column_names(table)
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            self.session.flush()
            insert_rows(self.connection, table, part)
            self._log_inserted(table, [dict(zip(names, row, strict=True)) for row in part])

    def _insert_images(self, table: Table, found: list[Image]) -> None:
        self.session.flush()
        insert_images(self.connection, table, found)
        self._log_inserted(table, found)

    def _log_inserted(self, table: Table, found: list[Image]) -> None:
        name, key, salt = str(table.name), key_column(table), self._salt
        lines = [(name, place, digest(salt, name, place, image)) for image in found for place in (str(image[key]),)]
        self._log(lines)
        self._inserted.setdefault(name, set()).update(place for _table, place, _digest in lines)

    def next_id(self, noun: type[Noun]) -> int:
        """An id that was never used in this table, also not by a row that an undo took away."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        found = self.connection.exec_driver_sql(query, (str(noun.__tablename__),)).first()
        return 1 if found is None else int(found[0]) + 1

    def delete(self, noun: Noun) -> None:
        """Take a noun out of the selection; the log and undo keep what it was."""
        self.session.delete(noun)
        self.session.flush()

    def require_open(self, stage: Stage) -> None:
        """See that a stage was not closed.

        Raises:
            WrongStage: it is closed; the sentence says how to reopen it.
        """
        if self.first(StageClosing, stage=stage):
            raise WrongStage(
                message("The stage “{stage}” is closed. Reopen it first, with a reason.", stage=STAGE_NAMES[stage])
            )

    def restore(self, table: str, wanted: Mapping[str, Image | None]) -> None:
        """Put rows back as they were (undo), by primary key: each becomes its image, or goes where there is none."""
        self.session.flush()
        before = images(self.connection, Noun.metadata.tables[table], wanted)
        touched = self._touched.setdefault(table, {})
        for key in wanted:
            touched.setdefault(key, before.get(key))
        put(self.connection, Noun.metadata.tables[table], wanted)

    @property
    def connection(self) -> Connection:
        """The database connection of this transaction."""
        return self.session.connection()

    def finish(self) -> int:
        """Write the row log, the images for undo and the audit entry. Returns the entry's number."""
        self.session.flush()
        event.remove(self.session, "before_flush", self._remember_old)
        event.remove(self.session, "after_flush", self._remember_new)
        self._log_changes()
        self.session.add(next_entry(last_entry(self.session), self.claim, self._lines.hexdigest()))
        self.session.flush()
        return self._number

    @cached_property
    def _number(self) -> int:
        """The number of this transaction's entry; nobody else can write one meanwhile."""
        previous = last_entry(self.session)
        return 1 if previous is None or previous.n is None else previous.n + 1

    @cached_property
    def _salt(self) -> bytes:
        return secrets.token_bytes(32)

    def _log(self, lines: list[tuple[str, str, str]]) -> None:
        self._insert(RowLog, ("entry", "table", "row", "digest"), [(self._number, *line) for line in lines])
        self._lines.update(b"".join(map(line_bytes, lines)))  # an import has hundreds of thousands: none is kept

    def _log_changes(self) -> None:
        """The lines and images of all but the rows that were inserted among many; of what can't be undone, the lines.

        Those have their lines already, and need no image: they are known by their digests, and undo takes them away.
        """
        self.session.add(RowSalt(entry=self._number, salt=self._salt))
        changes = [change for table, before in self._touched.items() for change in self._changes(table, before)]
        self._log([(table, key, digest(self._salt, table, key, new)) for table, key, _, new in changes])
        if self.claim.reversible:
            kept = [(self._number, table, key, image_json(old), image_json(new)) for table, key, old, new in changes]
            self._insert(Change, ("entry", "table", "row", "before", "after"), kept)

    def _changes(
        self, table: str, before: dict[str, Image | None]
    ) -> Iterator[tuple[str, str, Image | None, Image | None]]:
        """The rows of a table that this transaction changed: table, key, before, after."""
        after = images(self.connection, Noun.metadata.tables[table], before)
        for key, old in before.items():
            if old != after.get(key):
                yield table, key, old, after.get(key)

    def _insert(self, noun: type[Noun], names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """Many rows of the log's own tables at once; the database layer's objects would take five times as long."""
        if rows:
            columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            query = f'INSERT INTO "{noun.__tablename__}" ({columns}) VALUES ({marks})'  # noqa: S608 - our schema
            self.connection.exec_driver_sql(query, rows)

    def _remember_old(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        with session.no_autoflush:
            changing: dict[str, list[str]] = {}
            for noun in [*session.dirty, *session.deleted]:
                table, key = noun.__table__.name, str(inspect(noun).identity[0])
                if key in self._inserted.get(table, ()):
                    self._inserted[table].remove(key)
                    self._touched.setdefault(table, {})[key] = None
                if table not in LOG_TABLES and key not in self._touched.get(table, {}):
                    changing.setdefault(table, []).append(key)
            for table, keys in changing.items():
                old = images(self.connection, Noun.metadata.tables[table], keys)
                self._touched.setdefault(table, {}).update({key: old.get(key) for key in keys})

    def _remember_new(self, session: Session, _context: UOWTransaction) -> None:
        for noun in session.new:
            table = noun.__table__
            if table.name not in LOG_TABLES:
                key = str(inspect(noun).mapper.primary_key_from_instance(noun)[0])
                self._touched.setdefault(table.name, {}).setdefault(key, None)


def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("Rows are written through add and delete, so that the log hears of each.")
