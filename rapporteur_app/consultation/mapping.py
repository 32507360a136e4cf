"""A mapping from another form's table of replies to ours: MAP.toml with [columns] and [values.FIELD] (cli.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence

from rapporteur_app.consultation.shortlist import plain
from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message


def mapped(rows: Sequence[Mapping[str, str]], source: str) -> list[dict[str, str]]:
    """The rows under the names of our fields, their values put into our words; what is not mapped stays as it is.

    Args:
        rows: the rows by header.
        source: the text of the MAP.toml: [columns] "Header" = "field", [values.FIELD] "text" = "value".

    Raises:
        BadInput: it is not such a document, or maps a header that the table does not have.
    """
    columns, values = _read(source)
    known = {plain(header) for row in rows[:1] for header in row}
    for header in columns:
        if header not in known:
            text = message("The map names a column “{column}” that the table does not have.", column=header)
            raise BadInput(text)
    return [_row(row, columns, values) for row in rows]


def _row(row: Mapping[str, str], columns: Mapping[str, str], values: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    named = {columns.get(plain(header), header): value for header, value in row.items()}
    return {field: values.get(field, {}).get(plain(value or ""), value) for field, value in named.items()}


def _read(source: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    try:
        document = tomllib.loads(source)
        columns = {plain(header): str(field) for header, field in document.get("columns", {}).items()}
        values = {
            field: {plain(text): str(value) for text, value in words.items()}
            for field, words in document.get("values", {}).items()
        }
    except (tomllib.TOMLDecodeError, AttributeError, RecursionError) as error:
        text = message('The map cannot be read: it needs [columns] with "Header" = "field" lines, in TOML.')
        raise BadInput(text, str(error)) from error
    return columns, values
