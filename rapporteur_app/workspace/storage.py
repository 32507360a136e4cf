"""The database under a selection file: how it is connected, and its failures in plain sentences."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from rapporteur_app.errors import BadInput, FileInUse, RapporteurError, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.workspace.atomic import write_whole
from rapporteur_app.workspace.images import from_json_text, json_text

PATIENCE = 10.0
"""Seconds that a command waits for another one to let go of the file."""

DAMAGED = {0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""SQLite's codes for a file that does not hold what it should (0: a text that is no UTF-8)."""

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection to the file; 'rw' never makes a file that is gone, 'rwc' does.

    A file or drive that is write-protected is read all the same: SQLite then opens it for reading.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None)


def engine_for(path: Path, *, write: bool, create: bool = False) -> Engine:
    """The database engine of a selection file: durable commits, foreign keys on, one connection for each session.

    For reading, too, SQLite may write the file: to put it back in order after a process died in the middle of a commit.
    """
    mode = "rwc" if create else "rw"
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, mode),
        poolclass=NullPool,
        json_serializer=json_text,
        json_deserializer=from_json_text,
    )
    event.listen(engine, "connect", _for_writing if write else _for_reading)
    event.listen(engine, "begin", _begin_for_writing if write else _begin)
    event.listen(engine, "handle_error", _say_damaged)
    return engine


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", *pragmas):
        connection.execute(f"PRAGMA {pragma}")


def _for_writing(connection: sqlite3.Connection, _record: object) -> None:
    # A database tool may have left the file in WAL mode; in a synced folder only the rollback journal is safe.
    _set(connection, "synchronous = FULL", "journal_mode = DELETE")


def _for_reading(connection: sqlite3.Connection, _record: object) -> None:
    _set(connection, "query_only = ON")


def _say_damaged(context: ExceptionContext) -> None:
    # What SQLite wants to quote in a refusal may itself be damaged, and then Python's driver trips over it.
    if isinstance(context.original_exception, UnicodeDecodeError):
        raise sqlite3.DatabaseError(str(context.original_exception))


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_for_writing(connection: Connection) -> None:
    # Foreign keys are checked at the commit, so that undo may put rows back in any order.
    connection.exec_driver_sql("BEGIN")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the database's failures inside into sentences that a person can act on.

    A broken constraint or a wrong use of the database is a fault of the program, and stays what it is.
    """
    try:
        yield
    except (sqlite3.DatabaseError, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if type(cause) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
            raise
        raise _refusal(path, cause) from error


def _refusal(path: Path, cause: BaseException | None) -> RapporteurError:
    code, reason = getattr(cause, "sqlite_errorcode", 0) & 0xFF, str(cause)
    if code in BUSY:
        return FileInUse(
            message(
                "{file} is being written by another program. Nothing was changed; try again in a moment.",
                file=path.name,
            ),
            reason,
        )
    if code in DAMAGED:
        return UnreadableFile(
            message(
                "{file} is damaged: {reason}. Keep it as it is, and go on with a copy of it or the newest backup.",
                file=path.name,
                reason=reason,
            ),
            reason,
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return RapporteurError(
            message(
                "{file} cannot be opened. Was it moved, or its drive taken out? Nothing was changed.", file=str(path)
            ),
            reason,
        )
    return RapporteurError(
        message(
            "{file} could not be written, and nothing was changed: {reason}. Is the disk full or write-protected?",
            file=path.name,
            reason=reason,
        ),
        reason,
    )


def write_new(path: Path, data: bytes | Sequence[bytes], *, private: bool = False) -> None:
    """Write a file that is not there yet, whole or not at all; a private one may be read by its owner only.

    Raises:
        BadInput: it is there already.
        RapporteurError: the folder cannot be written, or the disk is full.
    """
    if path.exists():
        raise BadInput(message("{file} is there already. Choose another name.", file=str(path)))
    with plain_file_errors(path):
        write_whole(path, data, mode=0o600 if private else 0o666)


def require_unused(paths: Iterable[Path]) -> None:
    """See that none of several files is there yet, before the first of them is written.

    Raises:
        BadInput: one is; what lies in a folder may belong to another selection.
    """
    for path in paths:
        if path.exists():
            raise BadInput(message("{file} is there already. Choose another folder.", file=str(path)))


@contextmanager
def removed_on_failure(written: list[Path]) -> Iterator[None]:
    """Take away the files in a list, which may grow meanwhile, if what is done fails."""
    try:
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def unused(path: Path) -> Path:
    """A path that nothing has yet: this one, or its name with the first number that is free (“form-2.xlsx”)."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


@contextmanager
def plain_file_errors(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write beside or over a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise RapporteurError(
            message(
                "{file} cannot be written: {reason}. Nothing was changed.",
                file=str(path),
                reason=error.strerror or str(error),
            ),
            str(error),
        ) from error
