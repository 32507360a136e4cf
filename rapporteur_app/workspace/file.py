"""The selection file as one object: everything else is handed a Workspace."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import SoftFileLock
from sqlmodel import Session

from rapporteur_app.errors import BadInput, FileInUse, NotFound, RapporteurError
from rapporteur_app.i18n import Message, message
from rapporteur_app.model import AuditEntry, RowSalt, Setting, Stage
from rapporteur_app.workspace.actor import Actor
from rapporteur_app.workspace.backup import back_up, back_up_daily, remove_unfinished
from rapporteur_app.workspace.chain import Claim, last_entry
from rapporteur_app.workspace.handover import (
    TAKEN_OVER,
    HandOver,
    checked_name,
    hand_over_in,
    handed_over_to,
    refusal,
    taken_over_by,
)
from rapporteur_app.workspace.lock import acquire, holder_of, in_use
from rapporteur_app.workspace.reader import Reader
from rapporteur_app.workspace.schema import SCHEMA_VERSION, file_version, migrate
from rapporteur_app.workspace.storage import PATIENCE, engine_for, plain_errors, plain_file_errors
from rapporteur_app.workspace.transaction import Transaction

SUFFIX = ".rapporteur"


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
            self._handed_over = hand_over_in(last_entry(reader.session))

    @classmethod
    def open(cls, path: Path, *, write: bool = True, patience: float = PATIENCE) -> "Workspace":
        """Open a selection file, brought up to this program's schema.

        Raises:
            NotFound: there is no such file.
            UnreadableFile: it is no selection file, or a newer program's, or damaged.
            FileInUse: `write` is asked for and another process has it.
            HandedOver: `write` is asked for and it was handed over.
        """
        if not path.is_file():
            raise NotFound(message("There is no file {file}.", file=str(path)))
        version = file_version(path)
        if not write and version == SCHEMA_VERSION:
            return cls(path, None)
        with _kept_if_well(acquire(path, patience)) as lock:
            if version < SCHEMA_VERSION:
                _bring_up_to_date(path)
            found = cls(path, lock)
            if found.handed_over is not None:
                raise refusal(path, found.handed_over)
            return found

    @classmethod
    def create(cls, path: Path, actor: Actor, settings: dict[str, str]) -> "Workspace":
        """Make a new selection file with these settings; it appears whole or not at all.

        Raises:
            BadInput: the file is there already, or its folder is not.
            FileInUse: another process is making it.
            RapporteurError: it could not be written.
        """
        if not path.parent.is_dir():
            raise BadInput(message("There is no folder {folder}.", folder=str(path.parent)))
        _require_free(path)
        partial = path.with_name(f".{path.name}.new")
        with _kept_if_well(acquire(path, 0)) as lock, plain_file_errors(path):
            remove_unfinished(partial)
            try:
                cls._fill(partial, actor, settings)
                _require_free(path)
                partial.replace(path)
            finally:
                remove_unfinished(partial)
            return cls(path, lock)

    @classmethod
    def _fill(cls, partial: Path, actor: Actor, settings: dict[str, str]) -> None:
        with plain_errors(partial):
            migrate(engine_for(partial, write=True, create=True))
        rows = {"id": str(uuid.uuid4()), **settings}
        with (
            cls(partial, acquire(partial, 0)) as made,
            made.transaction(actor, message("Selection made"), reversible=False) as tx,
        ):
            tx.add_all([Setting(key=key, value=value) for key, value in rows.items()])

    @property
    def writable(self) -> bool:
        """Whether this process holds the lock; without it the file is only read."""
        return self._lock is not None

    @property
    def handed_over(self) -> HandOver | None:
        """To whom this selection was handed over, and when; None for the copy that goes on."""
        return self._handed_over

    def reading_only_because(self) -> Message | None:
        """Why the file was opened for reading only: to whom it went, who has it; None if it can be written."""
        if self._handed_over is not None:
            return refusal(self.path, self._handed_over).message
        return None if self.writable or holder_of(self.path) is None else in_use(self.path).message

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Look at the selection as it is at one moment.

        Raises:
            UnreadableFile: the file is damaged.
            FileInUse: another program keeps it from being read.
        """
        with plain_errors(self.path), Session(self._engine, expire_on_commit=False) as session:
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
            HandedOver: the selection was handed over; somebody else's copy goes on.
            WrongStage: the stage is closed.
            RapporteurError: the disk is full or the file cannot be written.
        """
        if self._lock is None:
            raise self._read_only()
        if self.id:
            back_up_daily(self.path, self.id)
        claim = Claim(actor, action, reversible, reverses)
        with (
            self._put_in_order_after_failure(),
            plain_errors(self.path),
            Session(self._engine, expire_on_commit=False) as session,
        ):
            tx = Transaction(session, claim)
            self._refuse_if_changed_underneath(tx)
            self._refuse_if_handed_over(tx, claim)
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
        """Copy the file whole to another place, also while it is open elsewhere.

        Raises:
            BadInput: there is a file of that name already.
            RapporteurError: the copy could not be written.
        """
        _require_free(target)
        back_up(self.path, target)

    def hand_over(self, actor: Actor, name: str, copy: Path) -> HandOver:
        """Hand the selection over: a copy that goes on, while this file is for reading only from now on.

        The copy is complete beside its place, with both entries on the disk, before it gets its name; then the first of
        them ends this file. A refusal or a full disk takes the copy back, and this file can be written as before. (A
        process killed between the two leaves a copy and a file that is not closed yet: comparing them says so.)

        Raises:
            BadInput: no name, or there is a file in the copy's place.
            FileInUse: this file is open for reading only, or was handed over already.
            RapporteurError: the copy could not be written.
        """
        known = checked_name(name)
        if self._lock is None:
            raise self._read_only()
        if not copy.parent.is_dir():
            raise BadInput(message("There is no folder {folder}.", folder=str(copy.parent)))
        _require_free(copy)
        partial = copy.with_name(f".{copy.name}.new")
        with plain_file_errors(copy):
            remove_unfinished(partial)
            try:
                back_up(self.path, partial, named=copy)
                entry, salt = _both_entries(partial, actor, known)
                _require_free(copy)
                partial.replace(copy)
            finally:
                remove_unfinished(partial)
        try:
            self._end_with(entry, salt)
        except BaseException:
            with suppress(RapporteurError):  # who cannot tell whether this file was ended keeps the copy
                if self.head() != entry.hash:
                    copy.unlink(missing_ok=True)
            raise
        self._lock.release()
        self._lock = None
        assert self._handed_over is not None
        return self._handed_over

    def _end_with(self, entry: AuditEntry, salt: RowSalt) -> None:
        """Write the hand-over, the very entry that the copy has, and never anything after it."""
        with (
            self._put_in_order_after_failure(),
            plain_errors(self.path),
            Session(self._engine, expire_on_commit=False) as session,
        ):
            self._refuse_if_changed_underneath(Reader(session))
            session.add_all([AuditEntry(**entry.model_dump()), RowSalt(**salt.model_dump())])
            session.commit()
        self._head, self._handed_over = entry.hash, hand_over_in(entry)

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

    @contextmanager
    def _put_in_order_after_failure(self) -> Iterator[None]:
        # On a full disk SQLite leaves the rolling back to whoever reads next: that had better be us, and now.
        try:
            yield
        except BaseException:
            if self.path.with_name(f"{self.path.name}-journal").exists():
                with suppress(RapporteurError):
                    self.head()
            raise

    def _read_only(self) -> FileInUse:
        if self._handed_over is not None:
            return refusal(self.path, self._handed_over)
        if holder_of(self.path) is not None:
            return in_use(self.path)
        return FileInUse(
            message("{file} was opened for reading only. Open it again to change it.", file=self.path.name)
        )

    def _refuse_if_handed_over(self, tx: Transaction, claim: Claim) -> None:
        found = hand_over_in(last_entry(tx.session))
        if found is not None and claim.action.msgid != TAKEN_OVER.msgid:
            self._handed_over = found
            raise refusal(self.path, found)

    def _refuse_if_changed_underneath(self, tx: Reader) -> None:
        head = _head(tx)
        if self._head is not None and head != self._head:
            self._head = head
            raise FileInUse(
                message(
                    "{file} was changed by another program since it was read. It was read again: look, and try again.",
                    file=self.path.name,
                )
            )


def _bring_up_to_date(path: Path) -> None:
    """Migrate an older file, after a copy of it was laid beside it."""
    back_up(path, path.with_name(f"{path.stem}.before-format-{SCHEMA_VERSION}{SUFFIX}"))
    with plain_errors(path):
        migrate(engine_for(path, write=True))


def _both_entries(partial: Path, actor: Actor, name: str) -> tuple[AuditEntry, RowSalt]:
    """Write into the copy that it was handed over and taken over. Returns the first entry, which the giver gets too."""
    with Workspace(partial, acquire(partial, 0)) as made:
        with made.transaction(actor, handed_over_to(name), reversible=False):
            pass
        with made.reading() as reader:
            entry = last_entry(reader.session)
            assert entry is not None
            salt = reader.need(RowSalt, entry.n)
        with made.transaction(actor, taken_over_by(name), reversible=False):
            pass
        return entry, salt


def _require_free(path: Path) -> None:
    if path.exists():
        raise BadInput(message("{file} is there already. Choose another name.", file=str(path)))


@contextmanager
def _kept_if_well(lock: SoftFileLock) -> Iterator[SoftFileLock]:
    """Keep a lock if what is done under it goes well, else let go of it."""
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _head(reader: Reader) -> str | None:
    entry = last_entry(reader.session)
    return entry.hash if entry else None
