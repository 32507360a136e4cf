"""How wide the columns of a report's table are, so that no word is broken in any language or common font."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_WIDTH = 16.4
"""Of an A4 page between its margins, in centimetres."""

LETTER, CAPITAL, WIDE, NARROW = 0.0235, 0.0305, 0.043, 0.0165
"""Centimetres that a letter takes for each point of the font's size, in a wide and bold face, by kind of letter."""
SIDE, GAP = 0.12, 0.3
"""Centimetres on either side of the text of a cell, and before a text that follows numbers set to the right."""
BREAKABLE = 20
"""A word of more letters may be broken: an address, a digest."""

PIECES = re.compile(r"[^\s-]+-?")
"""What stays in one line: a word, or its part up to a hyphen."""


def small(columns: int) -> float:
    """The size of the letters in a table of so many columns, in points."""
    if columns > 9:
        return 7.5
    return 8.0 if columns > 7 else 9.0


def word_width(word: str, size: float) -> float:
    """Centimetres that a word takes in letters of this size, in points."""
    return size * sum(map(_letter, word))


def _letter(letter: str) -> float:
    if letter in "mwMW":
        return WIDE
    if letter in "fijlrtIí.,:;-'":
        return NARROW
    return CAPITAL if letter.isupper() else LETTER


def follows_number(numbers: Sequence[bool]) -> list[bool]:
    """Which columns hold text and stand right of a column of numbers: they keep a distance from it."""
    return [place > 0 and numbers[place - 1] and not number for place, number in enumerate(numbers)]


def fitted(widths: Sequence[float], columns: Sequence[Sequence[str]], numbers: Sequence[bool]) -> list[float]:
    """Widths in centimetres that fill the page: as asked for, but none below its longest word.

    Args:
        widths: how wide each column is beside the others.
        columns: the texts of each column, its title among them.
        numbers: which columns hold numbers.
    """
    gaps = [GAP if gap else 0.0 for gap in follows_number(numbers)]
    least = [_longest(texts, small(len(widths))) + 2 * SIDE + gap for texts, gap in zip(columns, gaps, strict=True)]
    if sum(least) >= TEXT_WIDTH:
        return _squeezed(least, numbers)
    found = [TEXT_WIDTH * width / sum(widths) for width in widths]
    held: set[int] = set()
    while short := {place for place, width in enumerate(found) if width < least[place] - 1e-9} - held:
        held |= short
        free = TEXT_WIDTH - sum(least[place] for place in held)
        asked = sum(width for place, width in enumerate(widths) if place not in held)
        found = [least[n] if n in held else free * width / asked for n, width in enumerate(widths)]
    return found


def _squeezed(least: Sequence[float], numbers: Sequence[bool]) -> list[float]:
    """More than the page holds: the columns of text give way first, as their words may be broken."""
    fixed = sum(width for width, number in zip(least, numbers, strict=True) if number)
    free = TEXT_WIDTH - fixed
    if free < TEXT_WIDTH / 6:
        return [TEXT_WIDTH * width / sum(least) for width in least]
    return [
        width if number else free * width / (sum(least) - fixed)
        for width, number in zip(least, numbers, strict=True)
    ]  # fmt: skip


def _longest(texts: Sequence[str], size: float) -> float:
    words = [word for text in texts for word in PIECES.findall(text) if len(word) <= BREAKABLE]
    return max((word_width(word, size) for word in words), default=0.0)
