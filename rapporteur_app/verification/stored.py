"""The check of the database itself: its structure, its constraints, its marks."""

from sqlalchemy import Connection

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import Noun
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader
from rapporteur_app.workspace.schema import APPLICATION_ID, SCHEMA_VERSION


def check_file(reader: Reader) -> Check:
    """Whether SQLite finds the file whole, no reference leads to nobody, and nothing foreign is in its layout."""
    connection = reader.session.connection()
    problems = [*_marks(connection), *_layout(connection), *_damage(connection), *_references(connection)]
    return verdict("file", problems, message("The file is whole."))


def _marks(connection: Connection) -> list[Message]:
    marks = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("application_id", "user_version")]
    if marks == [APPLICATION_ID, SCHEMA_VERSION]:
        return []
    return [message("The file does not bear this program's marks.")]


def _layout(connection: Connection) -> list[Message]:
    rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master").all()
    tables = {name for kind, name in rows if kind == "table"}
    missing = sorted(set(Noun.metadata.tables) - tables)
    foreign = [name for kind, name in rows if kind not in ("table", "index")]
    return [
        *(message("The table {table} is missing.", table=table) for table in missing),
        *(message("“{name}” in the file was not made by this program.", name=name) for name in foreign),
    ]


def _damage(connection: Connection) -> list[Message]:
    found = [str(text) for (text,) in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
    return [message("The file is damaged: {reason}.", reason=text) for text in found if text != "ok"]


def _references(connection: Connection) -> list[Message]:
    return [
        message("Row {row} of {table} refers to a row of {other} that is not there.", row=row, table=table, other=other)
        for table, row, other, _key in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
