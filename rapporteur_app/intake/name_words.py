"""The words of a person's name as they are compared, and when two words may be spellings of one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

PARTICLES = frozenset(
    [
        "da",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "della",
        "delle",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "i",
        "la",
        "las",
        "le",
        "los",
        "ten",
        "ter",
        "van",
        "vom",
        "von",
        "y",
        "zu",
        "zum",
        "zur",
    ]
)
SUFFIXES = {
    **dict.fromkeys(("jr", "jnr", "junior"), "junior"),
    **dict.fromkeys(("sr", "snr", "senior"), "senior"),
    **dict.fromkeys(("filho", "hijo", "fils"), "filho"),
    **dict.fromkeys(("neto", "netto", "nieto"), "neto"),
    **{word: word for word in ("ii", "iii", "iv", "bisneto", "sobrinho", "pere")},
}
"""What stands behind a name to tell relatives apart, and as what it counts."""

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n"}
)
"""Letters that do not come apart into a letter and an accent."""
APOSTROPHES = re.compile("['’‘`´ʹʻʼʽ′]")

SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch|tch", "X"), ("sch|sh", "s"), ("ch", "X"), ("(?<=.)kh", "h"), ("kh|gh", "k"), ("ph", "f"), ("th", "t"),
        ("dh", "d"), ("ae", "a"), ("oe", "o"), ("ue(?=[^aeiou])", "u"), ("ou|oo", "u"), ("ee", "i"), ("ck|q", "k"),
        ("x", "ks"), ("g(?=[ei])", "j"), ("c(?=[eiy])|z|ts", "s"), ("c|g", "k"), ("y|j(?=[aou])", "i"), ("w", "v"),
        ("h", ""),
    )
]  # fmt: skip
REPEATED = re.compile(r"(.)\1+")
VOWELS = re.compile("[aeiou]")

NEAR = 0.7
"""From this likeness (0-1) on, two words may be spellings of one."""
SHORTENED = 5
"""A word of so many letters that begins the other may be its short form (Anima, Animashree)."""


@dataclass(frozen=True)
class Name:
    """A name for comparison: its words in lower case without accents, given names first; an initial is one letter.

    A word that was shortened with a point keeps it (Ph., Ma.).
    """

    words: tuple[str, ...]
    glued: dict[str, tuple[int, ...]] = field(hash=False)
    suffix: str = ""


def parse(text: str) -> Name:
    """The words of a name as they are compared.

    Particles are left out; what would be two words written as one (Shin-ichi, El Baradei) is in `glued` with the
    words that it replaces, as are the particles, without any; Jr., Filho, Neto, III stand apart as long as two words
    are left.
    """
    tokens = _given_first(text)
    suffix = ""
    if len(tokens) > 2 and (found := SUFFIXES.get(plain(tokens[-1]).rstrip("."))):
        suffix, tokens = found, tokens[:-1]
    words: list[str] = []
    pieces: list[tuple[str, tuple[int, ...]]] = []
    for place, token in enumerate(tokens):
        word = plain(token)
        word = word if 3 <= len(word) <= 4 else word.rstrip(".")
        if 0 < place < len(tokens) - 1 and _is_particle(token, word):
            pieces.append((word, ()))
            continue
        pieces.append((word, (len(words),)))
        words.append(SUFFIXES.get(word.rstrip("."), word) if place and place == len(tokens) - 1 else word)
    glued = {one + other: at + next_at for (one, at), (other, next_at) in pairwise(pieces) if at or next_at}
    glued |= {word: at for word, at in pieces if not at}
    return Name(tuple(words), glued, suffix)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A text in lower case without accents and apostrophes."""
    apart = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold().translate(LETTERS)


def tokens_of(text: str) -> list[str]:
    """The words of a text; a word that was shortened keeps its point."""
    text = APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).replace(".", ". ")
    spaced = "".join(c if c.isalnum() or c == "." or unicodedata.category(c)[0] == "M" else " " for c in text)
    return [word for word in spaced.split() if word.strip(".")]


def _given_first(text: str) -> list[str]:
    """The tokens of a name; a surname before a comma, or before the rest in capitals, goes behind the given names."""
    before, comma, after = text.partition(",")
    tokens, rest = tokens_of(before), tokens_of(after)
    if comma and rest and plain(rest[-1]).rstrip(".") in SUFFIXES:
        *rest, last = rest
        return [*rest, *tokens, last]
    if rest:
        return [*rest, *tokens]
    capitals = next((at for at, token in enumerate(tokens) if not token.isupper()), len(tokens))
    if 0 < capitals < len(tokens) and any(len(token.rstrip(".")) > 1 for token in tokens[:capitals]):
        if tokens[0].endswith(".") or len(tokens[0]) == 1:
            return tokens
        return [*tokens[capitals:], *tokens[:capitals]]
    return tokens


def _is_particle(token: str, word: str) -> bool:
    return word in PARTICLES and (len(word) > 1 or token.islower())


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Roughly how a word sounds, across the ways of writing it in Latin letters (Kadhafi, Gaddafi)."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    word = REPEATED.sub(r"\1", word)
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def skeleton(word: str) -> str:
    """The consonants of how a word sounds; its vowels where it has few consonants."""
    heard = sound(word)
    bones = VOWELS.sub("", heard)
    return bones if len(bones) > 1 else heard


@lru_cache(maxsize=65_536)
def likeness(one: str, two: str) -> tuple[float, str]:
    """How alike two different words are (0-1) and in what: sound, vowels, consonants, short form, gender, initial."""
    if len(one) == 1 or len(two) == 1:
        return (0.8, "initial") if one[0] == two[0] and len(one) != len(two) else (0.0, "")
    for short, long in ((one, two), (two, one)):
        if short.endswith(".") and long.startswith(short[:-1]):
            return 0.8, "initial"
    if _differ_in_gender(one, two):
        return 0.0, ""
    heard, other = sound(one), sound(two)
    if heard == other:
        return 1.0, "sound" if min(len(one), len(two)) > 3 else "vowels"
    if (one.startswith(two) or two.startswith(one)) and min(len(one), len(two)) >= SHORTENED:
        return 0.75, "short"
    alike = max(Levenshtein.normalized_similarity(heard, other), Levenshtein.normalized_similarity(one, two))
    if skeleton(one) == skeleton(two):
        return alike, "vowels"
    return (alike, "consonants") if heard[:1] == other[:1] else (0.0, "")


def _differ_in_gender(one: str, two: str) -> bool:
    """Whether two words differ as Carlos and Carla, Rafael and Rafaela, José and Josefa do."""
    begin = 0
    while begin < min(len(one), len(two)) and one[begin] == two[begin]:
        begin += 1
    ends = {one[begin:], two[begin:]}
    return begin >= 3 and any(
        end in {"a", "fa", "ina"} and ends - {end} <= {"", "e", "o", "s", "os", "es", "u"} for end in ends
    )
