"""Names in a cell: how many persons it names, and when two spellings are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import message
from rapporteur_app.intake.folding import without_unseen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

AUTO, NEVER = "auto", "never"

LINES = re.compile(r"[\r\n\v\u2028\u2029]+")
NUMBER = re.compile(r"(?:^|(?<=[\s,;]))\(?(\d{1,2})[.)\-º°](?:\s*\))?\s+(?=\S)")
BULLET = re.compile(r"^\s*(?:[-–—•*·]\s+|\(?\d{1,2}[.)]\s+)")
CONJUNCTION = re.compile(r"\s+(?:and|y|e|et)\s+|\s*&\s*|\s*/\s*")


@dataclass(frozen=True)
class NamesInCell:
    """The persons that a cell names; `proposed` are those that it perhaps names instead, for a person to confirm."""

    names: tuple[str, ...]
    proposed: tuple[str, ...] = ()


def spelling_key(name: str) -> str:
    """What two spellings of one name share: all but case and spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def ids_by_name(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Short ids by the names that each bears, of which one may be that of several, and by themselves.

    All are as `spelling_key`. An id means whose it is, also where somebody's name is “C7”.
    """
    found: dict[str, set[str]] = {}
    themselves: dict[str, set[str]] = {}
    for short_id, names in named:
        themselves[spelling_key(short_id)] = {short_id}
        for name in names:
            found.setdefault(spelling_key(name), set()).add(short_id)
    return found | themselves


def one_called(names: Mapping[str, Collection[str]], text: str, row: int) -> str | None:
    """The short id of whom a cell of a table means by a name or an id; None where it is nobody's.

    Args:
        names: from `ids_by_name`.
        text: the cell.
        row: its row, for the sentence.

    Raises:
        BadInput: several are called so: who would be guessed might be the wrong one.
    """
    found = sorted(names.get(spelling_key(text), ()))
    if len(found) > 1:
        raise BadInput(
            message(
                "Row {row}: several are called “{name}” ({ids}). Write the id in place of the name.",
                row=row, name=text.strip(), ids=", ".join(found),
            )
        )  # fmt: skip
    return found[0] if found else None


def checked_split(split: str) -> str:
    """The way of splitting as it is used: auto, never or a separator.

    Raises:
        BadInput: the separator is a comma, which stands inside names ("Pérez, Ana").
    """
    word = split.strip() or split
    if word.lower() in (AUTO, NEVER, ""):
        return word.lower() or AUTO
    if "," in word:
        raise BadInput(message("A comma never splits names, as it stands inside them. Choose another separator."))
    return word


def split_names(text: str, split: str = AUTO) -> NamesInCell:
    """The persons that a cell names.

    Names stand apart on separate lines, after numbers, or joined with ';'. 'and', 'y', 'e', 'et', '&' and '/' only
    propose to split, unless `split` is that word; a comma never splits. `split` is auto, never or a separator.
    """
    if split == NEVER:
        return NamesInCell(_tidied([text]))
    parts = split_parts(text)
    if split != AUTO:
        parts = [piece for part in parts for piece in _at_separator(part, split)]
    names = _tidied(parts)
    proposed = _tidied([piece for name in names for piece in _at_conjunctions(name)])
    return NamesInCell(names, proposed if len(proposed) > len(names) else ())


def split_parts(text: str) -> list[str]:
    """The parts of a text on separate lines, after the numbers 1, 2, 3..., or joined with ';'; blanks left out."""
    lines = [line for line in LINES.split(text) if line.strip()]
    pieces = [piece for line in lines for piece in _at_numbers(line)]
    return [part for piece in pieces for part in piece.split(";") if part.strip()]


def tidy(name: str) -> str:
    """A name without the bullet or number before it, with single spaces, and without signs that nobody sees."""
    bare = BULLET.sub("", unicodedata.normalize("NFC", without_unseen(name)))
    return " ".join(bare.split()).strip(" ,;")


def _tidied(parts: list[str]) -> tuple[str, ...]:
    """The names, each spelling once, in their order."""
    found: dict[str, str] = {}
    for name in map(tidy, parts):
        if name:
            found.setdefault(spelling_key(name), name)
    return tuple(found.values())


def _at_numbers(line: str) -> list[str]:
    """A line cut at its numbers, if they run 1, 2, 3... from its start."""
    found = list(NUMBER.finditer(line))
    counted = [int(match[1]) for match in found]
    if len(found) < 2 or line[: found[0].start()].strip() or counted != list(range(1, len(found) + 1)):
        return [line]
    ends = [match.start() for match in found[1:]] + [len(line)]
    return [line[match.end() : end] for match, end in zip(found, ends, strict=True)]


def _at_separator(part: str, separator: str) -> list[str]:
    """A part cut at a separator that a person named: a word only as a whole word, whatever its case."""
    edges = (r"(?<!\w)", r"(?!\w)") if separator.isalnum() else ("", "")
    return re.split(edges[0] + re.escape(separator) + edges[1], part, flags=re.IGNORECASE)


def _at_conjunctions(name: str) -> list[str]:
    """A name cut at 'and' in four languages; a capital letter is an initial, unless all is in capitals."""
    seen = name.lower() if name.isupper() and len(name.lower()) == len(name) else name
    pieces, start = [], 0
    for match in CONJUNCTION.finditer(seen):
        pieces.append(name[start : match.start()])
        start = match.end()
    return [*pieces, name[start:]]
