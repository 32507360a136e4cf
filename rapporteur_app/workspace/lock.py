"""Who has a selection file open for writing: an advisory lock beside the file, with host, process and time."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import SoftFileLock, Timeout

from rapporteur_app.errors import FileInUse
from rapporteur_app.i18n import message
from rapporteur_app.workspace.storage import plain_file_errors

POLL = 0.05
"""Seconds between two looks at a lock."""

UNSIGNED_FOR = 2.0
"""Seconds after which a lock file that names no process belongs to nobody; writing the name takes milliseconds."""

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
            _acquire(lock, patience)
        except Timeout as timeout:
            raise in_use(path) from timeout
    return lock


def _acquire(lock: SoftFileLock, patience: float) -> None:
    try:
        lock.acquire(poll_interval=POLL)
    except Timeout:
        if not _drop_unsigned(Path(lock.lock_file)):
            raise
        lock.acquire(timeout=max(patience, 1), poll_interval=POLL)


def _drop_unsigned(file: Path) -> bool:
    """Remove a lock file that stays empty: its process was killed between making it and writing its name.

    The library leaves such a file for good, since releases before 3.22 never wrote a name; ours always does, at once.
    One process at a time removes it: another's fresh lock is never what goes. (A process that the system stops for so
    long between making its lock and writing its name does lose it; the database's own lock still keeps both apart.)
    """
    clearing = file.with_name(f"{file.name}.clearing")
    with suppress(FileNotFoundError):
        if time.time() - clearing.stat().st_mtime < 2 * UNSIGNED_FOR:  # another process is at it
            time.sleep(UNSIGNED_FOR)
            return not clearing.exists()
    with suppress(OSError):
        os.close(os.open(clearing, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            return _clear(file)
        finally:
            clearing.unlink(missing_ok=True)
    return False


def _clear(file: Path) -> bool:
    first = file.stat()
    ends = time.monotonic() + UNSIGNED_FOR
    while time.monotonic() < ends:
        if first.st_size or not _unchanged(file, first):
            return False
        time.sleep(POLL)
    if not _unchanged(file, first):
        return False
    file.unlink()
    return True


def _unchanged(file: Path, first: os.stat_result) -> bool:
    now = file.stat()
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (first.st_ino, first.st_size, first.st_mtime_ns)


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
