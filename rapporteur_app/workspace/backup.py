"""Copies kept in the user's data folder: before a migration, and at the first write of a day."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rapporteur_app.paths import data_dir
from rapporteur_app.workspace.clock import now

KEPT = 10
"""How many copies of one selection are kept; the oldest goes first."""


def backups_of(selection: str) -> list[Path]:
    """The copies of a selection, by its id, oldest first."""
    return sorted((data_dir() / "backups" / selection).glob("*.rapporteur"))


def back_up_daily(path: Path, selection: str) -> Path | None:
    """Copy the file if there is no copy of today yet. Returns the copy that was made, or None."""
    target = data_dir() / "backups" / selection / f"{now()[:10]}.rapporteur"
    if target.exists():
        return None
    return back_up(path, target)


def back_up(path: Path, target: Path) -> Path:
    """Copy a selection file whole through SQLite's backup, never half: written beside, then moved into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(target)
    for old in sorted(target.parent.glob("*.rapporteur"))[:-KEPT]:
        old.unlink()
    return target
