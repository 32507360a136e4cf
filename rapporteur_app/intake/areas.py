"""Thematic areas or objectives in a cell: numbers, names, or several answers joined with commas that they hold too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapporteur_app.i18n import message
from rapporteur_app.intake.folding import folded, words_in
from rapporteur_app.intake.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapporteur_app.i18n import Message
    from rapporteur_app.intake.vocabulary import Terms

LABELS = words_in(
    "objective objectives objetivo objetivos objectif objectifs "
    "thematic area areas no number theme topic tematica tematicas tema temas eje ejes numero nro n "
    "domaine domaines thematique thematiques axe axes numero y e and et of"
)
"""Words that may stand beside the number of an area or of an objective."""

CHOICE_NUMBER = re.compile(r"(?:^|(?<=[\s,;|•]))\(?(\d{1,2})(?:[.)]|\s?[-–—:])\s*(?=[^\W\d])")
"""The number before a choice: '1. ', '1) ', '(1) ', '1 - '."""

APART = " ,;|•\n\r\t"

SAME_OPTION = 0.6
"""The share of the words beside a number or a name that must stand in the area's own name: forms reword it a little."""


@dataclass(frozen=True)
class Token:
    """A piece of a cell: a bare number, the name of an area, or words that are neither."""

    kind: str
    number: int = 0
    words: str = ""


def read_objectives(text: str, objectives: Terms[int]) -> Reading:
    """The objectives that a text names, read as areas are."""
    return _read(text, objectives, lambda left: message("no objective is known by: {text}", text=left))


def read_areas(text: str, areas: Terms[int]) -> Reading:
    """The areas that a text names, in order; a number beside a name of another area makes both doubtful."""
    return _read(text, areas, lambda left: message("no thematic area is known by: {text}", text=left))


def _read(text: str, areas: Terms[int], unknown: Callable[[str], Message]) -> Reading:
    choices = _numbered(text)
    if choices:
        return _read_numbered(choices, areas, unknown)
    tokens = _tokens(folded(text), areas)
    if any(_contradict(*pair) for pair in pairwise(tokens)):
        return Reading(None, message("a number and a name that do not belong together"))
    known = {term.key for term in areas.terms}
    numbers = [token.number for token in tokens if token.kind != "words"]
    not_known = [str(number) for number in numbers if number not in known]
    left = ", ".join([*not_known, *_unexplained(tokens, areas)])
    found = sorted({number for number in numbers if number in known})
    return Reading(found or None, unknown(left) if left else None)


def _numbered(text: str) -> list[tuple[int, str]]:
    """The choices of a text in which each has its number before it, as '1. Borders, 2. Gender'; [] of another text."""
    cut = CHOICE_NUMBER.split(text)
    if len(cut) < 3 or cut[0].strip():
        return []
    return [(int(number), words) for number, words in zip(cut[1::2], cut[2::2], strict=True)]


def _read_numbered(choices: list[tuple[int, str]], areas: Terms[int], unknown: Callable[[str], Message]) -> Reading:
    """The areas of numbered choices, each by itself.

    A form may count its choices in its own way. So a name counts before the number that stands before it, and where
    they differ, that is said; a number beside words that are not its area's counts for nothing.
    """
    found: set[int] = set()
    by_name: set[int] = set()
    differing, left = [], []
    for number, words in choices:
        tokens = _tokens(folded(words), areas)
        named = {token.number for token in tokens if token.kind == "name"}
        said = f"{number}. {words.strip(APART)}"
        if named:
            by_name |= named
            found |= named & {number}
            differing += [said] if named != {number} else []
            left += _unexplained(tokens, areas)
        elif _unexplained([Token("number", number), *tokens], areas) or number not in {one.key for one in areas.terms}:
            left.append(said)
        else:
            found.add(number)
    if left:
        return Reading(sorted(found) or None, unknown(", ".join([*left, *differing])))
    counted = message("read by their names, as the form counts them in its own way: {text}", text="; ".join(differing))
    return Reading(sorted(found | by_name) or None, counted if differing else None)


def _contradict(token: Token, following: Token) -> bool:
    return token.kind == "number" and following.kind == "name" and following.number != token.number


def _unexplained(tokens: list[Token], areas: Terms[int]) -> list[str]:
    """The words that belong to the name of neither the area before them nor the one after."""
    own = {term.key: set(folded(" ".join(term.names)).split()) for term in areas.terms}
    around = [Token("words"), *tokens, Token("words")]
    return [
        token.words
        for before, token, after in zip(around, tokens, around[2:], strict=False)
        if token.words and not any(_is_of(token.words, own.get(near.number, set())) for near in (before, after))
    ]


def _is_of(words: str, name: set[str]) -> bool:
    said = words.split()
    return sum(word in name for word in said) >= SAME_OPTION * len(said)


def _tokens(words: str, areas: Terms[int]) -> list[Token]:
    """The pieces of a folded text in their order."""
    found: list[Token] = []
    rest: list[str] = []
    for piece in _pattern(areas).findall(words):
        if piece not in areas.by_name and not piece.isdigit():
            rest += [] if piece in LABELS else [piece]
            continue
        if rest:
            found.append(Token("words", words=" ".join(rest)))
            rest = []
        found.append(_number_or_name(piece, areas))
    return [*found, Token("words", words=" ".join(rest))] if rest else found


def _number_or_name(piece: str, areas: Terms[int]) -> Token:
    number = int(piece) if piece.isdigit() else areas.by_name[piece]
    return Token("number" if piece[-1].isdigit() else "name", number)


@lru_cache(maxsize=8)
def _pattern(areas: Terms[int]) -> re.Pattern[str]:
    names = sorted((name for name in areas.by_name if not name.isdigit()), key=len, reverse=True)
    return re.compile("|".join([*(rf"\b{re.escape(name)}\b" for name in names), r"\b\d+\b", r"\w+"]))
