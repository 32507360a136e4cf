"""Copies kept in the user's data folder: before a migration, and at the first write of a day."""

from contextlib import closing
from pathlib import Path

from rapporteur_app.paths import data_dir
from rapporteur_app.workspace.clock import now
from rapporteur_app.workspace.storage import connect, plain_errors, plain_file_errors

KEPT = 10
"""How many daily copies of one selection are kept; the oldest goes first."""


def backups_of(selection: str) -> list[Path]:
    """The copies of a selection, by its id, oldest first."""
    return sorted((data_dir() / "backups" / selection).glob("*.rapporteur"))


def back_up_daily(path: Path, selection: str) -> Path | None:
    """Copy the file if there is no copy of today yet, and let the oldest copies go. Returns the new one, or None."""
    target = data_dir() / "backups" / selection / f"{now()[:10]}.rapporteur"
    if target.exists():
        return None
    with plain_file_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        back_up(path, target)
        others = [copy for copy in backups_of(selection) if copy != target]
        for old in others[: -(KEPT - 1)]:
            old.unlink()
    return target


def back_up(path: Path, target: Path, *, named: Path | None = None) -> Path:
    """Copy a selection file whole through SQLite's backup, never half: written beside, then moved into place.

    Args:
        path: the selection file.
        target: where the copy goes; a file that stands there is replaced.
        named: what a refusal calls the copy, where the target is only on its way there.

    Raises:
        RapporteurError: the file cannot be read, or the copy cannot be written.
    """
    told = named or target
    partial = target.with_name(f".{target.name}.partial")
    with plain_file_errors(told):
        remove_unfinished(partial)
        try:
            with plain_errors(path), closing(connect(path)) as source:
                source.execute("PRAGMA schema_version")
                with plain_errors(told), closing(connect(partial, "rwc")) as copy:
                    source.backup(copy)
            partial.replace(target)
        finally:
            remove_unfinished(partial)
    return target


def remove_unfinished(partial: Path) -> None:
    """Take away what a making that did not end has left: the file, and its journal, which a full disk leaves there."""
    for file in (partial, partial.with_name(f"{partial.name}-journal")):
        file.unlink(missing_ok=True)
