"""The layout of the selection file: its marks, its version, and how an older one is brought up to date."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message

APPLICATION_ID = 0x52505054
"""'RPPT': tells a selection file from any other SQLite file."""

SCHEMA_VERSION = 1
"""The schema that this program writes; the migration of the same number makes it."""

MIGRATIONS = Path(__file__).parent / "migrations"


def file_version(path: Path) -> int:
    """The schema version of a selection file.

    Raises:
        UnreadableFile: it is no selection file, or a newer program's.
    """
    application, version = _marks(path)
    if application != APPLICATION_ID:
        raise UnreadableFile(message("{file} is not a selection file of this program.", file=path.name))
    if version > SCHEMA_VERSION:
        text = "{file} was written by a newer version of this program (format {theirs}; this one knows {ours}). Update."
        raise UnreadableFile(message(text, file=path.name, theirs=version, ours=SCHEMA_VERSION))
    return version


def _marks(path: Path) -> tuple[int, int]:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            return application, connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        text = message("{file} cannot be opened as a selection file.", file=path.name)
        raise UnreadableFile(text, str(error)) from error


def migrate(engine: Engine) -> None:
    """Bring the file behind the engine to SCHEMA_VERSION, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{SCHEMA_VERSION:04d}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
