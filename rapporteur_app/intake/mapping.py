"""A mapping: which sheet, which header row, which column holds which field, and how values are to be read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.intake.fields import FIELDS, field_named
from rapporteur_app.intake.names import checked_split
from rapporteur_app.workspace.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

LARGEST_MAP = 1_000_000
KEYS = ("sheet", "header_row", "timezone", "split", "columns", "values")


@dataclass(frozen=True)
class Wishes:
    """What a person settles of a mapping, by a file or by options; what is None or missing is guessed."""

    sheet: str | None = None
    header_row: int | None = None
    timezone: str | None = None
    split: str | None = None
    columns: MappingOf[str, str | None] = field(default_factory=dict)
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)

    def with_options(
        self,
        sheet: str | None = None,
        header_row: int | None = None,
        timezone: str | None = None,
        split: str | None = None,
    ) -> Wishes:
        """These wishes, with options that go before them.

        Raises:
            BadInput: the header row or the separator is not usable.
        """
        return _checked(
            replace(
                self,
                sheet=self.sheet if sheet is None else sheet,
                header_row=self.header_row if header_row is None else header_row,
                timezone=timezone or self.timezone,
                split=split or self.split,
            )
        )


@dataclass(frozen=True)
class Mapping:
    """How a sheet is read. `header_row` counts from 1; every header has an entry in `columns`, None where unmapped."""

    sheet: str
    header_row: int
    columns: MappingOf[str, str | None]
    timezone: str
    split: str = "auto"
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The mapping as plain data, as the selection stores it."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "timezone": self.timezone,
            "split": self.split,
            "columns": dict(self.columns),
            "values": {name: dict(texts) for name, texts in self.values.items()},
        }


def read_map(path: Path) -> Wishes:
    """The wishes in a MAP.toml; "" or "-" as a field leaves a column unmapped.

    Raises:
        BadInput: it is not TOML, has a key or a field that there is not, or a value of the wrong kind.
        UnreadableFile: the file cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_MAP:
            raise UnreadableFile(message("{file} is too large for a mapping.", file=path.name))
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(message("{file} cannot be read.", file=str(path)), str(error)) from error
    except ValueError as error:
        raise BadInput(
            message("{file} is not a mapping: it is no TOML ({why}).", file=path.name, why=str(error)), str(error)
        ) from error
    return parse_map(document, path.name)


def parse_map(document: MappingOf[str, Any], file: str) -> Wishes:
    """The wishes in the plain data of a mapping; `file` is named in refusals.

    Raises:
        BadInput: a key or a field that there is not, or a value of the wrong kind.
    """
    unknown = [key for key in document if key not in KEYS]
    if unknown:
        raise BadInput(
            message(
                "{file}: there is no key “{key}”. The keys are: {keys}.",
                file=file,
                key=unknown[0],
                keys=", ".join(KEYS),
            )
        )
    kinds = {"sheet": str, "header_row": int, "timezone": str, "split": str, "columns": dict, "values": dict}
    for key, value in document.items():
        if not isinstance(value, kinds[key]) or isinstance(value, bool):
            raise BadInput(message("{file}: the value of “{key}” is of the wrong kind.", file=file, key=key))
    columns = {header: _field(name, header, file) for header, name in document.get("columns", {}).items()}
    values = {name: _values(name, texts, file) for name, texts in document.get("values", {}).items()}
    plain = {key: document[key] for key in KEYS[:4] if key in document}
    return _checked(Wishes(**plain, columns=columns, values=values))


def save_map(path: Path, mapping: Mapping) -> None:
    """Write a mapping as a MAP.toml.

    Raises:
        BadInput: it cannot be written there.
    """
    try:
        write_whole(path, map_toml(mapping).encode())
    except OSError as error:
        raise BadInput(message("{file} cannot be written.", file=str(path)), str(error)) from error


def map_toml(mapping: Mapping) -> str:
    """A mapping as the text of a MAP.toml, to be used again for the next export of the same form."""
    lines = [
        f"sheet = {_quoted(mapping.sheet)}",
        f"header_row = {mapping.header_row}",
        f"timezone = {_quoted(mapping.timezone)}",
        f"split = {_quoted(mapping.split)}",
        "",
        "[columns]",
        *[f"{_quoted(header)} = {_quoted(name or '')}" for header, name in mapping.columns.items()],
    ]
    for name, texts in mapping.values.items():
        lines += ["", f"[values.{name}]", *[f"{_quoted(text)} = {_quoted(value)}" for text, value in texts.items()]]
    return "\n".join(lines) + "\n"


def _checked(wishes: Wishes) -> Wishes:
    if wishes.header_row is not None and wishes.header_row < 1:
        raise BadInput(message("The header row is counted from 1, so that it cannot be {row}.", row=wishes.header_row))
    return wishes if wishes.split is None else replace(wishes, split=checked_split(wishes.split))


def _field(name: object, header: str, file: str) -> str | None:
    if name in ("", "-"):
        return None
    return _known(name, message("{file}: column “{header}”", file=file, header=header))


def _known(name: object, where: object) -> str:
    found = field_named(name) if isinstance(name, str) else None
    if found is not None:
        return found.name
    raise BadInput(
        message(
            "{where}: there is no field “{field}”. The fields are: {fields}.",
            where=where,
            field=name,
            fields=", ".join(one.name for one in FIELDS),
        )
    )


def _values(name: str, texts: object, file: str) -> dict[str, str]:
    known = _known(name, message("{file}: [values]", file=file))
    if not isinstance(texts, dict):
        raise BadInput(message("{file}: the value of “{key}” is of the wrong kind.", file=file, key=f"values.{known}"))
    return {str(text): _text(value) for text, value in texts.items()}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    """A text as a TOML string: the escapes of JSON are among those of TOML."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
