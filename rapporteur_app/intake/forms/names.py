"""Which persons a cell names, and when two spellings are the same person at once."""

from __future__ import annotations

import re

NUMBERED = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
CONJUNCTION = re.compile(r"\s+(?:and|y|e|et|&)\s+|\s*/\s*")
"""In small letters only: the E in 'Molly E Seawell' is an initial."""


def split_names(text: str, split: str = "auto") -> tuple[list[str], bool]:
    """The names in a cell: on separate lines, after numbers, or joined with ';'. A comma never splits.

    Args:
        text: the cell.
        split: 'auto'; 'never'; or a separator of the user's own, which then splits as well.

    Returns:
        The names, and whether 'and / y / e / et / &' or '/' may join two more, for a person to say.
    """
    if split == "never":
        return _clean([text]), False
    parts = re.split(r"[\n\r;]+", text)
    if len(parts) == 1 and len(NUMBERED.findall(text)) > 1:
        parts = NUMBERED.split(text)
    if split != "auto":
        parts = [piece for part in parts for piece in part.split(split)]
    names = _clean([NUMBERED.sub(" ", part) for part in parts])
    return names, split == "auto" and any(CONJUNCTION.search(name) for name in names)


def _clean(parts: list[str]) -> list[str]:
    return [name for name in (" ".join(part.split()).strip(" ,") for part in parts) if name]


def split_like(text: str, count: int) -> list[str] | None:
    """A contact field of a joint row in as many parts as there are persons, or None: then it stays with the row."""
    parts = _clean(re.split(r"[\n\r;]+", text))
    return parts if len(parts) == count else None


def spelling(name: str) -> str:
    """A name without differences of case and spaces; by it, persons whom nothing tells apart are joined."""
    return " ".join(name.split()).casefold()
