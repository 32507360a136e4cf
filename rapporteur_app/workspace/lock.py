"""Who has a selection file open for writing: an advisory lock beside the file, with host, process and time."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import SoftFileLock, Timeout

from rapporteur_app.errors import FileInUse
from rapporteur_app.i18n import message
from rapporteur_app.workspace.storage import plain_file_errors

UNKNOWN = "?"
"""Stands for a process or host that a lock file does not name."""


@dataclass(frozen=True)
class Holder:
    """The process that holds a lock, as its lock file tells."""

    process: str
    host: str
    since: str


def lock_path(path: Path) -> Path:
    """Where the lock of a selection file lies."""
    return path.with_name(f".{path.name}.lock")


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock of a selection file, or None."""
    file = lock_path(path)
    with suppress(OSError, ValueError):
        lines = file.read_text("utf-8", errors="replace").split()
        since = datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat(timespec="seconds")
        process, host = lines[:2] if len(lines) > 1 else (UNKNOWN, UNKNOWN)
        return Holder(process, host, since)
    return None


def acquire(path: Path, patience: float) -> SoftFileLock:
    """Take the lock of a selection file, waiting so many seconds; a dead process's lock is taken over.

    It belongs to the process, not to the thread: background work may end what the window began.

    Raises:
        FileInUse: a living process has it; the sentence says which, where and since when.
        RapporteurError: the folder cannot be written.
    """
    lock = SoftFileLock(lock_path(path), timeout=patience, thread_local=False)
    with plain_file_errors(path):
        try:
            lock.acquire(poll_interval=0.05)
        except Timeout as timeout:
            raise in_use(path) from timeout
    return lock


def in_use(path: Path) -> FileInUse:
    """The refusal that names who has the file."""
    holder = holder_of(path)
    if holder is None or holder.process == UNKNOWN:
        return FileInUse(
            message(
                "{file} is locked, and {lock} does not say by whom. If nobody has it open, delete that lock file.",
                file=path.name,
                lock=lock_path(path).name,
            )
        )
    values = {"process": holder.process, "host": holder.host, "since": holder.since}
    return FileInUse(
        message(
            "{file} is open for writing in process {process} on {host} since {since}. Close it there, or save a copy.",
            file=path.name,
            **values,
        )
    )
