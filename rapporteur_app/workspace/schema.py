"""The layout of the selection file: its marks, its version, and how an older one is brought up to date."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from rapporteur_app.errors import UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.workspace.storage import connect, plain_errors

APPLICATION_ID = 0x52505054
"""'RPPT': tells a selection file from any other SQLite file."""

SCHEMA_VERSION = 1
"""The schema that this program writes; the migration of the same number makes it."""

MIGRATIONS = Path(__file__).parent / "migrations"


def file_version(path: Path) -> int:
    """The schema version of a selection file.

    Raises:
        UnreadableFile: it is no selection file, or a newer program's.
        FileInUse: another program keeps it from being read.
    """
    application, version = _marks(path)
    if application != APPLICATION_ID:
        raise UnreadableFile(message("{file} is not a selection file of this program.", file=path.name))
    if version > SCHEMA_VERSION:
        raise UnreadableFile(
            message(
                "{file} was written by a newer version of this program (format {theirs}, not {ours}). Update this one.",
                file=path.name,
                theirs=version,
                ours=SCHEMA_VERSION,
            )
        )
    if version < 1:
        raise UnreadableFile(
            message(
                "{file} is damaged: there is no format {theirs}. Go on with a copy of it or the newest backup.",
                file=path.name,
                theirs=version,
            )
        )
    return version


def _marks(path: Path) -> tuple[int, int]:
    try:
        with plain_errors(path), closing(connect(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            return application, connection.execute("PRAGMA user_version").fetchone()[0]
    except (UnreadableFile, UnicodeDecodeError) as error:
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
