"""Who has a selection file open for writing: an advisory lock beside the file, with host, process and time."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import SoftFileLock, Timeout

from rapporteur_app.errors import FileInUse
from rapporteur_app.i18n import message


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
        return Holder(lines[0] if lines else "?", lines[1] if len(lines) > 1 else "?", since)
    return None


def acquire(path: Path, patience: float) -> SoftFileLock:
    """Take the lock of a selection file, waiting so many seconds; a dead process's lock is taken over.

    Raises:
        FileInUse: a living process has it; the sentence says which, where and since when.
    """
    lock = SoftFileLock(lock_path(path), timeout=patience)
    try:
        lock.acquire(poll_interval=0.05)
    except Timeout as timeout:
        raise in_use(path) from timeout
    return lock


def in_use(path: Path) -> FileInUse:
    """The refusal that names who has the file."""
    holder = holder_of(path) or Holder("?", "?", "?")
    text = message(
        "{file} is open for writing in process {process} on {host} since {since}. Close it there, or save a copy.",
        file=path.name,
        process=holder.process,
        host=holder.host,
        since=holder.since,
    )
    return FileInUse(text)
