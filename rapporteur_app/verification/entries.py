"""Which entry of the log wrote a row: the order of acts, which no clock can turn round."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur_app.workspace import Reader


def first_entries(reader: Reader, *tables: str) -> dict[tuple[str, str], int]:
    """By table and primary key: the first entry that wrote the row."""
    return _entries(reader, "min", tables)


def last_entries(reader: Reader, *tables: str) -> dict[tuple[str, str], int]:
    """By table and primary key: the last entry that wrote the row."""
    return _entries(reader, "max", tables)


def _entries(reader: Reader, which: str, tables: tuple[str, ...]) -> dict[tuple[str, str], int]:
    marks = ", ".join("?" * len(tables))
    query = f'SELECT "table", "row", {which}(entry) FROM row_log WHERE "table" IN ({marks}) GROUP BY "table", "row"'  # noqa: S608
    rows = reader.session.connection().exec_driver_sql(query, tables)
    return {(table, row): entry for table, row, entry in rows}
