"""What a report is made of, before it has a language: sections of paragraphs and tables.

The program's own sentences are messages. What people wrote is kept apart from them, with the language it is in, so
that no writer takes one for the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from rapporteur_app.i18n import Message

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Said:
    """What a person wrote, and in which language ('' where it is none's: a name, a code)."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Translated:
    """A text in several languages. The report shows its own; where there is none, `original`, and marks it."""

    texts: Mapping[str, str]
    original: str = ""
    both: bool = False


@dataclass(frozen=True)
class Figure:
    """A number, shown with so many decimals; None is a dash. `percent` takes a share of 1."""

    value: float | None
    decimals: int = 0
    percent: bool = False


@dataclass(frozen=True)
class Day:
    """A day or a moment as an ISO text; a moment with an offset is shown as the day in `zone`.

    With `hour` the hour stands behind the day, and the zone behind that unless it is not `named`.
    """

    iso: str
    zone: str = "UTC"
    hour: bool = False
    named: bool = True


@dataclass(frozen=True)
class Country:
    """An ISO 3166-1 alpha-2 code."""

    code: str


@dataclass(frozen=True)
class LanguageName:
    """An ISO 639-1 code."""

    code: str


Piece: TypeAlias = Message | Said | Translated | Figure | Day | Country | LanguageName
"""One thing in a paragraph or a cell."""


@dataclass(frozen=True)
class Paragraph:
    """Pieces in one line of text. `style` is text, quote or note."""

    pieces: tuple[Piece, ...]
    style: str = "text"


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, how wide it is beside the others, and whether it holds numbers."""

    title: Piece
    width: float = 1.0
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under titled columns; a cell holds one piece."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Piece, ...], ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Section:
    """A headed part of the report."""

    title: Message
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True)
class Report:
    """The whole report, in no language yet."""

    title: Said | Translated
    subtitle: Said | Translated
    facts: tuple[tuple[Message, Piece], ...]
    sections: tuple[Section, ...] = field(default=())


def says(text: Message) -> Paragraph:
    """A paragraph of the program's own."""
    return Paragraph((text,))


def note(text: Message) -> Paragraph:
    """A remark of the program's own, set smaller."""
    return Paragraph((text,), "note")


def quote(text: Said | Translated) -> Paragraph:
    """What people wrote, set apart."""
    return Paragraph((text,), "quote")
