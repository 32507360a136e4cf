"""One nomination typed in, read by the same rules as a row of a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.intake.building import build_records
from rapporteur_app.intake.fields import FIELDS, NAME_FIELDS, field_named
from rapporteur_app.intake.mapping import Mapping
from rapporteur_app.sheets.reading import Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from rapporteur_app.intake.records import NominationRecord
    from rapporteur_app.intake.vocabulary import Vocabulary


def typed_record(
    values: MappingOf[str, str], vocabulary: Vocabulary, timezone: str, split: str = "auto"
) -> NominationRecord:  # fmt: skip
    """The nomination that typed values make, by field; several nominees are joined with ';'.

    Its sheet is '' and its row 0.

    Raises:
        BadInput: an unknown field, no nominee's name, or a value that cannot be read; the sentence says which.
    """
    fields = {name: _field(name) for name in values}
    if not any(text.strip() for name, text in values.items() if fields[name] in NAME_FIELDS):
        raise BadInput(message("The nominee's name is missing."))
    book = Workbook(Path(), [Sheet("", visible=True, rows=[list(values), list(values.values())])])
    found = build_records(book, Mapping("", 1, fields, timezone, split), vocabulary)
    if not found.nominations:
        raise BadInput(message("{value} names no nominee.", value=next(iter(values.values()))))
    record = found.nominations[0]
    unread = [flag for flag in record.flags if flag.field != "nominee_name"]
    if unread:
        raise BadInput(message("{field} = {value}: {reason}", **vars(unread[0])))
    record.row = 0
    return record


def _field(name: str) -> str:
    found = field_named(name)
    if found is None:
        text = "There is no field “{field}”. The fields are: {fields}."
        raise BadInput(message(text, field=name, fields=", ".join(one.name for one in FIELDS)))
    return found.name
