"""The selection file as one object: everything else is handed a Workspace."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import SoftFileLock
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from rapporteur_app.errors import BadInput, FileInUse, NotFound, RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Setting, Stage
from rapporteur_app.workspace.actor import Actor
from rapporteur_app.workspace.backup import back_up, back_up_daily
from rapporteur_app.workspace.chain import Claim, last_entry
from rapporteur_app.workspace.lock import acquire, holder_of, in_use
from rapporteur_app.workspace.reader import Reader
from rapporteur_app.workspace.schema import SCHEMA_VERSION, file_version, migrate
from rapporteur_app.workspace.transaction import Transaction

SUFFIX = ".rapporteur"
PATIENCE = 10.0
"""Seconds that a command waits for another one to let go of the file."""


class Workspace:
    """An open selection file. Reads never block; writes go through `transaction` and nothing else."""

    def __init__(self, path: Path, lock: SoftFileLock | None) -> None:
        self.path = path
        self._lock = lock
        self._engine = engine_for(path, write=lock is not None)
        self._head: str | None = None
        with self.reading() as reader:
            setting = reader.get(Setting, "id")
            self.id = setting.value if setting else ""
            self._head = _head(reader)

    @classmethod
    def open(cls, path: Path, *, write: bool = True, patience: float = PATIENCE) -> "Workspace":
        """Open a selection file, brought up to this program's schema.

        Raises:
            NotFound: there is no such file.
            UnreadableFile: it is no selection file, or a newer program's.
            FileInUse: `write` is asked for and another process has it.
        """
        if not path.is_file():
            raise NotFound(message("There is no file {file}.", file=str(path)))
        version = file_version(path)
        lock = acquire(path, patience) if write or version < SCHEMA_VERSION else None
        try:
            if version < SCHEMA_VERSION:
                back_up(path, path.with_name(f"{path.stem}.before-format-{SCHEMA_VERSION}{SUFFIX}"))
                migrate(engine_for(path, write=True))
            return cls(path, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def create(cls, path: Path, actor: Actor, settings: dict[str, str]) -> "Workspace":
        """Make a new selection file with these settings; it appears whole or not at all.

        Raises:
            BadInput: the file is there already, or its folder is not.
        """
        if path.exists():
            raise BadInput(message("{file} is there already. Choose another name.", file=str(path)))
        if not path.parent.is_dir():
            raise BadInput(message("There is no folder {folder}.", folder=str(path.parent)))
        partial = path.with_name(f".{path.name}.new")
        partial.unlink(missing_ok=True)
        migrate(engine_for(partial, write=True))
        made = cls(partial, acquire(partial, 0))
        rows = {"id": str(uuid.uuid4()), **settings}
        with made.transaction(actor, message("Selection made"), reversible=False) as tx:
            tx.add_all([Setting(key=key, value=value) for key, value in rows.items()])
        made.close()
        partial.replace(path)
        return cls.open(path)

    @property
    def writable(self) -> bool:
        """Whether this process holds the lock; without it the file is only read."""
        return self._lock is not None

    def reading_only_because(self) -> Message | None:
        """Why the file was opened for reading only: who has it; None if it can be written."""
        return None if self.writable or holder_of(self.path) is None else in_use(self.path).message

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Look at the selection as it is at one moment."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield Reader(session)

    @contextmanager
    def transaction(
        self,
        actor: Actor,
        action: Message,
        *,
        stage: Stage | None = None,
        reversible: bool = True,
        reverses: int | None = None,
    ) -> Iterator[Transaction]:
        """Do one act on the selection: all of it with its audit entry, or nothing.

        Args:
            actor: who acts, as claimed.
            action: what is done, for the log; its values hold ids and counts, never personal data.
            stage: refuse if this stage was closed.
            reversible: whether a named undo may take it back (an opening cannot be un-seen).
            reverses: the entry that this one undoes.

        Raises:
            FileInUse: the file is open for reading only, or was changed underneath.
            WrongStage: the stage is closed.
            RapporteurError: the disk is full or the file cannot be written.
        """
        if not self.writable:
            raise in_use(self.path)
        if self.id:
            back_up_daily(self.path, self.id)
        claim = Claim(actor, action, reversible, reverses)
        with _plain_storage_errors(self.path), Session(self._engine, expire_on_commit=False) as session:
            tx = Transaction(session, claim)
            self._refuse_if_changed_underneath(tx)
            if stage is not None:
                tx.require_open(stage)
            yield tx
            tx.finish()
            head = _head(tx)
            session.commit()
        self._head = head

    def head(self) -> str:
        """The hash of the newest audit entry: with it, anybody can tell whether the history changed."""
        with self.reading() as reader:
            return _head(reader) or ""

    def save_copy(self, target: Path) -> None:
        """Copy the file whole to another place, also while it is open elsewhere."""
        back_up(self.path, target)

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _refuse_if_changed_underneath(self, tx: Transaction) -> None:
        head = _head(tx)
        if self._head is not None and head != self._head:
            self._head = head
            text = "{file} was changed by another program since it was read. It was read again: look, and try again."
            raise FileInUse(message(text, file=self.path.name))


def engine_for(path: Path, *, write: bool) -> Engine:
    """The database engine of a selection file: durable commits, foreign keys on, one connection for each session."""
    mode = "rwc" if write else "ro"
    uri = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_for_writing if write else _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_for_writing(connection: Connection) -> None:
    # Foreign keys are checked at the commit, so that undo may put rows back in any order.
    connection.exec_driver_sql("BEGIN")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _head(reader: Reader) -> str | None:
    entry = last_entry(reader.session)
    return entry.hash if entry else None


@contextmanager
def _plain_storage_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        text = "{file} could not be written, and nothing was changed: {reason}. Is the disk full or write-protected?"
        reason = str(error.orig)
        raise RapporteurError(message(text, file=path.name, reason=reason), str(error)) from error
