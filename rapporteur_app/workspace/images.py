"""Rows as plain values: what the log's digests are made of, and what undo puts back."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cache
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Table

from rapporteur_app.model import AuditEntry, Blob, Change, Noun, RowLog, RowSalt

Image = dict[str, Any]
"""A row by column name: the database's own values."""

DELETED = "deleted"
"""Stands in the row log where the digest of a row would be, once the row is gone."""

CHUNK = 500
LOG_TABLES = {noun.__tablename__ for noun in (AuditEntry, Blob, Change, RowLog, RowSalt)}
"""The log's own tables; and the attached bytes, whose digest stands in a logged row and which nothing takes back."""


def logged_tables() -> list[Table]:
    """The tables whose every row stands in the row log: all but the log's own and the attached bytes."""
    return [table for name, table in Noun.metadata.tables.items() if name not in LOG_TABLES]


def key_column(table: Table) -> str:
    """The name of a table's primary key column; each noun has exactly one."""
    return str(next(iter(table.primary_key)).name)


def _as_hex(value: Any) -> dict[str, str]:
    """Bytes as an image holds them in JSON: all of them, since undo puts them back."""
    return {"$bytes": _need_bytes(value).hex()}


def _as_digest(value: Any) -> dict[str, str]:
    """Bytes as the row log knows them: by their SHA-256, for a ballot is a megabyte."""
    return {"$sha256": hashlib.sha256(_need_bytes(value)).hexdigest()}


def _need_bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    raise TypeError(type(value).__name__)


@cache
def column_names(table: Table) -> list[str]:
    """The columns of a table, in its order."""
    return [str(column.name) for column in table.columns]  # SQLAlchemy's own kind of text is none for orjson


def images(connection: Connection, table: Table, keys: Iterable[str]) -> dict[str, Image]:
    """The rows of a table with these primary keys, by key; a key without a row is left out."""
    names, wanted, found = column_names(table), list(keys), {}
    key = key_column(table)
    columns = ", ".join(f'"{name}"' for name in names)
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start : start + CHUNK])
        marks = ", ".join("?" * len(part))
        query = f'SELECT {columns} FROM "{table.name}" WHERE "{key}" IN ({marks})'  # noqa: S608 - names of our schema
        for row in connection.exec_driver_sql(query, part):
            image = dict(zip(names, row, strict=True))
            found[str(image[key])] = image
    return found


def all_images(connection: Connection, table: Table) -> Iterable[tuple[str, Image]]:
    """Every row of a table as (primary key, image)."""
    names, key = column_names(table), key_column(table)
    columns = ", ".join(f'"{name}"' for name in names)
    for row in connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}"'):  # noqa: S608 - names of our schema
        image = dict(zip(names, row, strict=True))
        yield str(image[key]), image


LONG_NUMBER = re.compile(r"[0-9]{16}")


def json_text(value: object) -> str:
    """A value as the text of a JSON column; the database layer writes it so as well."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):  # a number beyond 64 bits, half a character: what the quick way does not know
        return json.dumps(value)


def from_json_text(text: str) -> Any:
    """A JSON column's value. Numbers of many digits go the slow way: the quick one rounds them beyond 64 bits."""
    if not LONG_NUMBER.search(text):
        with suppress(ValueError):  # half a character
            return orjson.loads(text)
    return json.loads(text)


def as_json(value: object) -> str | None:
    """A value of a JSON column as the database keeps it: NULL for None."""
    return None if value is None else json_text(value)


def stored_image(table: Table, row: Mapping[str, Any]) -> Image:
    """The image of a row that is to be written: what the database will hold for these values.

    Raises:
        KeyError: a column has no value.
    """
    return {name: keep(row[name]) for name, keep in _keepers(table)}


@cache
def _keepers(table: Table) -> list[tuple[str, Callable[[Any], Any]]]:
    """By column, what makes a value one of the database's own; an import asks a million times."""
    return [(str(column.name), as_json if isinstance(column.type, JSON) else _kept) for column in table.columns]


def _kept(value: Any) -> Any:
    kind = type(value)
    if kind is str or value is None or kind is int:
        return value
    if kind is bool:
        return int(value)
    return value.value if isinstance(value, StrEnum) else value


def insert_images(connection: Connection, table: Table, found: Iterable[Image]) -> None:
    """Write new rows that are images already."""
    insert_rows(connection, table, [tuple(image.values()) for image in found])


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write new rows whose values are the database's own, in the order of the columns."""
    if rows:
        names = column_names(table)
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        query = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of our schema
        connection.exec_driver_sql(query, rows)


def put(connection: Connection, table: Table, wanted: Mapping[str, Image | None]) -> None:
    """Make the rows with these keys what their images say, or gone where there is no image.

    All rows go before any comes back, so that two rows may have exchanged a value that only one can hold.
    """
    key = key_column(table)
    gone = [(value,) for value in wanted]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE "{key}" = ?', gone)  # noqa: S608 - our schema
    rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for image in wanted.values():
        if image is not None:
            rows.setdefault(tuple(image), []).append(tuple(image.values()))
    for names, values in rows.items():
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)  # noqa: S608


def compact(value: object, default: Callable[[Any], Any] | None = None) -> bytes:
    """JSON without spaces, keys sorted, UTF-8: the same bytes for the same value on every machine.

    `default` makes JSON of what is none; without it, that raises TypeError.
    """
    try:
        return orjson.dumps(value, default=default, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):  # as in `json_text`; both ways give the same bytes where both can
        text = json.dumps(value, default=default, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()


def kept_image(kept: Any) -> Image | None:
    """The image that undo kept: the inverse of `image_json`, once its JSON is read.

    What somebody else wrote there stays as it is, and fits no digest.
    """
    if kept is None:
        return None
    return {name: _from_hex(value) for name, value in (kept if isinstance(kept, dict) else {"": kept}).items()}


def _from_hex(value: Any) -> Any:
    with suppress(ValueError, TypeError, KeyError):
        return bytes.fromhex(value["$bytes"]) if isinstance(value, dict) else value
    return value


def image_json(image: Image | None) -> str | None:
    """An image as undo keeps it; None for a row that is not there."""
    return None if image is None else compact(image, _as_hex).decode()


def digest(salt: bytes, table: str, key: str, image: Image | None) -> str:
    """The keyed digest of a row for the row log: BLAKE2b of compact JSON [table, id, columns by name] (trust.md).

    Bytes stand in it as {"$sha256": their digest}.
    """
    return DELETED if image is None else _blake(salt, compact([table, key, image], _as_digest))


def fits_digest(text: str, salt: bytes, table: str, key: str, image: Image | None) -> bool:
    """Whether a digest of the row log is this row's. The first files of this format had all bytes in it, as hex."""
    if image is not None and any(isinstance(value, bytes) for value in image.values()):
        return text in (digest(salt, table, key, image), _blake(salt, compact([table, key, image], _as_hex)))
    return text == digest(salt, table, key, image)


def _blake(salt: bytes, data: bytes) -> str:
    return hashlib.blake2b(data, key=salt, digest_size=16).hexdigest()
