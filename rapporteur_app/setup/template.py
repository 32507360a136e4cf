"""Templates: those that ship with the program, and files of the user's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput, UnreadableFile
from rapporteur_app.i18n import message
from rapporteur_app.paths import resources_dir
from rapporteur_app.setup.document import read_toml
from rapporteur_app.setup.template_parts import (
    BalanceAttribute,
    BalanceValue,
    Constituency,
    EligibilityRule,
    RuleKind,
    Step,
    Template,
    ThematicArea,
    localized,
)
from rapporteur_app.setup.template_reading import read_template

if TYPE_CHECKING:
    from os import PathLike

__all__ = [
    "BLANK",
    "BalanceAttribute",
    "BalanceValue",
    "Constituency",
    "EligibilityRule",
    "RuleKind",
    "Step",
    "Template",
    "ThematicArea",
    "list_templates",
    "load_template",
    "localized",
    "parse_template",
]

BLANK = "blank"
"""The template that a new selection takes where none is named."""

LARGEST_FILE = 2_000_000
"""Bytes; the fullest template that ships has a thirtieth of it."""


def load_template(name_or_path: str | PathLike[str]) -> Template:
    """The template that ships under a name, or the one in a file.

    Raises:
        BadInput: there is no such template, or the file breaks a rule; the sentence names the file and the key.
        UnreadableFile: the file cannot be read.
    """
    shipped = _shipped()
    path = shipped.get(str(name_or_path), Path(name_or_path))
    if not path.exists():
        raise BadInput(
            message(
                "There is no template “{name}”, and no file of that name. Templates: {known}.",
                name=str(name_or_path),
                known=", ".join(shipped),
            )
        )
    return parse_template(_read(path), path.name)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(message("{file} is too large for a template.", file=path.name))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            message("{file} is not a text in UTF-8. Save it as UTF-8 and try again.", file=path.name), str(error)
        ) from error
    except OSError as error:
        raise UnreadableFile(message("{file} cannot be read.", file=str(path)), str(error)) from error


@lru_cache(maxsize=16)
def parse_template(source: str, file: str = "") -> Template:
    """The template in a TOML text, such as a selection keeps; `file` is the name for refusals.

    Raises:
        BadInput: it is not TOML, or breaks a rule; the sentence names the file and the key.
    """
    return read_template(read_toml(source, file or message("The template")), source)


def list_templates() -> tuple[Template, ...]:
    """The templates that ship with the program, the blank one first, the others by code."""
    return tuple(load_template(code) for code in _shipped())


def _shipped() -> dict[str, Path]:
    paths = sorted((resources_dir() / "templates").glob("*.toml"), key=lambda path: (path.stem != BLANK, path.stem))
    return {path.stem: path for path in paths}
